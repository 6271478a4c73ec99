"""Conditions, times and fees in words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.catalogue.model import AnswerType, ChannelKind, Comparison, Condition, Fee, FeeRule, Period, Question, Unit

_UNITS = {Unit.HOURS: "giờ", Unit.DAYS: "ngày", Unit.WORKING_DAYS: "ngày làm việc"}
CHANNELS = {ChannelKind.ONLINE: "trực tuyến", ChannelKind.COUNTER: "tại quầy", ChannelKind.POST: "qua bưu chính"}
_COMPARED = {
    "older_than_days": "đã quá {} ngày",
    "older_than_years": "đã quá {} năm",
    "younger_than_years": "chưa đủ {} năm",
    "over": "lớn hơn {}",
    "under": "nhỏ hơn {}",
}


def condition(wanted: Condition, questions: Mapping[str, Question]) -> str:
    """A condition as people say it: «Chỗ ở» là Nhà thuê hoặc Ở nhờ; và …"""
    return "; và ".join(_part(name, value, questions.get(name)) for name, value in wanted.items())


def values(wanted: str | tuple[str, ...] | Comparison, question: Question | None) -> str:
    """The wanted answers as their buttons are labelled."""
    if isinstance(wanted, Comparison):
        stated = wanted.model_dump(exclude_none=True)
        return " và ".join(_COMPARED[name].format(amount) for name, amount in stated.items())
    labels = {choice.value: choice.label for choice in question.choices} if question else {}
    if question and question.type is AnswerType.YES_NO:
        labels = {"co": "Có", "khong": "Không"}
    return " hoặc ".join(labels.get(value, value) for value in ((wanted,) if isinstance(wanted, str) else wanted))


def period(time: Period) -> str:
    """3 ngày làm việc (với ghi chú)."""
    return f"{time.amount} {_UNITS[time.unit]}" + (f" ({time.note})" if time.note else "")


def fee(one: Fee) -> str:
    """One fee with its amount, its days and its source."""
    amount = {
        FeeRule.FREE: "không thu",
        FeeRule.HDND: "theo Nghị quyết của Hội đồng nhân dân",
        FeeRule.NOT_STATED: "bản ghi không nêu",
        FeeRule.AMOUNT: f"{one.amount or 0:,} đồng".replace(",", ".") + (f" một {one.per}" if one.per else ""),
    }[one.rule]
    days = [
        f"từ {one.valid_from:%d/%m/%Y}" if one.valid_from else "",
        f"đến {one.valid_to:%d/%m/%Y}" if one.valid_to else "",
    ]
    stated = " ".join(part for part in days if part)
    channel = f" ({CHANNELS[one.channel]})" if one.channel else ""
    return f"{one.label}{channel}: {amount}{f', {stated}' if stated else ''} [{one.source}]"


def _part(name: str, wanted: str | tuple[str, ...] | Comparison, question: Question | None) -> str:
    return f"«{question.label if question else name}» {'' if isinstance(wanted, Comparison) else 'là '}{values(wanted, question)}"
