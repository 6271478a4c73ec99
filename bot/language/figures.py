"""Dates, hours, telephone and identity numbers among words: they change with every message and nothing about what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_DAY = r"(?:(?:vao|hom|luc) )?(?:ngay |mung |mong |hom )*"
_MONTH = "(?:[1-9]|1[0-2]|0[1-9]|gieng|hai|ba|tu|nam|sau|bay|tam|chin|muoi|chap)"
_YEAR = r"(?:19|20)\d\d"
_CALENDAR = "(?: (?:am|duong)(?: lich)?)?"
_PHONE = r"(?:0\d{8,10}|84\d{9}|0\d{2,3} \d{3} \d{3,4}|0\d{3} \d{2} \d{2} \d{2})"
_CALL = "(?:sdt|dt|dien thoai|lien he|lien lac|lh|zalo|alo|goi)(?: so| la| qua| cho (?:em|toi|minh|chau))*"
_CARD = "(?:cccd|cmnd|cmt|can cuoc|can cuoc cong dan|chung minh nhan dan|chung minh thu|dinh danh)"
_OWN = "(?: cua (?:em|toi|minh|chau|con|anh|chi))?(?: la)?(?: so)?(?: la)?"
_PART = "(?: (?:sang|trua|chieu|toi|dem))"

_FIGURES = "|".join(
    (
        rf"{_DAY}\d{{1,2}}/(?:1[0-2]|0?[1-9]|{_YEAR})(?: {_YEAR}| nam {_YEAR})?{_CALENDAR}",
        rf"{_DAY}\d{{1,2}} \d{{1,2}} {_YEAR}",
        rf"(?:hom )?(?:ngay|mung|mong)(?: mung)? \d{{1,2}}(?: thang {_MONTH})?(?: nam {_YEAR})?{_CALENDAR}",
        rf"\d{{1,2}} thang {_MONTH} nam {_YEAR}{_CALENDAR}",
        rf"thang \d{{1,2}}(?: nam)? {_YEAR}",
        rf"(?:sinh nam |sn |nam )?{_YEAR}",
        rf"(?:luc|vao luc|khoang) \d{{1,2}} ?(?:h|g|gio)(?: ?\d{{1,2}}| ruoi)?{_PART}?",
        rf"\d{{1,2}}h\d{{0,2}}{_PART}",
        rf"(?P<card>(?:so )?{_CARD}{_OWN} \d{{9,12}})",
        rf"(?:(?:so )?{_CALL} )?{_PHONE}",
    )
)
_ALL = re.compile(rf"(?<![^ ])(?:{_FIGURES})(?![^ ])")


class Figure(NamedTuple):
    """Where a figure stands among words, and whether it is the number of a card that the words before it name."""

    start: int
    end: int
    card: bool


def figures(folded: Sequence[str]) -> Iterator[Figure]:
    """Every date, hour, telephone and identity number in these folded words, each with the words that announce
    it («ngày mùng 5 tháng giêng», «lúc 3h sáng», «sđt 0912345678», «sinh năm 1985»); durations and ages are none."""
    if not any(word[0].isdigit() for word in folded):
        return
    text = " ".join(folded)
    for found in _ALL.finditer(text):
        start = text.count(" ", 0, found.start())
        yield Figure(start, start + found[0].count(" ") + 1, found["card"] is not None)
