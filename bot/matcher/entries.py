"""From the catalogue and its word lists to the entries of the index."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.catalogue.model import Catalogue, FaqEntry, Kind, Procedure
from bot.matcher.index import Entry, Source, Text
from bot.matcher.lexicon import Everyday
from bot.matcher.reading import Reader

Phrases = list[tuple[str, str]]


def entries(catalogue: Catalogue, reader: Reader) -> tuple[list[Source], dict[str, Phrases]]:
    """Every procedure, FAQ entry and topic of talk as an index entry, and the (field, text) pairs they were made of."""
    found: list[Source] = []
    phrases: dict[str, Phrases] = {}
    read = lru_cache(maxsize=4096)(reader.read)  # hundreds of imported procedures share the name of their field
    for kind, identity, title, level, own, texts in _rows(catalogue, reader):
        found.append(
            Source(
                Entry(kind, identity, title, level, own),
                tuple([Text(field, read(text)) for field, text in texts]),
            )
        )
        phrases[kind + ":" + identity] = texts
    return found, phrases


def _rows(catalogue: Catalogue, reader: Reader) -> Iterator[tuple[str, str, str, float, float, Phrases]]:
    everyday = reader.lexicon.everyday
    for procedure in catalogue.procedures.values():
        own = everyday.get(procedure.code)
        yield (
            "procedure",
            procedure.code,
            procedure.plain,
            _level(procedure),
            _own(procedure, own),
            _said(procedure, own),
        )
    for faq in catalogue.faq.values():
        yield "faq", faq.id, faq.question, 1.0, 1.0, _asked(faq)
    for topic in reader.lexicon.topics:
        yield topic.intent, topic.kind, topic.kind, 1.0, 1.0, [("topic", phrase) for phrase in topic.phrases]


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
    sources = [(procedure.names, procedure.asks, procedure.situations)]
    if everyday is not None:
        sources.append((everyday.names, everyday.asks, everyday.situations))
    for names, asks, situations in sources:
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
