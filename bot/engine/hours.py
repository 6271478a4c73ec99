"""Opening hours, where to call, and expected due dates by the working calendar."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

import holidays

from bot.catalogue.model import Calendar, Hours, Office, Period, Unit
from bot.engine.answers import address
from bot.engine.knowledge import Knowledge
from bot.engine.wording import office as words
from bot.engine.wording import talk
from bot.language import fold

HOURS_A_DAY = 8
"""A limit in hours counts office hours; eight of them are one working day (Thông tư 03/2025/TT-VPCP practice)."""

_SATURDAY = 5
_WORD = re.compile(r"[^\W_]+")


def working(day: date, calendar: Calendar) -> bool:
    """Whether the office works that day: the public calendar with its swapped Saturdays, then the office's own changes."""
    if day in calendar.working_days:
        return True
    if day in calendar.days_off:
        return False
    off, swapped = _public(day.year)
    return day in swapped or (day.weekday() < _SATURDAY and day not in off)


def due(received: datetime, period: Period, calendar: Calendar) -> date:
    """The expected last day, ``received`` in Hà Nội's time. The first day is not counted; a day off, or an hour after
    ``calendar.late_after``, moves the receipt to the next working day (records 1.001193, 1.000656, 2.000635)."""
    day = received.date()
    if not working(day, calendar) or received.time() >= calendar.late_after:
        day = _next_working(day, calendar)
    if period.unit is Unit.DAYS:
        end = day + timedelta(days=period.amount)
        return end if working(end, calendar) else _next_working(end, calendar)
    days = period.amount if period.unit is Unit.WORKING_DAYS else -(-period.amount // HOURS_A_DAY)
    for _ in range(days):
        day = _next_working(day, calendar)
    return day


def opening(hours: tuple[Hours, ...]) -> str:
    """The hours as a list, or where to ask when nobody has confirmed them."""
    return "\n".join(words.hours_line(one) for one in hours)


def anywhere(knowledge: Knowledge, *, police: bool = False) -> str:
    """The way to this installation's office, or the offices to choose from where it is not tied to one."""
    return contact(knowledge, police=police) or words.choose_office(knowledge.catalogue.offices)


def reached(knowledge: Knowledge, text: str) -> str:
    """The telephone and address of the office that ``text`` names, or else of this one; what is not known is said plainly."""
    said = f" {' '.join(_WORD.findall(fold(text)))} "
    offices = knowledge.catalogue.offices
    named = [one for one in offices.offices if f" {' '.join(_WORD.findall(fold(address.unit_name(one))))} " in said]
    office = named[0] if len(named) == 1 else knowledge.office
    where = re.search(r" (?:dia chi|o dau|cho nao) ", said) is not None
    if office is None and (where or any(one.phone for one in offices.offices)):
        return words.choose_office(offices)
    known = office is not None and (office.address if where else office.phone)
    unknown = "" if known else words.unknown("địa chỉ" if where else "số điện thoại", office, offices)
    told = office is not None and bool(office.address or office.phone or office.hours)
    return words.contact(office, opening(office.hours), unknown) if office and told else unknown


def contact(knowledge: Knowledge, *, police: bool = False) -> str:
    """Who to call, when and where, for this installation's office; unknown facts say where else to ask. Empty where it is not
    tied to one: nobody who asked something else wants a list of offices."""
    office = knowledge.office
    offices = knowledge.catalogue.offices
    if office is None:
        return ""
    hours = office.police_hours if police and office.police_hours else office.hours
    return words.contact(office, opening(hours), talk.no_phone(offices) if not office.phone else "")


def open_at(office: Office, moment: datetime, calendar: Calendar) -> bool | None:
    """Whether the office is open at that moment; None when its hours are not known."""
    if not office.hours:
        return None
    if not working(moment.date(), calendar):
        return False
    return any(moment.isoweekday() in one.days and one.opens <= moment.time() < one.closes for one in office.hours)


def _next_working(day: date, calendar: Calendar) -> date:
    day += timedelta(days=1)
    while not working(day, calendar):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=16)
def _public(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Public days off and Saturdays worked instead, as the ``holidays`` package has them."""
    calendar = holidays.country_holidays("VN", years=year)
    return frozenset(calendar), frozenset(calendar.weekend_workdays)
