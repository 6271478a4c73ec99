"""What the commune makes public now, by the fourteen kinds of the law, and the log of what was shown from when to when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from starlette.responses import Response

from bot.catalogue.due import due_on
from bot.catalogue.model import Publication
from bot.desk.access import Visit
from bot.desk.pages import Pages
from bot.engine.knowledge import Knowledge
from bot.engine.publications import current
from bot.engine.wording.public import KINDS
from bot.storage.publications import PublicationLog

RENEWED_AFTER = 3
"""Months: the list is renewed each quarter (Law 10/2022/QH15, article 13)."""
_SOON = 14
"""Days before its end that an item is pointed at."""
_LOGGED = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of the law with what is public of it; ``days_left`` by item id where an end is near."""

    number: int
    kind: str
    items: tuple[Publication, ...]
    days_left: dict[str, int]


class PublicationsRoom:
    """Read only: the items are content, the log writes itself."""

    def __init__(
        self,
        pages: Pages,
        log: PublicationLog,
        knowledge: Callable[[], Knowledge],
        clock: Callable[[], datetime],
    ) -> None:
        self._pages = pages
        self._log = log
        self._knowledge = knowledge
        self._clock = clock

    async def show(self, visit: Visit) -> Response:
        """The list of the day and the log."""
        knowledge, today = self._knowledge(), self._clock().date()
        items = current(knowledge.catalogue, today, knowledge.office.id if knowledge.office else "")
        lines = [_line(number, items, today) for number in KINDS]
        newest = max((one.published_on for one in items), default=None)
        due = due_on(newest, RENEWED_AFTER) if newest else today
        return self._pages.show(
            visit,
            "publications.html",
            lines=lines,
            items=items,
            filled=sum(bool(line.items) for line in lines),
            samples=sum(one.sample for one in items),
            newest=newest,
            due=due,
            late=due <= today,
            log=await self._log.shown(_LOGGED),
            most=_LOGGED,
        )


def _line(number: int, items: tuple[Publication, ...], today: date) -> Line:
    own = tuple(one for one in items if one.item == number)
    left = {one.id: (one.ends_on - today).days for one in own if one.ends_on is not None}
    return Line(number, KINDS[number], own, {name: days for name, days in left.items() if days <= _SOON})
