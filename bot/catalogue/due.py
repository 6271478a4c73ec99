"""What must be looked at again: entries whose review period is over."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.catalogue.model import Catalogue, Kind


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One entry to check again: ``on`` is the day it fell or falls due."""

    on: date
    kind: Literal["procedure", "faq"]
    id: str
    title: str
    checked_on: date


def due(catalogue: Catalogue, today: date, within_days: int = 0) -> tuple[Due, ...]:
    """The entries due on ``today`` or within so many days, most overdue first; imported records are not ours to check."""
    found: list[Due] = []
    for procedure in catalogue.procedures.values():
        if procedure.kind is not Kind.IMPORTED:
            checked = procedure.source.checked_on
            on = due_on(checked, procedure.source.review_months)
            found.append(Due(on, "procedure", procedure.code, procedure.plain, checked))
    for entry in catalogue.faq.values():
        on = due_on(entry.checked_on, entry.review_months)
        found.append(Due(on, "faq", entry.id, entry.question, entry.checked_on))
    return tuple(sorted(one for one in found if (one.on - today).days <= within_days))


def due_on(checked_on: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(checked_on.year * 12 + checked_on.month - 1 + months, 12)
    month += 1
    return date(year, month, min(checked_on.day, calendar.monthrange(year, month)[1]))
