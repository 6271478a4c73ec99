"""Names that must exist elsewhere: codes of procedures, ids of FAQ entries, the procedure of a transcript."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from bot.catalogue.content import Content, played_by
from bot.catalogue.issues import Issue, Path, Source


def check(content: Content, today: date) -> Iterator[Issue]:
    """Every reference that points nowhere, at itself, or at something that is over."""
    known = content.codes | content.imported.keys()
    ended = {read.value.code for read in content.procedures if read.value.valid_to and read.value.valid_to < today}
    for read in content.procedures:
        own, source = read.value.code, read.source
        for path, code in _codes(read.value.related, ("related",)):
            yield from _code(source, path, code, known, ended, own)
        if read.value.replaced_by:
            yield from _code(source, ("replaced_by",), read.value.replaced_by, known, ended, own)
        for number, question in enumerate(read.value.questions):
            for place, choice in enumerate(question.choices):
                if choice.instead:
                    path = ("questions", number, "choices", place, "instead")
                    yield from _code(source, path, choice.instead, known, ended, own)
    for topic in content.topics:
        for number, entry in enumerate(topic.value.entries):
            for path, code in _codes(entry.procedures, ("entries", number, "procedures")):
                yield from _code(topic.source, path, code, known, ended, "")
            for place, other in enumerate(entry.see_also):
                path = ("entries", number, "see_also", place)
                if other == entry.id:
                    yield topic.source.issue(path, "self-reference", "Mục này tự dẫn về chính nó; hãy xóa dòng.")
                elif other not in content.entries:
                    sentence = f"Không có mục hỏi đáp nào mang mã «{other}».{_guess(other, content.entries)}"
                    yield topic.source.issue(path, "unknown-entry", sentence)
    yield from _transcripts(content)


def _codes(codes: tuple[str, ...], path: Path) -> Iterator[tuple[Path, str]]:
    yield from (((*path, index), code) for index, code in enumerate(codes))


def _code(
    source: Source, path: Path, code: str, known: frozenset[str] | set[str], ended: set[str], own: str
) -> Iterator[Issue]:
    if code == own:
        yield source.issue(path, "self-reference", "Thủ tục này tự dẫn về chính nó; hãy xóa dòng hoặc sửa mã.")
    elif code not in known:
        # A real national code we have no entry for is no fault of the writer; the citizen just gets no link.
        severity = "error" if path[-1] == "replaced_by" else "warning"
        sentence = f"Chưa có thủ tục {code} trong bộ nội dung, người dân sẽ không thấy liên kết."
        yield source.issue(path, "unknown-code", sentence, severity)  # type: ignore[arg-type]
    elif code in ended:
        sentence = f"Thủ tục {code} đã hết áp dụng; hãy dẫn đến thủ tục thay thế."
        yield source.issue(path, "ended-code", sentence)


def _transcripts(content: Content) -> Iterator[Issue]:
    files = {read.source.file for read in content.procedures}
    broken = {issue.file for issue in content.issues}
    known = content.codes | content.imported.keys()
    for read in content.transcripts:
        file = read.source.file
        owner = played_by(file)
        if owner not in files and owner not in broken:
            name = owner.rpartition("/")[2]
            sentence = (
                f"Kịch bản đứng một mình: không có tệp {name} bên cạnh. Tên đúng là «tên-thủ-tục.tình-huống.test.yaml»."
            )
            yield read.source.issue((), "lone-transcript", sentence)
        for number, step in enumerate(read.value.steps):
            if step.submitted and step.submitted not in known:
                sentence = f"Không có thủ tục {step.submitted} trong bộ nội dung."
                yield read.source.issue(("steps", number, "submitted"), "unknown-code", sentence)
        first = read.value.steps[0] if read.value.steps else None
        if first is None:
            yield read.source.issue(("steps",), "empty-transcript", "Kịch bản chưa có dòng nào.", key=True)
        elif not any(
            step.bot or step.bot_not or step.button or step.answers or step.submitted for step in read.value.steps
        ):
            yield read.source.issue(("steps",), "no-expectation", "Kịch bản không kiểm tra câu trả lời nào.", key=True)


def _guess(word: str, known: frozenset[str] | set[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.7)
    return f" Có phải ý bạn là «{near[0]}»?" if near else ""
