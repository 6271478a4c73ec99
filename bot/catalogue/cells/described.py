"""The description of a way of submitting («Mô tả»): the place it names, and what it says of the time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.catalogue.model import ChannelKind, Period, Unit

_UNITS = {
    "ngày làm việc": Unit.WORKING_DAYS,
    "ngày": Unit.DAYS,
    "giờ": Unit.HOURS,
    "tháng": Unit.DAYS,
    "năm": Unit.DAYS,
}
_DAYS_IN = {"tháng": 30, "năm": 365}
_DURATION = re.compile(
    r"(?<![\d/.])(\d{1,3})\s*(?:\([^)]{1,30}\)\s*)?(ngày làm việc|ngày(?! \d| tháng)|giờ(?! \d)|tháng(?! \d))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\s(?=[-+*]\s?)")
_CASE = re.compile(r"trường hợp|đối với", re.IGNORECASE)
_WHEN = re.compile(r"thời (?:gian|hạn) (?!tiếp nhận)|trước ngày|kể từ|\bngay\b|phút", re.IGNORECASE)
_PRICE = re.compile(
    r"đồng/|\d đồng|^\W*(?:các loại |miễn )?(?:lệ )?phí|phải nộp phí|h[đd]nd|hội đồng nhân dân", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:[-+*\s);]|(?:cách thức|cách) thực hiện\s*:|(?:thời hạn|thời gian) giải quyết\s*:|trực t(?:uyến|iếp):)+",
    re.IGNORECASE,
)
_LIMIT_FIRST = re.compile(
    r"^(?:(?:trong (?:thời hạn|vòng|thời gian)|thời (?:hạn|gian)(?: giải quyết)?:?|không quá|tối đa|chậm nhất)(?: là)?\s*)?"
    r"\d{1,3}\s*(?:\([^)]{1,30}\)\s*)?(?:ngày làm việc|ngày|giờ|tháng)(?: làm việc)?[\s,:.]*",
    re.IGNORECASE,
)
_HOW = re.compile(r"nộp|gửi|bưu chính|trực t(?:uyến|iếp)|^tại ", re.IGNORECASE)
_PLACES = {
    ChannelKind.ONLINE: re.compile(
        r"\b(?:qua|tại|trên)\s+(?:các\s+)?((?:Cổng(?! cung cấp)|Hệ thống|Trang|Ứng dụng)\s.*)", re.IGNORECASE
    ),
    ChannelKind.COUNTER: re.compile(
        r"\b(?:[Tt]ại|đến|về|cho|ở)\s+((?:Ủy|Uỷ|UBND|Bộ|Cục|Chi cục|Sở|Trung tâm|Công an|Phòng|Văn phòng|Chi nhánh|Bảo hiểm)\s"
        r".*|(?:trụ sở|cơ quan|nơi|địa điểm)\s.*)"
    ),
}
_PLACE_END = re.compile(
    r"[.;:](?:\s|$)|\s[-+*]\s|\s\(|,? hoặc (?:nộp|gửi|kê khai|trực t|(?:thông )?qua)|\s(?:thông )?qua (?:hình thức|dịch vụ|bưu)"
    r"|,? theo quy định|\s(?:thời hạn giải quyết|và gửi)",
    re.IGNORECASE,
)
_PLACE_LONGEST = 160
_NOTE_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Described:
    """What a description tells, each empty where it does not: the place, the time in words, and the price."""

    place: str = ""
    time: str = ""
    price: str = ""


def described(text: str, kind: ChannelKind) -> Described:
    """The description taken apart; words that only repeat the way of submitting are left out."""
    text = _LABEL.sub("", text)
    place = _place(text, kind)
    first = _DURATION.search(text)
    if first is None:
        if _PRICE.search(text):
            return Described(price=text)
        about_time = _WHEN.search(text) if not place and _HOW.search(text) else not place
        return Described(place, time=text[:_NOTE_LONGEST] if about_time else "")
    # How to submit comes first, if at all; the time begins with the sentence of the first duration.
    cut = max((end.end() for end in _SENTENCE.finditer(text, 0, first.start())), default=0)
    if not _HOW.search(text[:cut]) or _CASE.search(text[:cut]):
        cut = 0
    return Described(place, time=_LABEL.sub("", text[cut:])[:_NOTE_LONGEST])


def period(number: str, unit: str, note: str) -> Period | None:
    """The limit of the table, or the only one the words tell.

    A bare number has lost its unit and a zero means nothing: neither is a time.
    """
    stated = {(int(amount), name.lower()) for amount, name in _DURATION.findall(note)}
    limit = (int(number), unit.lower()) if unit else None
    if (limit is None or limit[0] == 0) and len(stated) == 1 and not _CASE.search(note):
        limit = next(iter(stated))
    if limit is None or limit[0] == 0:
        return None
    if stated == {limit}:
        note = _LIMIT_FIRST.sub("", note)
    amount, name = limit
    return Period(amount=amount * _DAYS_IN.get(name, 1), unit=_UNITS[name], note=note.strip(" .;"))


def _place(text: str, kind: ChannelKind) -> str:
    """The place in a sentence about submitting; one about time names whom the office writes to."""
    for sentence in _SENTENCE.split(text) if kind in _PLACES else ():
        found = _PLACES[kind].search(sentence)
        if found and not _DURATION.search(sentence):
            place = _PLACE_END.split(found[1], maxsplit=1)[0].strip(" ,")
            return place if len(place) <= _PLACE_LONGEST else ""
    return ""
