"""An amount of time or an age said to choices that are spans ("6 tháng" to "Từ 30 ngày trở lên")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.catalogue.model import Choice
from bot.engine.answers.numerals import from_words
from bot.language import fold

_DAYS = {"ngay": 1, "tuan": 7, "thang": 30, "nam": 365, "tuoi": 365}
_SPAN = re.compile(r"\b(tu du|tu|tren|duoi|chua du) (\d{1,3}) (ngay|tuan|thang|nam|tuoi)\b")
_AMOUNT = re.compile(
    r"(?:^|\s)(?:khoang |chac |hon |gan |tam |duoc )?((?:\d{1,3}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: muoi)?(?: \w+)?) "
    r"(ngay|tuan|thang|nam|tuoi)\b"
)


def within(choices: Sequence[Choice], text: str) -> Choice | None:
    """The one choice whose span holds the amount said; None where the choices are no spans or none or several hold it."""
    amounts = {value for value in map(_days, _AMOUNT.finditer(fold(text))) if value is not None}
    if len(amounts) != 1 or len(re.findall(r"\d+", text)) > 1:
        return None
    said = amounts.pop()
    spans = [(choice, span) for choice in choices if (span := _SPAN.search(fold(choice.label))) is not None]
    holding = [choice for choice, span in spans if _holds(span, said)]
    return holding[0] if len(holding) == 1 and len(spans) > 1 else None


def _days(found: re.Match[str]) -> int | None:
    for words in (found[1], found[1].split()[0]):
        number = int(words) if words.isdecimal() else from_words(words)
        if number is not None:
            return number * _DAYS[found[2]]
    return None


def _holds(span: re.Match[str], days: int) -> bool:
    bound = int(span[2]) * _DAYS[span[3]]
    match span[1]:
        case "tu" | "tu du":
            return days >= bound
        case "tren":
            return days > bound
        case _:
            return days < bound
