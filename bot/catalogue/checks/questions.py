"""The questions an entry claims: enough of them, its tests not its own wording, none claimed by two entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.catalogue.content import Content, played_by
from bot.catalogue.issues import Issue, Path, Source
from bot.catalogue.model import Kind


@dataclass(frozen=True, slots=True)
class _Claim:
    source: Source
    path: Path
    text: str
    owner: str
    test: bool


def check(content: Content, today: date) -> Iterator[Issue]:
    """Every fault of names, example questions and test questions."""
    yield from _tests(content)
    first: dict[str, _Claim] = {}
    for claim in _claims(content):
        folded = _folded(claim.text)
        if not folded:
            yield claim.source.issue(claim.path, "empty", "Câu này không có chữ nào.")
            continue
        earlier = first.setdefault(folded, claim)
        if earlier is claim:
            continue
        place = f"{earlier.source.file}:{earlier.source.place(earlier.path)[0]}"
        if earlier.owner == claim.owner and earlier.test != claim.test:
            sentence = f"Câu kiểm thử trùng với câu mẫu ở dòng {earlier.source.place(earlier.path)[0]}, nên không kiểm tra được gì."
            test = claim if claim.test else earlier
            if not claim.test:
                sentence = f"Câu kiểm thử trùng với câu mẫu ở dòng {claim.source.place(claim.path)[0]}, nên không kiểm tra được gì."
            yield test.source.issue(test.path, "test-is-ask", sentence)
        elif earlier.owner == claim.owner:
            yield claim.source.issue(claim.path, "repeated", f"Câu này đã có ở {place}.", "warning")
        else:
            yield claim.source.issue(claim.path, "claimed-twice", f"Câu này cũng là của mục khác, ở {place}.")


def _tests(content: Content) -> Iterator[Issue]:
    played = {played_by(read.source.file) for read in content.transcripts}
    for read in content.procedures:
        procedure = read.value
        if not procedure.tests:
            yield read.source.issue((), "no-tests", "Thủ tục chưa có câu hỏi kiểm thử («tests»).")
        if not procedure.asks and not procedure.names:
            yield read.source.issue((), "no-asks", "Thủ tục chưa có tên thường gọi («names») hay câu hỏi mẫu («asks»).")
        if procedure.kind is Kind.GUIDED and read.source.file not in played:
            sentence = "Biểu mẫu chưa có kịch bản kiểm thử (tệp «tên-thủ-tục.tình-huống.test.yaml»)."
            yield read.source.issue(("questions",), "no-transcript", sentence, "warning", key=True)
    for topic in content.topics:
        for number, entry in enumerate(topic.value.entries):
            if not entry.tests:
                sentence = f"Mục «{entry.id}» chưa có câu hỏi kiểm thử («tests»)."
                yield topic.source.issue(("entries", number), "no-tests", sentence)


def _claims(content: Content) -> Iterator[_Claim]:
    for read in content.procedures:
        for key in ("names", "asks", "situations", "tests"):
            for number, text in enumerate(getattr(read.value, key)):
                yield _Claim(read.source, (key, number), text, read.value.code, key == "tests")
    last: dict[str, int] = {}
    for topic in content.topics:
        for entry in topic.value.entries:
            last[entry.id] = max(topic.root, last.get(entry.id, 0))
    for topic in content.topics:
        for number, entry in enumerate(topic.value.entries):
            if topic.root < last[entry.id]:
                continue  # a later root replaces it
            path = ("entries", number)
            yield _Claim(topic.source, (*path, "question"), entry.question, entry.id, False)
            for key in ("asks", "tests"):
                for place, text in enumerate(getattr(entry, key)):
                    yield _Claim(topic.source, (*path, key, place), text, entry.id, key == "tests")


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
