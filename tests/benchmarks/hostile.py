"""Milliseconds that one message of 10,000 letters holds the process: ``python tests/benchmarks/hostile.py``."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from datetime import datetime

from bot.bootstrap import Content, content_roots
from bot.config import Settings
from bot.engine import dialogue
from bot.engine.events import Chose, Said
from bot.engine.knowledge import Knowledge
from bot.engine.session import Session
from bot.storage.tables import VIETNAM

LETTERS = 10_000
PIECES = (
    "x", "1", ".", "a@", "a.b.c.", "MC-222-", "1 2-", "ạ", "a\u0301\u0323", "toimuonlamgiaykhaisinh", "我想办理出生登记", "a\n",
    "à nhầm ý em là ", "con mất tích ", "chồng em ", "vừa tai nạn ", "không phải ", "dạ em ", "a và ", "01/02/2020 ", "<b>",
    "tôi muốn làm giấy khai sinh cho con, cần giấy tờ gì ạ. ", "toi muon lam giay khai sinh cho con can giay to gi a. ",
)  # fmt: skip


def sessions(knowledge: Knowledge, at: datetime) -> Iterator[tuple[str, Session]]:
    """A conversation at its beginning, one with a card shown, and one with a form's question open."""
    session = Session()
    yield "new", session
    session = dialogue.handle(Said("làm giấy khai sinh cho con", at), session, knowledge, bytes(8)).session
    yield "card", session
    for label in ("Làm từng bước", "Tôi đồng ý", "Không cần nhắc"):
        value = next(value for shown, value in session.buttons if shown == label)
        session = dialogue.handle(Chose(value, at), session, knowledge, bytes(8)).session
    yield "form", session


def main() -> None:
    """Prints the best of five of every message, the slowest first."""
    at = datetime.now(VIETNAM)
    knowledge = Content(content_roots(Settings())).current()
    gc.freeze()
    taken: list[tuple[float, str, str]] = []
    for name, session in sessions(knowledge, at):
        for piece in PIECES:
            event = Said((piece * LETTERS)[:LETTERS], at)
            best = float("inf")
            for _ in range(5):
                began = time.perf_counter()
                dialogue.handle(event, session, knowledge, bytes(8))
                best = min(best, time.perf_counter() - began)
            taken.append((best * 1000, name, piece))
    for milliseconds, name, piece in sorted(taken, reverse=True):
        print(f"{milliseconds:7.1f}  {name:5} {piece!r}")


if __name__ == "__main__":
    main()
