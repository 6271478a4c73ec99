"""Numbers for Prometheus: turns and their time, and what waits in the database at the moment of asking."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.storage.database import Database
from bot.storage.waiting import waiting


class Figures:
    """One registry of its own, so that several installations in one process (the tests) do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._turns = Counter(
            "motcua_turns", "Turns by event and outcome", ["event", "outcome"], registry=self.registry
        )
        self._seconds = Histogram(
            "motcua_turn_seconds",
            "Time from an event's arrival to its commit",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5),
            registry=self.registry,
        )
        self._waiting = Gauge("motcua_waiting", "Rows waiting", ["what"], registry=self.registry)
        self._content = Gauge("motcua_content_sound", "1 while the newest save is in use", registry=self.registry)

    def turn(self, event: str, outcome: str, seconds: float) -> None:
        """Counts one turn; ``outcome`` is done, repeated or failed."""
        self._turns.labels(event, outcome).inc()
        self._seconds.observe(seconds)

    async def text(self, database: Database, *, sound: bool) -> bytes:
        """The text format of Prometheus."""
        self._content.set(sound)
        for what, number in (await waiting(database)).items():
            self._waiting.labels(what).set(number)
        return generate_latest(self.registry)
