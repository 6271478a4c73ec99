"""Citizens who asked for a person: who waits how long, answering them in their own conversation."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from bot.desk.access import Visit
from bot.desk.pages import Pages
from bot.engine.knowledge import Knowledge
from bot.runner import Runner, TurnFailed, Unknown
from bot.storage.desk import DeskRecords
from bot.storage.records import Handoff


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
        cards: dict[tuple[str, bool], list[Handoff]] = {}
        for row in rows:
            cards.setdefault((row.key, True) if row.closed_at is None else (str(row.id), False), []).append(row)
        named = {
            row.id: catalogue.procedures[row.procedure].plain for row in rows if row.procedure in catalogue.procedures
        }
        return self._pages.show(
            visit,
            "handoffs.html",
            http_status=422 if problem else 200,
            cards=list(cards.values()),
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
