"""Facts that must be stated, sourced and still in force: fees, times, authority, sources, laws, dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.catalogue.content import Content
from bot.catalogue.due import due_on
from bot.catalogue.issues import Issue, Source
from bot.catalogue.model import FeeRule, Kind, Procedure

REPEALED = {
    "81/2006/QH11": ("Luật Cư trú 2006", date(2021, 7, 1), "Luật Cư trú 68/2020/QH14"),
    "59/2014/QH13": ("Luật Căn cước công dân 2014", date(2024, 7, 1), "Luật Căn cước 26/2023/QH15"),
    "45/2013/QH13": ("Luật Đất đai 2013", date(2024, 8, 1), "Luật Đất đai 31/2024/QH15"),
    "34/2007": ("Pháp lệnh thực hiện dân chủ ở xã 2007", date(2023, 7, 1), "Luật 10/2022/QH15"),
    "42/2022/NĐ-CP": ("Nghị định dịch vụ công trực tuyến 2022", date(2026, 7, 1), "Nghị định 224/2026/NĐ-CP"),
    "13/2023/NĐ-CP": ("Nghị định bảo vệ dữ liệu cá nhân 2023", date(2026, 1, 1), "Nghị định 356/2025/NĐ-CP"),
}
"""Number of a law -> its name, the first day it no longer holds, what replaced it."""


def check(content: Content, today: date) -> Iterator[Issue]:
    """Every missing, contradictory or expired fact."""
    for read in content.procedures:
        yield from _procedure(read.value, read.source, today)
    for topic in content.topics:
        for number, entry in enumerate(topic.value.entries):
            path = ("entries", number, "checked_on")
            yield from _checked(topic.source, path, entry.checked_on, entry.review_months, today)
            yield from _law(topic.source, ("entries", number, "source"), entry.source, today)


def _procedure(procedure: Procedure, source: Source, today: date) -> Iterator[Issue]:
    if procedure.kind in {Kind.GUIDED, Kind.GUIDANCE}:
        if not procedure.fees:
            sentence = "Thiếu phí, lệ phí («fees»); không thu thì ghi rule «free», chưa rõ thì ghi «not_stated»."
            yield source.issue((), "missing-fee", sentence)
        if not procedure.channels:
            yield source.issue((), "missing-channel", "Thiếu cách nộp («channels»): nộp ở đâu, bao lâu.")
        elif not any(channel.time for channel in procedure.channels) and not _awaited(procedure, "thời"):
            sentence = "Chưa cách nộp nào ghi thời hạn («time»); nếu chưa rõ, ghi vào «confirm» của «source»."
            yield source.issue(("channels",), "missing-time", sentence, key=True)
        if not procedure.legal_basis:
            yield source.issue((), "missing-law", "Thiếu căn cứ pháp lý («legal_basis»).", "warning")
    for key, text in (("decides", procedure.decides), ("purpose", procedure.purpose), ("title", procedure.title)):
        if not text:
            yield source.issue((key,), "empty", f"«{key}» không được để trống.")
    if not procedure.source.decision:
        yield source.issue(("source", "decision"), "missing-source", "Thiếu quyết định công bố của bản ghi quốc gia.")
    source_path = ("source", "checked_on")
    yield from _checked(source, source_path, procedure.source.checked_on, procedure.source.review_months, today)
    yield from _fees(procedure, source, today)
    for number, law in enumerate(procedure.legal_basis):
        yield from _law(source, ("legal_basis", number), law, today)
    if procedure.valid_from and procedure.valid_to and procedure.valid_from > procedure.valid_to:
        yield source.issue(("valid_to",), "dates", "Ngày hết áp dụng đứng trước ngày bắt đầu.")
    if procedure.valid_to and procedure.valid_to < today and not procedure.replaced_by:
        sentence = "Thủ tục đã hết áp dụng mà chưa nói được thay bằng gì («replaced_by»)."
        yield source.issue(("valid_to",), "ended", sentence)


def _awaited(procedure: Procedure, word: str) -> bool:
    """Whether the writer says that this fact still waits for the office's word."""
    return any(word in one.lower() for one in procedure.source.confirm)


def _fees(procedure: Procedure, source: Source, today: date) -> Iterator[Issue]:
    for number, fee in enumerate(procedure.fees):
        path = ("fees", number)
        yield from _law(source, (*path, "source"), fee.source, today)
        if not fee.source:
            yield source.issue((*path, "source"), "missing-source", "Khoản thu phải ghi căn cứ.")
        if fee.valid_from and fee.valid_to and fee.valid_from > fee.valid_to:
            yield source.issue((*path, "valid_to"), "dates", "Ngày hết áp dụng đứng trước ngày bắt đầu.")
        if fee.valid_to and fee.valid_to < today:
            day = fee.valid_to.strftime("%d/%m/%Y")
            sentence = f"Mức thu này hết áp dụng từ sau {day}; hãy xóa hoặc ghi mức mới."
            yield source.issue((*path, "valid_to"), "expired-fee", sentence)
        if fee.rule is FeeRule.AMOUNT and fee.amount == 0:
            yield source.issue((*path, "amount"), "zero-fee", "Không thu tiền thì ghi rule «free», bỏ dòng «amount».")
        if fee.amount and (fee.amount < 1000 or fee.amount % 500):
            sentence = f"Số tiền {fee.amount} đồng trông không đúng; có thiếu ba số 0 không?"
            yield source.issue((*path, "amount"), "odd-fee", sentence, "warning")


def _law(source: Source, path: tuple[str | int, ...], text: str, today: date) -> Iterator[Issue]:
    for number, (name, ended, instead) in REPEALED.items():
        if number in text and ended <= today and f"thay {number}" not in text:
            sentence = f"{name} ({number}) hết hiệu lực từ {ended:%d/%m/%Y}; hãy dẫn {instead}."
            yield source.issue(path, "expired-law", sentence)


def _checked(source: Source, path: tuple[str | int, ...], day: date, months: int, today: date) -> Iterator[Issue]:
    if day > today:
        yield source.issue(path, "dates", "Ngày kiểm tra ở tương lai.")
    elif due_on(day, months) < today:
        sentence = f"Đã quá hạn kiểm tra lại (từ {due_on(day, months):%d/%m/%Y})."
        yield source.issue(path, "stale", sentence, "warning")
