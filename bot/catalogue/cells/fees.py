"""The fee of one way of submitting: an amount only where the record leaves no doubt of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.catalogue.model import ChannelKind, Fee, FeeRule

_LEAST = 1000
"""No fee is lower: «700 Đồng» are thousands whose noughts were lost, and others were typed wrong."""
_COUNCIL = re.compile(r"h[đd]nd|hội đồng nhân dân", re.IGNORECASE)
_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+|\d{4,9})\s*(?:đ\b|đồng|vnđ|vnd)", re.IGNORECASE)
_NOTHING = {"", "không", "không có", "không quy định", "không có thông tin"}
_LONGEST = 600
_UNIT_LONGEST = 30
BARE_FREE = "Cổng Dịch vụ công quốc gia ghi **Miễn phí**, nhưng có thể có khoản do địa phương quy định. Anh/chị hỏi lại khi nộp."
UNSURE = "Số tiền trong bản ghi quốc gia chưa chắc đúng, anh/chị hỏi lại khi nộp."


def bracketed(text: str) -> tuple[str, str]:
    """The note of the fee, which stands in brackets right behind it, and the description of the way that follows."""
    if not text.startswith("("):
        return "", text
    depth = 0
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return _bare(text[: index + 1]), text[index + 1 :].lstrip(" )")
    # A bracket left open: the note ends with the last one closed, else it is all note.
    end = text.rfind(")") + 1
    return (_bare(text[:end]), text[end:].lstrip()) if end else (_bare(text), "")


def fee(kind: ChannelKind, stated: str, note: str, *, lost: str = "") -> Fee:
    """«Miễn phí» stands in the portal for every fee of zero, also where the council decides: never taken for free.

    ``lost`` are digits of a time without unit glued in front: where the amount begins cannot be known then.
    """
    digits = re.sub(r"\D", "", stated)
    rule, amount = FeeRule.NOT_STATED, None
    if "USD" in stated:
        note = note if "USD" in note else " ".join(filter(None, (f"Bản ghi quốc gia ghi {stated}.", note)))
    elif digits:
        amount = _amount(digits, note, lost)
        if amount:
            rule = FeeRule.AMOUNT
        else:
            note = " ".join(filter(None, (UNSURE, note)))
    elif _COUNCIL.search(note):
        rule = FeeRule.HDND
    elif stated == "Miễn phí" and note.strip(" .").lower() in _NOTHING:
        note = BARE_FREE
    per = note[1:].strip() if amount and note.startswith("/") and len(note) <= _UNIT_LONGEST else ""
    return Fee(
        label="Phí, lệ phí",
        rule=rule,
        amount=amount,
        per=per,
        channel=kind,
        source="Bản ghi thủ tục quốc gia",
        note="" if per else note[:_LONGEST],
    )


def merged(found: Sequence[Fee]) -> tuple[Fee, ...]:
    """Each fee once; what costs the same in every way of submitting is said of none in particular."""
    ways = {one.channel for one in found}
    kinds: dict[Fee, set[ChannelKind | None]] = {}
    for one in found:
        kinds.setdefault(one.model_copy(update={"channel": None}), set()).add(one.channel)
    return tuple(
        dict.fromkeys(
            same if kinds[same] == ways else one
            for one in found
            for same in (one.model_copy(update={"channel": None}),)
        )
    )


def _amount(digits: str, note: str, lost: str) -> int | None:
    """The amount of the table where it can be one, else the only one that the note tells, where the digits agree."""
    if not lost and int(digits) >= _LEAST:
        return int(digits)
    told = {int(re.sub(r"\D", "", amount)) for amount in _AMOUNT.findall(note)}
    if len(told) == 1 and _same(lost + digits, amount := told.pop(), glued=bool(lost)):
        return amount
    return None


def _same(digits: str, amount: int, *, glued: bool) -> bool:
    """Whether the digits are this amount, or its thousands; behind a glued time, whether they end so."""
    spelled = {str(amount), str(amount // _LEAST)} if amount % _LEAST == 0 else {str(amount)}
    return digits.endswith(tuple(spelled)) if glued else digits in spelled


def _bare(note: str) -> str:
    note = note.strip(" .")
    while note.startswith("(") and note.endswith(")"):
        note = note[1:-1].strip(" .")
    return "" if note.isdigit() else note.strip(" (-*")
