"""Durable turns per second and their latency: ``python tests/benchmarks/turns.py [URL] [--turns N] [--citizens N]``."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.bootstrap import Content, content_roots
from bot.catalogue.model import Calendar, Catalogue, Offices
from bot.config import Settings
from bot.engine import dialogue
from bot.engine.events import Event, Said
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Message
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.matcher import Match, Verdict
from bot.matcher.match import Intent
from bot.runner import Runner
from bot.storage import schema
from bot.storage.database import open_database
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault

SAID = (
    "xin chào",
    "toi muon dang ky tam tru",
    "lệ phí bao nhiêu",
    "vợ em mới sinh cháu thì làm giấy tờ gì",
    "bị mất căn cước",
    "gặp cán bộ",
)


class _NoMatcher:
    """Nothing is ever meant."""

    def match(self, text: str, focus: str | None = None) -> Match:
        """Abstains."""
        return Match(Verdict.ABSTAIN, Intent.NOTHING)


def _echo(event: Event, session: Session, knowledge: Knowledge, entropy: bytes) -> Turn:
    """The smallest turn: counts, and says one sentence of ordinary length."""
    return Turn(replace(session, misses=session.misses + 1), (Message("Một Cửa đã nhận được tin nhắn. " * 8),))


async def measure(url: str, turns: int, citizens: int, senders: int, real: Knowledge | None) -> None:
    """Prints the rate and the latencies of ``turns`` turns of ``citizens`` citizens, ``senders`` writing at once.

    With ``real`` content the turns are conversations through the engine and its matcher.
    """
    database = open_database(url)
    await schema.upgrade(database)
    nothing = Catalogue(
        procedures={},
        faq={},
        topics={},
        offices=Offices(province="", offices=()),
        calendar=Calendar.model_validate({"late_after": "16:00"}),
    )
    knowledge = real or Knowledge(nothing, _NoMatcher())
    store = Store(database, Vault(["a key for the benchmark"]))
    runner = Runner(store, lambda: knowledge, decide=dialogue.handle if real else _echo)
    taken: list[float] = []
    numbers = iter(range(turns))
    run = time.time_ns()

    async def send() -> None:
        for number in numbers:
            began = time.perf_counter()
            words = SAID[number // citizens % len(SAID)]
            await runner.handle(f"web:{run}-{number % citizens}", f"e{number}", Said(words, datetime.now(VIETNAM)))
            taken.append((time.perf_counter() - began) * 1000)

    began, busy = time.perf_counter(), time.process_time()
    await asyncio.gather(*(send() for _ in range(senders)))
    seconds = time.perf_counter() - began
    busy = (time.process_time() - busy) * 1000
    await database.close()
    taken.sort()
    print(
        f"{url.partition(':')[0]:10} {senders:3} senders  {turns / seconds:7.0f} turns/s  "
        f"p50 {taken[len(taken) // 2]:6.2f} ms  p99 {taken[int(len(taken) * 0.99)]:6.2f} ms  "
        f"CPU {busy / turns:5.2f} ms a turn"
    )


def main() -> None:
    """Runs with 1, 8 and 32 senders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--turns", type=int, default=3000)
    parser.add_argument("--citizens", type=int, default=500)
    parser.add_argument("--real", action="store_true", help="the shipped content through the engine")
    chosen = parser.parse_args()
    real = Content(content_roots(Settings())).current() if chosen.real else None
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.url or f"sqlite:///{Path(folder) / 'bench.db'}"
        for senders in (1, 8, 32):
            asyncio.run(measure(url, chosen.turns, chosen.citizens, senders, real))


if __name__ == "__main__":
    main()
