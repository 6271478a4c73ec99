"""Carries waiting dossiers to the gateway in the background and brings the outcome back into the conversation."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

import structlog

from bot.gateway.submission import Gateway, Refused, Submission, Unavailable

PAUSE = 1.0
"""Seconds between two looks for waiting dossiers, when nothing wakes the worker."""
LONGEST = 60.0
"""Seconds one submission may take; well under the lease."""
_BACKOFF = (5, 30, 120, 600, 1800, 3600)

log = structlog.get_logger("motcua.gateway")


class Queue(Protocol):
    """Where dossiers wait and where outcomes go; ``bot.runner.Runner`` has it."""

    async def submissions(self, limit: int) -> Sequence[Submission]:
        """Takes up to ``limit`` waiting dossiers for a while."""

    async def submission_accepted(self, code: str, official_code: str) -> object:
        """The agency has it."""

    async def submission_refused(self, code: str, reason: str) -> object:
        """The agency said no."""

    async def submission_later(self, code: str, pause: timedelta) -> bool:
        """Tried again after ``pause``; False when it was given up."""


class Worker:
    """One of any number, in one or several processes."""

    def __init__(self, queue: Queue, gateway: Gateway) -> None:
        self._queue = queue
        self._gateway = gateway
        self._woken = asyncio.Event()
        self._stopping = False

    async def run(self) -> None:
        """Until ``stop``."""
        while not self._stopping:
            self._woken.clear()
            try:
                busy = await self.work()
            except Exception:  # a broken database now may be well in a second; the dossiers keep waiting
                log.exception("gateway_worker_failed")
                busy = 0
            if not busy and not self._stopping:
                try:
                    async with asyncio.timeout(PAUSE):
                        await self._woken.wait()
                except TimeoutError:
                    continue

    def stop(self) -> None:
        """Ends after the submission under way."""
        self._stopping = True
        self._woken.set()

    def wake(self) -> None:
        """Looks at once instead of at the next pause."""
        self._woken.set()

    async def work(self, limit: int = 10) -> int:
        """Handles what waits now; how many dossiers that were."""
        submissions = await self._queue.submissions(limit)
        for submission in submissions:
            await self._carry(submission)
        return len(submissions)

    async def _carry(self, submission: Submission) -> None:
        code = submission.code
        try:
            async with asyncio.timeout(LONGEST):
                accepted = await self._gateway.submit(submission)
        except Refused as refused:
            log.info("submission_refused", dossier=code)
            await self._queue.submission_refused(code, str(refused))
        except (Unavailable, TimeoutError) as error:
            asked = error.retry_after if isinstance(error, Unavailable) else None
            pause = timedelta(seconds=asked or _BACKOFF[min(submission.tries, len(_BACKOFF)) - 1])
            kept = await self._queue.submission_later(code, pause)
            log.warning(
                "submission_unavailable", dossier=code, tries=submission.tries, why=str(error), given_up=not kept
            )
        else:
            await self._queue.submission_accepted(code, accepted.official_code)
            log.info("submission_accepted", dossier=code, tries=submission.tries)
