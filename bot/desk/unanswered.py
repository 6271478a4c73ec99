"""Desk → Chưa trả lời được: the questions nobody could answer, most asked first, and why each was left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.responses import RedirectResponse, Response

from bot.desk.access import EDIT_CONTENT, Visit
from bot.desk.pages import Pages
from bot.desk.themes import grouped, numbers
from bot.desk.why import why
from bot.engine.knowledge import Knowledge
from bot.storage.desk import DeskRecords

_COMPARED = 300


class Unanswered:
    """Where new content comes from."""

    def __init__(
        self,
        pages: Pages,
        records: DeskRecords,
        knowledge: Callable[[], Knowledge],
        clock: Callable[[], datetime],
    ) -> None:
        self._pages = pages
        self._records = records
        self._knowledge = knowledge
        self._clock = clock

    async def list(self, visit: Visit) -> Response:
        """The open questions by theme, with the entry that came nearest."""
        themes = grouped(await self._records.unanswered(limit=_COMPARED))
        catalogue = self._knowledge().catalogue

        def nearest(best: str) -> str:
            kind, _, name = best.rpartition(":")
            if name in catalogue.procedures and kind != "faq":
                return catalogue.procedures[name].plain
            return catalogue.faq[name].question if name in catalogue.faq else ""

        return self._pages.show(visit, "unanswered.html", themes=themes, nearest=nearest)

    async def why(self, visit: Visit) -> Response:
        """How one of these questions is understood now; with ``part`` in the address only the fold-out of the list."""
        number = visit.request.path_params["id"]
        themes = grouped(await self._records.unanswered(limit=_COMPARED))
        theme = next((one for one in themes if number in one.ids), None)
        if theme is None:
            return self._pages.show(visit, "missing.html", 404, what="câu hỏi này")
        told: dict[str, Any] = {
            "why": why(self._knowledge(), theme.text, self._clock()),
            "ids": ",".join(map(str, theme.ids)),
            "back": "",
            "teach": "form" if visit.may(EDIT_CONTENT) else "",
        }
        if "part" in visit.request.query_params:
            return self._pages.bare("why.html", csrf=visit.csrf, **told)
        return self._pages.show(visit, "asked.html", theme=theme, **told)

    async def close(self, visit: Visit) -> Response:
        """These need no answer of ours."""
        closed = numbers(visit.field("ids", 20_000))
        await self._records.close_unanswered(closed, visit.account.name, self._clock())
        await self._records.note(visit.account.name, "unanswered_close", f"{len(closed)} câu", "", self._clock())
        return RedirectResponse("/desk/unanswered?done=closed", 303)
