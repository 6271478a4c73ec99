"""Citizens who asked for a person: who waits how long, answering them in their own conversation."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from bot.desk.access import Visit
from bot.desk.pages import Pages
from bot.engine.knowledge import Knowledge
from bot.runner import Runner, TurnFailed, Unknown
from bot.storage.desk import DeskRecords
from bot.storage.records import Handoff


@dataclass(frozen=True, slots=True)
class Line:
    """What the citizen asked, or what an ``officer`` answered."""

    at: datetime
    text: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """All requests of one citizen in the order of time, with the answers."""

    requests: tuple[Handoff, ...]

    @property
    def waiting(self) -> Handoff | None:
        """The request to answer, the newest of those still open; None when nobody waits."""
        return next((one for one in reversed(self.requests) if one.closed_at is None), None)

    @property
    def since(self) -> datetime:
        """When the citizen began to wait, or first asked."""
        return next((one.at for one in self.requests if one.closed_at is None), self.requests[0].at)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everything said, oldest first; a request without words only where nothing else was asked."""
        asked = [Line(one.at, one.question) for one in self.requests if one.question]
        told = [Line(reply.at, reply.text, reply.officer) for one in self.requests for reply in one.replies]
        return tuple(sorted((*(asked or [Line(self.requests[0].at, "")]), *told), key=lambda line: line.at))


def _conversations(rows: Sequence[Handoff]) -> list[Conversation]:
    """One for each citizen: those who wait first, the longest waiting foremost; then the others, the newest foremost."""
    by_citizen: dict[str, list[Handoff]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        by_citizen.setdefault(row.key, []).append(row)
    found = [Conversation(tuple(requests)) for requests in by_citizen.values()]
    waiting = sorted((one for one in found if one.waiting), key=lambda one: one.since)
    over = sorted((one for one in found if not one.waiting), key=lambda one: one.lines[-1].at, reverse=True)
    return waiting + over


class Handoffs:
    """The officer's second room."""

    def __init__(
        self,
        pages: Pages,
        records: DeskRecords,
        runner: Runner,
        knowledge: Callable[[], Knowledge],
        clock: Callable[[], datetime],
    ) -> None:
        self._pages = pages
        self._records = records
        self._runner = runner
        self._knowledge = knowledge
        self._clock = clock

    async def list(self, visit: Visit, problem: str = "", kept: tuple[int, str] = (0, "")) -> Response:
        """The waiting ones, longest first, one card for one citizen; ``?all=1`` shows the answered ones too."""
        everything = visit.request.query_params.get("all") == "1"
        rows = await self._records.handoffs(open_only=not everything)
        catalogue = self._knowledge().catalogue
        named = {
            row.id: catalogue.procedures[row.procedure].plain for row in rows if row.procedure in catalogue.procedures
        }
        return self._pages.show(
            visit,
            "handoffs.html",
            http_status=422 if problem else 200,
            cards=_conversations(rows),
            named=named,
            everything=everything,
            fresh=lambda: secrets.token_hex(8),
            problem=problem,
            kept=kept,
        )

    async def reply(self, visit: Visit) -> Response:
        """Sends the officer's words to the citizen; the wait ends unless more is to come."""
        number, text = visit.request.path_params["handoff"], visit.field("text")
        if not text:
            return await self.list(visit, "Chưa có lời nào để gửi.", (number, ""))
        try:
            await self._runner.reply_handoff(
                number,
                text,
                visit.account.shown,
                by=visit.account.name,
                close=visit.field("keep") != "1",
                reply_id=visit.field("reply_id", 40) or None,
            )
        except Unknown:
            return self._pages.show(visit, "missing.html", 404, what="lời nhắn này")
        except TurnFailed as failed:
            return await self.list(visit, f"Chưa gửi được, mã sự cố {failed.incident}.", (number, text))
        if visit.field("keep") != "1":
            await self._close_with(visit, number)
        return RedirectResponse("/desk/handoffs?done=reply", 303)

    async def close(self, visit: Visit) -> Response:
        """Ends the wait without a word, for example after a telephone call."""
        number = visit.request.path_params["handoff"]
        await self._close_with(visit, number)
        return RedirectResponse("/desk/handoffs?done=close", 303)

    async def _close_with(self, visit: Visit, number: int) -> None:
        """Ends this wait and the same citizen's others: one person stands at the counter once."""
        found = await self._records.handoff(number)
        if found is None:
            return
        others = [row.id for row in await self._records.handoffs(limit=500) if row.key == found.key]
        for one in dict.fromkeys((number, *others)):
            if await self._records.close_handoff(one, visit.account.name, self._clock()):
                await self._records.note(visit.account.name, "handoff_close", str(one), "", self._clock())
