"""The entries a message can mean, and the phrases of the catalogue and its word lists by which each is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.catalogue.model import Catalogue, FaqEntry, Kind, Procedure
from bot.language import fold
from bot.matcher.lexicon import Everyday, Lexicon
from bot.matcher.reading import Reader
from bot.matcher.terms import Said


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a message can mean. ``kind`` is ``procedure`` or ``faq``, or ``smalltalk``, ``human``, ``nothing`` for talk that
    no entry answers; ``level`` and ``own`` are 0 to 1: how near the office that handles it, and how much of it is our own text.
    ``name`` is its official name folded, without the level, which the records of other levels may share."""

    kind: str
    id: str
    title: str
    level: float = 1.0
    own: float = 1.0
    name: str = ""

    @property
    def inside(self) -> bool:
        """Whether this is an entry a citizen can be given, not talk beside the point."""
        return self.kind in {"procedure", "faq"}


class Text(NamedTuple):
    """One phrase of an entry with the field it stands in (a key of ``FIELD_WEIGHTS``)."""

    field: str
    said: Said


@dataclass(frozen=True, slots=True)
class Source:
    """An entry with the phrases it is found by; the index is built from these and keeps only numbers and words of them."""

    entry: Entry
    texts: tuple[Text, ...]


Phrases = list[tuple[str, str]]
"""(Field, text) pairs."""


def sources(catalogue: Catalogue, reader: Reader) -> Iterator[Source]:
    """Every procedure, FAQ entry and topic of talk with the phrases it is found by."""
    said = lru_cache(maxsize=256)(reader.said)  # hundreds of imported procedures share the name of their field
    for entry, phrases in rows(catalogue, reader.lexicon):
        yield Source(entry, tuple([Text(field, one) for field, text in phrases for one in said(text)]))


def rows(catalogue: Catalogue, lexicon: Lexicon) -> Iterator[tuple[Entry, Phrases]]:
    """Every entry and the (field, text) pairs it is found by."""
    for procedure in catalogue.procedures.values():
        said = lexicon.everyday.get(procedure.code)
        entry = Entry(
            "procedure",
            procedure.code,
            procedure.plain,
            _level(procedure),
            _own(procedure, said),
            _name(procedure),
        )
        yield entry, _said(procedure, said)
    for faq in catalogue.faq.values():
        yield Entry("faq", faq.id, faq.question), _asked(faq)
    for topic in lexicon.topics:
        yield Entry(topic.intent, topic.kind, topic.kind), [("topic", phrase) for phrase in topic.phrases]


_LEVEL = re.compile(
    r"\([^()]*\bcap (?:xa|huyen|tinh|trung uong|bo)\b[^()]*\)|\b(?:thuc hien )?(?:tai )?cap (?:xa|huyen|tinh|trung uong)\b"
)


def _name(procedure: Procedure) -> str:
    return " ".join(_LEVEL.sub(" ", fold(procedure.title)).split())


def _level(procedure: Procedure) -> float:
    """1 for what the commune handles, half for the province, nothing for ministries and others."""
    return 1.0 if "xã" in procedure.level else 0.5 if "tỉnh" in procedure.level else 0.0


def _own(procedure: Procedure, everyday: Everyday | None) -> float:
    if procedure.kind is not Kind.IMPORTED:
        return 1.0
    return 0.6 if everyday is not None else 0.0


def _said(procedure: Procedure, everyday: Everyday | None) -> Phrases:
    texts: Phrases = [("title", procedure.title), ("field", procedure.field)]
    if procedure.kind is not Kind.IMPORTED:
        texts.append(("name", procedure.plain))
    given = [(procedure.names, procedure.asks, procedure.situations)]
    if everyday is not None:
        given.append((everyday.names, everyday.asks, everyday.situations))
    for names, asks, situations in given:
        texts += [("name", text) for text in names]
        texts += [("ask", text) for text in asks]
        texts += [("situation", text) for text in situations]
    return list(dict.fromkeys(texts))


def _asked(faq: FaqEntry) -> Phrases:
    return [("name", faq.question), *(("ask", text) for text in faq.asks)]


def tests(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """(Entry id, test question) of every entry; the index never sees these."""
    for procedure in catalogue.procedures.values():
        yield from ((procedure.code, text) for text in procedure.tests)
    for faq in catalogue.faq.values():
        yield from ((faq.id, text) for text in faq.tests)
