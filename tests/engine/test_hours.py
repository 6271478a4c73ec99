"""Expected due dates and opening hours."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from bot.catalogue.model import Calendar, Hours, Period, Unit
from bot.engine import hours

CALENDAR = Calendar(late_after=time(15))


@pytest.mark.parametrize(
    ("received", "amount", "due"),
    [
        ("2026-11-23", 1, "2026-11-25"),  # 24/11 is a holiday
        ("2026-11-23", 3, "2026-11-27"),
        ("2026-11-20", 7, "2026-12-02"),
        ("2026-08-21", 1, "2026-08-22"),  # a Saturday worked for 31/8
        ("2026-08-27", 5, "2026-09-08"),
        ("2026-12-31", 3, "2027-01-06"),
        ("2027-02-01", 7, "2027-02-17"),  # Tết
        ("2027-04-29", 2, "2027-05-05"),  # 1/5 on a Saturday, given back on 3/5
    ],
)
def test_working_days(received: str, amount: int, due: str) -> None:
    at = datetime.fromisoformat(f"{received}T09:00:00+07:00")
    period = Period(amount=amount, unit=Unit.WORKING_DAYS)
    assert hours.due(at, period, CALENDAR) == date.fromisoformat(due)


def test_late_receipt_counts_from_the_next_working_day() -> None:
    at = datetime.fromisoformat("2026-11-26T15:00:00+07:00")
    assert hours.due(at, Period(amount=1, unit=Unit.WORKING_DAYS), CALENDAR) == date(2026, 11, 30)


def test_plain_days_do_not_end_on_a_day_off() -> None:
    at = datetime.fromisoformat("2026-11-25T09:00:00+07:00")
    assert hours.due(at, Period(amount=3, unit=Unit.DAYS), CALENDAR) == date(2026, 11, 30)


def test_eight_hours_are_a_working_day() -> None:
    at = datetime.fromisoformat("2026-11-25T09:00:00+07:00")
    assert hours.due(at, Period(amount=12, unit=Unit.HOURS), CALENDAR) == date(2026, 11, 27)


def test_the_office_changes_the_public_calendar() -> None:
    own = Calendar(late_after=time(15), days_off=(date(2026, 11, 25),), working_days=(date(2026, 11, 28),))
    assert not hours.working(date(2026, 11, 25), own)
    assert hours.working(date(2026, 11, 28), own)


def test_spans_are_told_in_words() -> None:
    spans = (
        Hours(days=(1, 2, 3, 4, 5), opens=time(7, 30), closes=time(11, 30)),
        Hours(days=(6,), opens=time(8), closes=time(11), note="chỉ công an"),
    )
    assert hours.opening(spans) == "- thứ Hai đến thứ Sáu: 07:30 – 11:30\n- thứ Bảy: 08:00 – 11:00 (chỉ công an)"
