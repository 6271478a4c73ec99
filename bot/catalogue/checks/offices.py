"""Facts about the office itself: its places and hours, its calendar, what it makes public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.catalogue.content import Content
from bot.catalogue.issues import Issue, Path, Source
from bot.catalogue.model import Hours


def check(content: Content, today: date) -> Iterator[Issue]:
    """Every fault of the offices, the calendar and the published items."""
    yield from _offices(content)
    yield from _calendar(content)
    yield from _publications(content)


def _offices(content: Content) -> Iterator[Issue]:
    if content.offices is None:
        return
    source, offices = content.offices.source, content.offices.value
    seen: set[str] = set()
    for number, office in enumerate(offices.offices):
        path: Path = ("offices", number)
        if office.id in seen:
            yield source.issue((*path, "id"), "duplicate-id", f"Mã đơn vị «{office.id}» đã dùng ở trên.")
        seen.add(office.id)
        for key, spans in (("hours", office.hours), ("police_hours", office.police_hours)):
            for place, span in enumerate(spans):
                yield from _hours(source, (*path, key, place), span)
    known = content.codes | content.imported.keys()
    for number, code in enumerate(offices.suggested):
        if code not in known:
            sentence = f"Chưa có thủ tục {code} trong bộ nội dung, nên không gợi ý được."
            yield source.issue(("suggested", number), "unknown-code", sentence)


def _hours(source: Source, path: Path, span: Hours) -> Iterator[Issue]:
    if span.opens >= span.closes:
        yield source.issue((*path, "closes"), "hours", "Giờ đóng cửa không sau giờ mở cửa.")
    for number, day in enumerate(span.days):
        if not 1 <= day <= 7:
            yield source.issue(
                (*path, "days", number), "hours", f"Không có ngày {day} trong tuần; thứ Hai là 1, Chủ nhật là 7."
            )


def _calendar(content: Content) -> Iterator[Issue]:
    if content.calendar is None:
        return
    source, calendar = content.calendar.source, content.calendar.value
    for number, day in enumerate(calendar.working_days):
        if day in calendar.days_off:
            sentence = f"Ngày {day:%d/%m/%Y} vừa là ngày nghỉ vừa là ngày làm bù."
            yield source.issue(("working_days", number), "calendar", sentence)


def _publications(content: Content) -> Iterator[Issue]:
    if content.publications is None:
        return
    source = content.publications.source
    offices = {office.id for office in content.offices.value.offices} if content.offices else set()
    seen: set[str] = set()
    for number, item in enumerate(content.publications.value.publications):
        path: Path = ("publications", number)
        if item.id in seen:
            yield source.issue((*path, "id"), "duplicate-id", f"Mã mục «{item.id}» đã dùng ở trên.")
        seen.add(item.id)
        if item.office and content.offices and item.office not in offices:
            yield source.issue(
                (*path, "office"), "unknown-office", f"Không có đơn vị «{item.office}» trong offices.yaml."
            )
