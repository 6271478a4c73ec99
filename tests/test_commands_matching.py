"""The commands ask, eval and import as a person or another program runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.catalogue import national
from bot.catalogue.loader import NATIONAL
from bot.commands import ask, import_
from bot.commands import eval as eval_

RECORD = {
    "ma_thu_tuc": "1.999001",
    "ten_thu_tuc": "Thủ tục cấp giấy phép thả diều",
    "linh_vuc": "Thử nghiệm",
    "cap_thuc_hien": "Cấp xã",
    "cach_thuc_thuc_hien": "Trực tiếp3 NgàyMiễn phí",
    "so_quyet_dinh": "1/QĐ-THU",
    "detail_url": "thu-1",
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own."""
    monkeypatch.setenv("MOTCUA_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """One good record, one bad line, one record of another level."""
    file = tmp_path / "records.jsonl"
    other = RECORD | {"ma_thu_tuc": "1.999002", "cap_thuc_hien": "Cấp bộ", "detail_url": "thu-2"}
    file.write_text("\n".join([json.dumps(RECORD), "hỏng", json.dumps(other)]), encoding="utf-8")
    return file


def test_import_then_ask(data: Path, records: Path) -> None:
    done = CliRunner().invoke(import_.command, [str(records), "--level", "xã", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["imported"] == 1
    assert [one["name"] for one in told["skipped"]] == ["dòng 2"]
    found = CliRunner().invoke(ask.command, ["xin giấy phép thả diều", "--json"])
    assert found.exit_code == 0, found.output
    assert json.loads(found.output)["candidates"][0]["id"] == "1.999001"


@pytest.mark.parametrize(
    ("name", "option", "kept"),
    [
        ("records.jsonl", ["--as-of", "2026-07"], "2026-07"),
        ("records.jsonl", ["--as-of", "2026-07-15"], "2026-07"),
        ("records-2026-07.jsonl", [], "2026-07"),
        ("records.jsonl", [], ""),
    ],
)
def test_import_keeps_the_month_of_the_records(
    data: Path, records: Path, name: str, option: list[str], kept: str
) -> None:
    """Without one nothing but the day of the import is known, whenever the file was changed."""
    file = records.rename(records.with_name(name))
    assert CliRunner().invoke(import_.command, [str(file), *option]).exit_code == 0
    [first, *_] = national.load((data / NATIONAL).read_bytes()).values()
    assert first.source.as_of == kept


def test_import_refuses_a_month_that_is_none(data: Path, records: Path) -> None:
    done = CliRunner().invoke(import_.command, [str(records), "--as-of", "7/2026"])
    assert done.exit_code == 2
    assert "--as-of 2026-07" in done.output
    assert not data.exists()


def test_import_of_nothing(data: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(import_.command, [str(tmp_path / "no.jsonl")]).exit_code == 2
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    assert CliRunner().invoke(import_.command, [str(empty)]).exit_code == 1
    assert not data.exists()


def test_ask_lines(data: Path) -> None:
    """One line in, one line out, in order; a broken line costs nobody else an answer."""
    lines = '{"id": "a", "q": "làm giấy khai sinh"}\nhỏng\n{"id": 7, "q": "xin chào"}\n'
    done = CliRunner().invoke(ask.command, ["--jsonl"], input=lines)
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.output.splitlines()]
    assert [row["id"] for row in rows] == ["a", None, 7]
    assert set(rows[0]) == {"id", "verdict", "intent", "candidates", "ms"}
    assert rows[0]["candidates"][0]["id"] == "1.001193"
    assert set(rows[0]["candidates"][0]) == {"kind", "id", "title", "confidence"}
    assert (rows[2]["verdict"], rows[2]["intent"]) == ("abstain", "smalltalk")


def test_ask_needs_a_question(data: Path) -> None:
    assert CliRunner().invoke(ask.command, []).exit_code == 2
    assert CliRunner().invoke(ask.command, ["x", "--content", "/nowhere"]).exit_code == 2


def test_ask_explains(data: Path) -> None:
    done = CliRunner().invoke(ask.command, ["mất căn cước", "--explain"])
    assert done.exit_code == 0
    assert "từ được tính" in done.output


def test_eval_measures_and_holds_the_bar(data: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.jsonl"
    rows = [
        {"id": "1", "q": "làm giấy khai sinh cho con", "codes": ["1.001193"], "kind": "plain"},
        {"id": "2", "q": "xin chào", "want": "smalltalk"},
        {"id": "3", "q": "gì đó", "codes": ["9.999999"], "kind": "plain"},
    ]
    good.write_text("\n".join(json.dumps(row) for row in rows))
    done = CliRunner().invoke(eval_.command, [str(good), "--json"])
    assert done.exit_code == 0, done.output
    figures = json.loads(done.output)
    assert (figures["all"]["n"], figures["all"]["top1"], figures["left_out"]) == (1, 1.0, 1)
    assert figures["outofscope"] == {"n": 1, "false_answers": 0.0, "intent_right": 1.0}
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps({"id": "1", "q": "làm giấy khai sinh", "codes": ["1.000656"], "kind": "plain"}))
    assert CliRunner().invoke(eval_.command, [str(bad)]).exit_code == 1
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": 1}')
    assert CliRunner().invoke(eval_.command, [str(broken)]).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask", "--foo"], "Không có tùy chọn «--foo». Gõ «motcua ask --help» để xem cách dùng."),
        (["eval"], "Thiếu «FILE [FILE...]». Gõ «motcua eval --help» để xem cách dùng."),
        (["ask", "--content"], "Tùy chọn «--content» cần một giá trị. Gõ «motcua --help» để xem cách dùng."),
        (
            ["import", "x.jsonl", "--level", "zz"],
            "«level» chỉ nhận: xã, tỉnh, bộ. Gõ «motcua import --help» để xem cách dùng.",
        ),
        (["nosuch"], "Không có lệnh «nosuch». Gõ «motcua --help» để xem các lệnh."),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: list[str], sentence: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr.strip()) == (2, "", sentence)


def test_a_mark_before_the_first_line_is_no_part_of_it() -> None:
    asked = b'\xef\xbb\xbf{"id": "1", "q": "xin ch\xc3\xa0o"}\n'
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--jsonl"], input=asked, capture_output=True, check=True
    )
    found = json.loads(ended.stdout)
    assert found["id"] == "1"
    assert "error" not in found


def test_a_file_without_questions_measures_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "eval", str(tmp_path / "empty.jsonl")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 2
    assert "không có câu hỏi nào" in ended.stderr
