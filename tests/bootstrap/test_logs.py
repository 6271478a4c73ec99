"""Nothing personal and no secret reaches a log line, whoever writes it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.bootstrap.logs import Redactor, set_up

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("motcua").setLevel(logging.NOTSET)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("số 001190000123 đây", "số *** đây"),
        ("CMND 012345678", "CMND ***"),
        ("gọi 0912 345 678 nhé", "gọi *** nhé"),
        ("+84912345678", "***"),
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot***/getMe"),
        ("khóa rất-bí-mật ở đây", "khóa *** ở đây"),
        (
            "mã H7K2M9, thủ tục 1.001193, ngày 23/11/2026, 120 ms",
            "mã H7K2M9, thủ tục 1.001193, ngày 23/11/2026, 120 ms",
        ),
    ],
)
def test_numbers_and_secrets_are_blanked_and_the_rest_is_left(said: str, left: str) -> None:
    assert Redactor(["rất-bí-mật"]).clean(said) == left


def test_deep_values_are_cleaned() -> None:
    assert Redactor().clean({"a": [("0912345678",)], "n": 912345678, "ms": 12}) == {
        "a": [["***"]],
        "n": "***",
        "ms": 12,
    }


def test_debug_is_for_our_own_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """The event stream's library logs every chunk, which is what a citizen reads."""
    set_up("debug", "json")
    logging.getLogger("sse_starlette.sse").debug("chunk: Nguyễn Văn An")
    logging.getLogger("some.library").debug("Nguyễn Văn An")
    structlog.get_logger("motcua.runner").debug("turn")
    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["turn"]


def test_our_lines_and_the_libraries_lines_are_json_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("info", "json", [TOKEN])
    structlog.get_logger("motcua").info("turn", key="web:abc", said="số 001190000123")
    logging.getLogger("some.library").warning("sending to %s", TOKEN)
    logging.getLogger("httpx").info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    try:
        _fails("Nguyễn Văn An")
    except ValueError:
        structlog.get_logger("motcua").exception("turn_failed", incident="A1B2C3")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["turn", "sending to ***", "turn_failed"]
    assert "001190000123" not in json.dumps(lines)
    assert lines[2]["exception"].startswith("builtins.ValueError\n")
    assert "in _fails" in lines[2]["exception"]
    assert "Nguyễn" not in lines[2]["exception"]
    assert lines[0]["key"] == "web:abc"


@pytest.mark.parametrize("style", ["json", "console"])
def test_an_exception_is_logged_without_its_words_and_variables(capsys: pytest.CaptureFixture[str], style: str) -> None:
    set_up("info", style)
    try:
        _fails("Nguyễn Văn An")
    except ValueError:
        structlog.get_logger("motcua").exception("turn_failed")
        logging.getLogger("some.library").exception("it failed")
    err = capsys.readouterr().err
    assert err.count("builtins.ValueError") == 2
    assert "Nguyễn" not in err


def _fails(answer: str) -> None:
    raise ValueError(f"cannot read {answer}")
