"""Durable turns per second and their latency: ``python tests/benchmarks/turns.py [URL] [--turns N] [--citizens N]``."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.catalogue.model import Calendar, Catalogue, Offices
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
from bot.storage.vault import Vault


class _NoMatcher:
    """Nothing is ever meant."""

    def match(self, text: str, focus: str | None = None) -> Match:
        """Abstains."""
        return Match(Verdict.ABSTAIN, Intent.NOTHING)


def _echo(event: Event, session: Session, knowledge: Knowledge, entropy: bytes) -> Turn:
    """The smallest turn: counts, and says one sentence of ordinary length."""
    return Turn(replace(session, misses=session.misses + 1), (Message("Một Cửa đã nhận được tin nhắn. " * 8),))


async def measure(url: str, turns: int, citizens: int, senders: int) -> None:
    """Prints the rate and the latencies of ``turns`` turns of ``citizens`` citizens, ``senders`` writing at once."""
    database = open_database(url)
    await schema.upgrade(database)
    nothing = Catalogue(
        procedures={},
        faq={},
        topics={},
        offices=Offices(province="", offices=()),
        calendar=Calendar.model_validate({"late_after": "16:00"}),
    )
    knowledge = Knowledge(nothing, _NoMatcher())
    store = Store(database, Vault(["a key for the benchmark"]))
    runner = Runner(store, lambda: knowledge, decide=_echo)
    taken: list[float] = []
    numbers = iter(range(turns))
    run = time.time_ns()

    async def send() -> None:
        for number in numbers:
            began = time.perf_counter()
            await runner.handle(f"web:{run}-{number % citizens}", f"e{number}", Said("xin chào", datetime.now(UTC)))
            taken.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    await asyncio.gather(*(send() for _ in range(senders)))
    seconds = time.perf_counter() - began
    await database.close()
    taken.sort()
    print(
        f"{url.partition(':')[0]:10} {senders:3} senders  {turns / seconds:7.0f} turns/s  "
        f"p50 {taken[len(taken) // 2]:6.2f} ms  p99 {taken[int(len(taken) * 0.99)]:6.2f} ms"
    )


def main() -> None:
    """Runs with 1, 8 and 32 senders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--turns", type=int, default=3000)
    parser.add_argument("--citizens", type=int, default=500)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.url or f"sqlite:///{Path(folder) / 'bench.db'}"
        for senders in (1, 8, 32):
            asyncio.run(measure(url, chosen.turns, chosen.citizens, senders))


if __name__ == "__main__":
    main()
