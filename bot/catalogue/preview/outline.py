"""A procedure as an outline in plain text, for a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalogue.model import Document, Procedure, Question
from bot.catalogue.preview import said


def outline(procedure: Procedure) -> str:
    """Everything a citizen can meet in this procedure, with the conditions in words; lines end with a line end."""
    return "\n".join(_lines(procedure)) + "\n"


def _lines(procedure: Procedure) -> Iterator[str]:
    yield f"{procedure.code}  {procedure.plain}"
    yield f"  Tên chính thức: {procedure.title}"
    yield f"  Để làm gì: {procedure.purpose}"
    yield f"  Nơi quyết định: {procedure.decides}"
    for channel in procedure.channels:
        time = f", {said.period(channel.time)}" if channel.time else ", thời hạn chưa rõ"
        yield f"  Nộp {said.CHANNELS[channel.kind]}: {channel.where}{time}"
        if channel.counter_step:
            yield f"    vẫn phải đến quầy: {channel.counter_step}"
    for fee in procedure.fees:
        yield f"  Phí: {said.fee(fee)}"
    questions = {question.id: question for question in procedure.questions}
    if procedure.documents:
        yield ""
        yield "Giấy tờ"
        for document in procedure.documents:
            yield from _document(document, questions)
    if procedure.questions:
        yield ""
        yield "Các câu hỏi"
        for number, question in enumerate(procedure.questions, start=1):
            yield from _question(number, question, questions)
    if procedure.related:
        yield ""
        yield f"Thủ tục liên quan: {', '.join(procedure.related)}"
    source = procedure.source
    yield ""
    yield f"Nguồn: {source.decision}, kiểm tra ngày {source.checked_on:%d/%m/%Y}"
    for one in source.confirm:
        yield f"  chờ xác nhận: {one}"


def _document(document: Document, questions: dict[str, Question]) -> Iterator[str]:
    marks = [document.form, document.copies, "" if document.required else "không bắt buộc"]
    shown = ", ".join(mark for mark in marks if mark)
    yield f"  - {document.name}{f' ({shown})' if shown else ''}"
    yield from _conditions(document, questions, "chỉ cần khi", "không cần khi")


def _question(number: int, question: Question, questions: dict[str, Question]) -> Iterator[str]:
    optional = ", được bỏ qua" if question.optional else ""
    yield f"  {number}. {question.ask} [{question.id}: {question.type.value}{optional}]"
    yield from _conditions(question, questions, "chỉ hỏi khi", "không hỏi khi")
    for choice in question.choices:
        leads = f" → thủ tục {choice.instead}" if choice.instead else ""
        yield f"     ({choice.value}) {choice.label}" + (f" → DỪNG: {choice.stop}{leads}" if choice.stop else "")


def _conditions(one: Document | Question, questions: dict[str, Question], when: str, unless: str) -> Iterator[str]:
    if one.when:
        yield f"     {when}: {said.condition(one.when, questions)}"
    if one.unless:
        yield f"     {unless}: {said.condition(one.unless, questions)}"
