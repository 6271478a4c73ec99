"""Words a citizen understands today: no old units, no jargon, no endless sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.catalogue.content import Content
from bot.catalogue.issues import Issue, Path, Source
from bot.catalogue.model import FaqEntry, Procedure

LONGEST_SENTENCE = 30
"""Words (written syllables) of one sentence; longer ones are hard to read on a phone."""

JARGON = {
    "thành phần hồ sơ": "giấy tờ cần nộp",
    "thẩm quyền giải quyết": "nơi giải quyết",
    "cơ quan có thẩm quyền": "tên cơ quan ấy",
    "trình tự thực hiện": "các bước làm",
    "đối tượng thực hiện": "ai được làm",
    "cách thức thực hiện": "cách nộp",
    "người có yêu cầu": "người xin làm",
    "đương sự": "anh/chị",
    "bì thư có dán tem": "phong bì",
    "tthc": "thủ tục",
    "csdl": "dữ liệu",
    "csdlqgvdc": "dữ liệu dân cư",
    "bpmc": "quầy một cửa",
    "dvctt": "dịch vụ công trực tuyến",
    "ubnd": "Ủy ban nhân dân",
    "tnhs": "nhận hồ sơ",
    "theo quy định của pháp luật": "(nói rõ quy định nào, hoặc bỏ)",
    "theo quy định tại": "(nói thẳng điều phải làm)",
}
"""Office words -> what to write instead."""

_OLD_UNIT = re.compile(r"\b(?:huyện|quận)\b", re.IGNORECASE)
_ABOUT_THE_PAST = re.compile(
    r"\bcũ\b|trước đây|trước ngày|trước kia|từng|sáp nhập|không còn|đã bỏ|\bbỏ cấp|giải thể"
    r"|nay là|nay thuộc|\bthành\b.*\b(?:xã|phường)|thay cho|chấm dứt",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…](?!\s|$)[^.!?…\n]*)*[.!?…]*")
_JARGON = re.compile(r"\b(" + "|".join(sorted(map(re.escape, JARGON), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def check(content: Content, today: date) -> Iterator[Issue]:
    """Every text a citizen reads."""
    for read in content.procedures:
        for path, text in procedure_texts(read.value):
            yield from _text(read.source, path, text)
    for topic in content.topics:
        for number, entry in enumerate(topic.value.entries):
            past = bool(_ABOUT_THE_PAST.search(f"{entry.question} {entry.answer}"))
            for path, text in faq_texts(entry):
                yield from _text(topic.source, ("entries", number, *path), text, past)


def procedure_texts(procedure: Procedure) -> Iterator[tuple[Path, str]]:
    """The texts of a procedure that citizens read and we write (its official name and its laws are not ours)."""
    for key in ("plain", "purpose", "audience", "decides", "conditions", "result"):
        yield (key,), getattr(procedure, key)
    yield from ((("notes", number), text) for number, text in enumerate(procedure.notes))
    for number, channel in enumerate(procedure.channels):
        yield ("channels", number, "where"), channel.where
        yield ("channels", number, "counter_step"), channel.counter_step
        yield ("channels", number, "time", "note"), channel.time.note if channel.time else ""
    for number, fee in enumerate(procedure.fees):
        yield ("fees", number, "label"), fee.label
        yield ("fees", number, "note"), fee.note
    for number, document in enumerate(procedure.documents):
        yield ("documents", number, "name"), document.name
        yield ("documents", number, "note"), document.note
    for number, question in enumerate(procedure.questions):
        for key in ("ask", "label", "why"):
            yield ("questions", number, key), getattr(question, key)
        for place, choice in enumerate(question.choices):
            yield ("questions", number, "choices", place, "label"), choice.label
            yield ("questions", number, "choices", place, "stop"), choice.stop


def faq_texts(entry: FaqEntry) -> Iterator[tuple[Path, str]]:
    """The texts of an entry that citizens read."""
    yield ("question",), entry.question
    yield ("answer",), entry.answer


def _text(source: Source, path: Path, text: str, past: bool = False) -> Iterator[Issue]:
    for hit in _SENTENCE.finditer(text):
        sentence = hit[0].strip()
        if not sentence:
            continue
        where = _line(source, path, text, hit.start())
        count = len(sentence.split())
        if count > LONGEST_SENTENCE:
            words = f"Câu dài {count} chữ; hãy tách thành các câu dưới {LONGEST_SENTENCE} chữ."
            yield Issue(source.file, *where, "long-sentence", words, "warning")
        if (old := _OLD_UNIT.search(sentence)) and not past and not _ABOUT_THE_PAST.search(sentence):
            words = (
                f"Có «{old[0]}»: từ 01/07/2025 không còn cấp này; "
                "hãy ghi xã, phường, hoặc thêm «cũ» nếu nói về trước đây."
            )
            yield Issue(source.file, *where, "old-unit", words)
        for jargon in _JARGON.finditer(sentence):
            words = f"«{jargon[0]}» là từ hành chính khó hiểu; hãy viết: {JARGON[jargon[0].lower()]}."
            yield Issue(source.file, *where, "jargon", words, "warning")


def _line(source: Source, path: Path, text: str, offset: int) -> tuple[int, int]:
    """The place of a sentence inside a text; in a block of several lines (``|``) the text starts below its mark."""
    line, column = source.place(path)
    before = text.count("\n", 0, offset + len(text[offset:]) - len(text[offset:].lstrip()))
    return (line + 1 + before, 1) if "\n" in text else (line, column)
