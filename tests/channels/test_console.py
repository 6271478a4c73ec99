"""The terminal conversation: typed lines become events, messages become lines, and a talk becomes a transcript."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.channels.console import ConsoleChannel
from bot.engine.events import Chose, Event, Said, Started, Uploaded
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Attachment, Choice, Message, Progress
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.runner import Runner
from bot.storage import schema
from bot.storage.database import open_database
from bot.storage.store import Store
from bot.storage.vault import Vault
from tests.nothing_known import KNOWLEDGE

LEAVE = (Choice("Quay lại", "b:d1"), Choice("Để sau", "l:d1"))


def echo(event: Event, session: Session, knowledge: Knowledge, entropy: bytes) -> Turn:
    """Repeats what it understood; three words show three kinds of messages."""
    session = replace(session, misses=session.misses + 1)
    match event:
        case Started(payload=payload):
            message = Message(f"**Chào** {payload}", (Choice("Khai sinh", "p:1"), Choice("Kết hôn", "p:2")))
        case Said(text="mấy bản"):
            message = Message("Mấy bản?", LEAVE, "question", Progress(2, 5))
        case Said(text="nam hay nữ"):
            message = Message("Nam hay nữ?", (Choice("Nam", "a:d1:s:nam"), *LEAVE), "question")
        case Said(text="phiếu"):
            message = Message("Đây ạ", attachments=(Attachment("phieu.txt", "Phiếu chuẩn bị"),))
        case Said(text=text):
            message = Message(f"nghe «{text}»")
        case Chose(value=value):
            message = Message(f"bấm «{value}»")
        case Uploaded(name=name, problem=problem):
            message = Message(f"tệp «{name}» {problem}")
        case _:
            message = Message("?")
    return Turn(session, (message,))


@pytest.fixture
async def runner(tmp_path: Path) -> AsyncIterator[Runner]:
    """A real runner on a new database."""
    database = open_database(f"sqlite:///{tmp_path / 'motcua.db'}")
    await schema.upgrade(database)
    yield Runner(Store(database, Vault(["a key for the tests only"])), lambda: KNOWLEDGE, decide=echo)
    await database.close()


def typed(*lines: str) -> Callable[[str], str]:
    """A keyboard: one line after the other, then the end of the input."""
    waiting: Iterator[str] = iter(lines)

    def ask(prompt: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    return ask


async def talk(runner: Runner, *lines: str) -> str:
    out = io.StringIO()
    await ConsoleChannel(runner, Console(file=out, width=80), typed(*lines)).run()
    return out.getvalue()


async def test_greeting_typing_and_leaving(runner: Runner) -> None:
    shown = await talk(runner, "xin chào", "/thoat", "không đọc nữa")
    assert "Chào" in shown
    assert "[2] Kết hôn" in shown
    assert "nghe «xin chào»" in shown
    assert "không đọc nữa" not in shown


async def test_a_number_presses_a_button(runner: Runner) -> None:
    assert "bấm «p:2»" in await talk(runner, "2")


async def test_a_number_that_is_no_button_is_said(runner: Runner) -> None:
    assert "nghe «9»" in await talk(runner, "9")


async def test_a_number_answers_a_question_that_asks_for_one(runner: Runner) -> None:
    shown = await talk(runner, "mấy bản", "2", "#1")
    assert "Bước 2/5" in shown
    assert "nghe «2»" in shown
    assert "bấm «b:d1»" in shown


async def test_a_number_presses_where_answers_are_buttons(runner: Runner) -> None:
    assert "bấm «a:d1:s:nam»" in await talk(runner, "nam hay nữ", "1")


async def test_files_and_attachments(runner: Runner, tmp_path: Path) -> None:
    kept = tmp_path / "ghi chú.txt"
    kept.write_text("abc", encoding="utf-8")
    shown = await talk(runner, f"/tep {kept}", "/tep /khong/co.jpg", "phiếu")
    assert "tệp «ghi chú.txt» type" in shown
    assert "Không đọc được tệp" in shown
    assert "Tệp kèm: phieu.txt" in shown
    assert "Phiếu chuẩn bị" in shown


async def test_a_deep_link(runner: Runner) -> None:
    assert "Chào p_1001193" in await talk(runner, "/start p_1001193")


async def test_everything_shown_counts_as_delivered(runner: Runner) -> None:
    await talk(runner, "một", "hai")
    await runner.store.release()
    assert await runner.undelivered("console") == ()


async def test_what_was_said_while_away_is_shown_first(runner: Runner) -> None:
    await runner.handle("console:local", "x", Said("lúc vắng", runner.clock()))
    await runner.store.release()
    assert "nghe «lúc vắng»" in await talk(runner)


def test_a_recorded_talk_replays(tmp_path: Path) -> None:
    """``motcua chat --record`` as a process, then ``motcua test``'s replay of what it wrote."""
    from bot.catalogue.loader import load
    from bot.catalogue.model import Transcript
    from bot.catalogue.source import read
    from bot.engine.transcript import replay
    from bot.matcher import build

    file = tmp_path / "thu.test.yaml"
    env = {"MOTCUA_DATA_DIR": str(tmp_path / "data"), "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--record", str(file), "--title", "Thử ghi"],
        input="làm giấy khai sinh cho con\n1\nhồ sơ của tôi\n/thoat\n",
        env=env,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "trợ lý tự động Một Cửa" in done.stdout
    recorded = Transcript.model_validate(read(file.name, file.read_bytes()).data)
    assert recorded.title == "Thử ghi"
    assert recorded.steps[0].say == "làm giấy khai sinh cho con"
    assert recorded.steps[1].bot
    assert recorded.steps[2].tap
    assert recorded.steps[-2].say == "hồ sơ của tôi"
    catalogue = load([Path(__file__).parents[2]])
    assert replay(recorded, Knowledge(catalogue, build(catalogue))) == ()


def test_a_record_nobody_can_write_is_said_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--record", str(tmp_path / "no" / "a.test.yaml")],
        input="",
        env={"MOTCUA_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "không có thư mục" in done.stderr
