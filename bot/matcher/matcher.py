"""The matcher itself: built once from a catalogue, then a pure function from a text to a Match."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nlargest
from typing import Literal, cast

from bot.catalogue.model import Catalogue, FaqEntry, Kind, Procedure
from bot.matcher.index import Entry, Index, Text
from bot.matcher.lexicon import Everyday, lexicon
from bot.matcher.match import Aspect, Candidate, Intent, Match, Verdict
from bot.matcher.reading import Reader, Reading
from bot.matcher.spelling import Spelling

MOST = 10


def build(catalogue: Catalogue) -> Matcher:
    """The matcher of this catalogue; a reload builds another one."""
    reader = Reader(lexicon(catalogue.words))
    entries = list(_entries(catalogue, reader))
    spelling = Spelling(text.reading for entry in entries for text in entry.texts)
    return Matcher(reader, Index(entries), spelling)


class Matcher:
    """Immutable for its users; remembers only derived values."""

    def __init__(self, reader: Reader, index: Index, spelling: Spelling) -> None:
        self._reader = reader
        self._spelling = spelling
        self._index = index

    def match(self, text: str, focus: str | None = None) -> Match:
        """The best reading of ``text``; ``focus`` is the entry last talked about (``procedure:<code>`` or ``faq:<id>``)."""
        reading = self._reader.read(text, self._spelling.mend)
        aspect = cast(Aspect, reading.aspects[0] if reading.aspects else "")
        ranked = self._ranked(reading)
        inside = [
            (number, score) for number, score in ranked if self._index.entries[number].kind in {"procedure", "faq"}
        ]
        outside = next((pair for pair in ranked if self._index.entries[pair[0]].kind not in {"procedure", "faq"}), None)
        candidates = tuple(
            Candidate(cast(Literal["procedure", "faq"], entry.kind), entry.id, entry.title, min(1.0, score))
            for number, score in inside[:MOST]
            for entry in (self._index.entries[number],)
        )
        if outside and (not inside or outside[1] > inside[0][1]):
            entry = self._index.entries[outside[0]]
            return Match(Verdict.ABSTAIN, Intent(entry.kind), candidates, aspect)
        if not candidates or candidates[0].confidence < 0.25:
            about = bool(aspect) and focus is not None
            return Match(Verdict.ABSTAIN, Intent.NOTHING, candidates, aspect, about_focus=about)
        close = len(candidates) > 1 and candidates[1].confidence > candidates[0].confidence * 0.9
        verdict = Verdict.CHOOSE if close else Verdict.ANSWER
        return Match(verdict, Intent(candidates[0].kind), candidates, aspect)

    def _ranked(self, reading: Reading) -> list[tuple[int, float]]:
        scores = self._index.scores(reading.terms)
        if not scores:
            return []
        mass = self._index.mass(reading.terms) or 1.0
        top = nlargest(14, scores.items(), key=lambda pair: (pair[1], -pair[0]))
        alike = self._index.likeness(reading.terms, [number for number, _ in top])
        ranked = []
        for number, score in top:
            near, entry = alike[number], self._index.entries[number]
            value = 0.5 * score / mass + 0.4 * near.best + 0.15 * near.said + 0.05 * (entry.level + entry.own)
            ranked.append((number, value))
        ranked.sort(key=lambda pair: (-pair[1], pair[0]))
        return ranked


def _entries(catalogue: Catalogue, reader: Reader) -> Iterator[Entry]:
    everyday = reader.lexicon.everyday
    for procedure in catalogue.procedures.values():
        yield _procedure(procedure, everyday.get(procedure.code), reader)
    for faq in catalogue.faq.values():
        yield _faq(faq, reader)
    for topic in reader.lexicon.topics:
        yield Entry(
            topic.intent, topic.kind, topic.kind, tuple(Text("topic", reader.read(one)) for one in topic.phrases)
        )


def _procedure(procedure: Procedure, everyday: Everyday | None, reader: Reader) -> Entry:
    texts = [Text("title", reader.read(procedure.title)), Text("field", reader.read(procedure.field))]
    if procedure.kind is not Kind.IMPORTED:
        texts.append(Text("name", reader.read(procedure.plain)))
    for field, phrases in (("name", procedure.names), ("ask", procedure.asks), ("situation", procedure.situations)):
        texts += [Text(field, reader.read(phrase)) for phrase in phrases]
    if everyday is not None:
        for field, phrases in (("name", everyday.names), ("ask", everyday.asks), ("situation", everyday.situations)):
            texts += [Text(field, reader.read(phrase)) for phrase in phrases]
    level = 1.0 if "xã" in procedure.level else 0.5 if "tỉnh" in procedure.level else 0.0
    own = 1.0 if procedure.kind is not Kind.IMPORTED else 0.6 if everyday is not None else 0.0
    return Entry("procedure", procedure.code, procedure.plain, tuple(texts), level, own)


def _faq(faq: FaqEntry, reader: Reader) -> Entry:
    texts = [Text("name", reader.read(faq.question)), *(Text("ask", reader.read(one)) for one in faq.asks)]
    return Entry("faq", faq.id, faq.question, tuple(texts))
