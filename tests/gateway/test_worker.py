"""What the worker does with each outcome, with gateways and a queue that are ordinary objects."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.gateway.desk import DeskGateway
from bot.gateway.rehearsal import DemoGateway, FailingGateway
from bot.gateway.submission import Accepted, Refused, Submission, Unavailable
from bot.gateway.worker import Worker

SUBMISSION = Submission(
    "H7K2M9", "1.001193", "Khai sinh", {}, (), (), datetime.fromisoformat("2026-11-23T09:00:00+07:00"), 1
)


class FakeQueue:
    """Gives each dossier out once and remembers the outcomes."""

    def __init__(self, *waiting: Submission) -> None:
        self.waiting = list(waiting)
        self.outcomes: list[tuple[str, ...]] = []

    async def submissions(self, limit: int) -> Sequence[Submission]:
        taken, self.waiting = self.waiting[:limit], self.waiting[limit:]
        return taken

    async def submission_accepted(self, code: str, official_code: str) -> None:
        self.outcomes.append(("accepted", code, official_code))

    async def submission_refused(self, code: str, reason: str) -> None:
        self.outcomes.append(("refused", code, reason))

    async def submission_later(self, code: str, pause: timedelta) -> bool:
        self.outcomes.append(("later", code, str(int(pause.total_seconds()))))
        return True


class FakeGateway:
    """Does what it was told."""

    def __init__(self, outcome: Accepted | Exception) -> None:
        self.outcome = outcome

    async def submit(self, submission: Submission) -> Accepted:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Accepted("X-1"), ("accepted", "H7K2M9", "X-1")),
        (Refused("Thiếu giấy tờ"), ("refused", "H7K2M9", "Thiếu giấy tờ")),
        (Unavailable("down"), ("later", "H7K2M9", "5")),
        (Unavailable("busy", 90), ("later", "H7K2M9", "90")),
        (TimeoutError(), ("later", "H7K2M9", "5")),
    ],
)
async def test_each_outcome_goes_back(outcome: Accepted | Exception, expected: tuple[str, ...]) -> None:
    queue = FakeQueue(SUBMISSION)
    assert await Worker(queue, FakeGateway(outcome)).work() == 1
    assert queue.outcomes == [expected]


async def test_pauses_grow_up_to_an_hour() -> None:
    queue = FakeQueue(*(replace(SUBMISSION, tries=tries) for tries in (1, 2, 3, 6, 100)))
    await Worker(queue, FailingGateway()).work()
    assert [outcome[2] for outcome in queue.outcomes] == ["5", "30", "120", "3600", "3600"]


async def test_a_broken_moment_does_not_end_the_worker() -> None:
    class Broken(FakeQueue):
        times = 0

        async def submissions(self, limit: int) -> Sequence[Submission]:
            self.times += 1
            if self.times == 1:
                raise OSError("the database is away")
            return await super().submissions(limit)

    queue = Broken(SUBMISSION)
    worker = Worker(queue, DeskGateway())
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(5):
        while not queue.outcomes:
            worker.wake()
            await asyncio.sleep(0)
    worker.stop()
    await running
    assert queue.outcomes == [("accepted", "H7K2M9", "")]


async def test_the_demonstration_gives_a_code_nobody_takes_for_real_and_always_the_same() -> None:
    first, again = await DemoGateway().submit(SUBMISSION), await DemoGateway().submit(SUBMISSION)
    assert first == again
    assert first.official_code.startswith("THU-NGHIEM-")
