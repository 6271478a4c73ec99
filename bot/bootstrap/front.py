"""What the citizens' page says about the office, from the content in use."""

from __future__ import annotations

from bot.catalogue.model import Hours
from bot.channels.web import Front
from bot.engine.knowledge import Knowledge

_DAYS = ("", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def front(knowledge: Knowledge) -> Front:
    """Facts nobody has confirmed stay empty and are left out of the page."""
    hotline = knowledge.catalogue.offices.hotline
    if (office := knowledge.office) is None:
        return Front(hotline=hotline)
    hours = tuple(_hours(one) for one in office.hours)
    return Front(office.name, office.phone, office.address, hours, hotline)


def _hours(hours: Hours) -> str:
    days = sorted(hours.days)
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        when = f"{_DAYS[days[0]]} đến {_DAYS[days[-1]]}"
    else:
        when = ", ".join(_DAYS[day] for day in days)
    line = f"{when}: {hours.opens:%H:%M} đến {hours.closes:%H:%M}"
    return line[0].upper() + line[1:] + (f" ({hours.note})" if hours.note else "")
