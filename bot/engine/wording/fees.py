"""The words of fees: short for a card, in full with dates and sources for who asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from bot.catalogue.model import Fee, FeeRule
from bot.engine.wording.cards import FEE, NOT_STATED, channel
from bot.engine.wording.markup import day, lower_first, money

TOLD = f"bấm nút **{FEE}** để xem"
MORE = f"Bấm nút **{FEE}** để xem mức khác"
MORE_ON_SLIP = "Mức khác ghi trong phiếu"
_COUNCIL = "theo mức Hội đồng nhân dân thành phố quy định, hỏi bộ phận một cửa"
_FEES_SHOWN = 2
"""Prices on a card; the rest is behind the button."""
_NOTE_ON_CARD = 130
"""Characters of a fee told in words only that a card has room for."""


def in_short(now: Collection[Fee], more: str = MORE) -> str:
    """The one or two prices an ordinary citizen looks for, which staff write first; ``more`` says where the rest is."""
    first = next(iter(now)).label
    same = [one for one in now if one.label == first]
    if len(same) > 1:
        shown = same[:_FEES_SHOWN]
        told = [_by_way(one) for one in shown]
    else:
        shown = list(now)[:_FEES_SHOWN]
        told = [_named(one) if len(now) > 1 else _brief(one) + _until(one) for one in shown]
    line = "; ".join(told)
    return f"{line}. {more}" if len(shown) < len(now) else line


def _by_way(value: Fee) -> str:
    if value.channel is None:
        return _brief(value)
    return f"{channel(value.channel).lower()}{':' if value.rule is FeeRule.NOT_STATED else ''} {_brief(value)}"


def _named(value: Fee) -> str:
    return f"{lower_first(value.label.removeprefix('Lệ phí ').removeprefix('Phí '))}: {_brief(value)}{_until(value)}"


def _brief(value: Fee) -> str:
    """The price as a card has room for it: one told in words only stands behind the button unless it is short."""
    if value.rule is FeeRule.NOT_STATED and value.note:
        return value.note.rstrip(".") if len(value.note) <= _NOTE_ON_CARD else TOLD
    return price(value)


def _until(value: Fee) -> str:
    return f", đến hết ngày {day(value.valid_to)}" if value.valid_to else ""


def price(value: Fee) -> str:
    """``10.000 đồng/bản``, ``miễn phí``, or where to ask."""
    match value.rule:
        case FeeRule.FREE:
            return "miễn phí"
        case FeeRule.AMOUNT:
            per = f"/{value.per}" if value.per and not value.per.startswith("lần") else ""
            return money(value.amount or 0) + per
        case FeeRule.HDND:
            return _COUNCIL
        case FeeRule.NOT_STATED:
            return NOT_STATED


def fee(value: Fee, today: date) -> str:
    """One fee line with its unit, way of submitting, dates and note; without a price the note is what there is to say."""
    where = f" (nộp {lower_first(channel(value.channel))})" if value.channel else ""
    dates = ""
    if value.valid_from and value.valid_from > today:
        dates = f", từ ngày {day(value.valid_from)}"
    elif value.valid_to:
        dates = _until(value)
    if value.rule is FeeRule.NOT_STATED and value.note:
        return f"{value.label}{where}: {value.note}"
    more = f". {value.note}" if value.note else ""
    return f"{value.label}{where}: **{price(value)}**{dates}{more}"


def sources(fees: tuple[Fee, ...]) -> str:
    """The legal sources of the fees shown, each once, also where one stands inside another."""
    named = dict.fromkeys(one.source for one in fees if one.source and one.rule is not FeeRule.NOT_STATED)
    told = [one for one in named if not any(one in other for other in named if other != one)]
    return f"Căn cứ: {'; '.join(told)}." if told else ""
