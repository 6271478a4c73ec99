"""The inverted index: which entries say which terms, how rare a term is, and the phrases of every entry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.matcher.reading import Reading

Kind = str
"""``procedure`` or ``faq``; or ``smalltalk``, ``human``, ``nothing`` for talk that no entry answers."""


@dataclass(frozen=True, slots=True)
class Text:
    """One phrase of an entry with the field it stands in."""

    field: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a message can mean. ``prior`` from -1 to 1: how likely this office's citizens mean it."""

    kind: Kind
    id: str
    title: str
    texts: tuple[Text, ...]
    prior: float = 0.0


FIELD_WEIGHTS: Mapping[str, float] = {
    "title": 1.6, "name": 2.0, "ask": 1.0, "situation": 0.9, "document": 0.25, "field": 0.3, "topic": 1.2,
}  # fmt: skip
TYPE_WEIGHTS: Mapping[str, float] = {"word": 1.0, "exact": 0.55, "pair": 0.8, "concept": 1.1, "concepts": 1.3}
SATURATION = 1.8
LENGTH = 0.35
COMMON = 90
"""Entries of a term beyond which it only adds to entries another term has already brought up."""


def term_type(term: str) -> str:
    """Which kind of term this is: word, exact, pair, concept or concepts (a pair of them)."""
    if term[0] == "=":
        return "exact"
    if term[0] == "#":
        return "concepts" if "+" in term else "concept"
    return "pair" if " " in term else "word"


class Index:
    """Built once from entries; look-ups never change it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        raw: list[dict[str, float]] = []
        frequency: dict[str, int] = {}
        for entry in entries:
            counts: dict[str, float] = {}
            for text in entry.texts:
                weight = FIELD_WEIGHTS[text.field]
                for term, share in text.reading.terms.items():
                    counts[term] = counts.get(term, 0.0) + weight * share
            raw.append(counts)
            for term in counts:
                frequency[term] = frequency.get(term, 0) + 1
        total = len(raw) + 1
        self.rarity = {
            term: math.log(1 + (total - seen + 0.5) / (seen + 0.5)) * TYPE_WEIGHTS[term_type(term)]
            for term, seen in frequency.items()
        }
        self.unknown = math.log(1 + total / 0.5)
        mean = sum(sum(counts.values()) for counts in raw) / max(1, len(raw))
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, counts in enumerate(raw):
            norm = SATURATION * (1 - LENGTH + LENGTH * sum(counts.values()) / (mean or 1))
            for term, count in counts.items():
                postings.setdefault(term, []).append((number, count / (count + norm) * self.rarity[term]))
        self.postings = postings
        self._phrases: dict[int, tuple[tuple[str, Mapping[str, float], float, float], ...]] = {}

    def scores(self, terms: Mapping[str, float]) -> dict[int, float]:
        """Entry number -> summed weight of the shared terms; rare terms first, common ones only refine."""
        known = [(self.rarity[term], weight, term) for term, weight in terms.items() if term in self.rarity]
        known.sort(reverse=True)
        found: dict[int, float] = {}
        get = found.get
        for _, weight, term in known:
            rows = self.postings[term]
            if len(rows) > COMMON and len(found) > COMMON:
                for number, score in rows:
                    if number in found:
                        found[number] += weight * score
            else:
                for number, score in rows:
                    found[number] = get(number, 0.0) + weight * score
        return found

    def mass(self, terms: Mapping[str, float]) -> float:
        """How much the message says: the summed rarity of its terms, unknown plain words at full rarity."""
        total = 0.0
        for term, weight in terms.items():
            rarity = self.rarity.get(term)
            if rarity is not None:
                total += weight * rarity
            elif term_type(term) == "word":
                total += weight * self.unknown
        return total

    def phrases(self, number: int) -> tuple[tuple[str, Mapping[str, float], float, float], ...]:
        """The phrases of an entry as (field, term -> weight, length, sum), made on first use."""
        ready = self._phrases.get(number)
        if ready is None:
            ready = tuple(
                self._phrase(text) for text in self.entries[number].texts if text.field not in {"document", "field"}
            )
            self._phrases[number] = ready
        return ready

    def _phrase(self, text: Text) -> tuple[str, Mapping[str, float], float, float]:
        weights = {term: share * self.rarity[term] for term, share in text.reading.terms.items()}
        return text.field, weights, math.sqrt(sum(value * value for value in weights.values())), sum(weights.values())

    def likeness(self, terms: Mapping[str, float], numbers: Iterable[int]) -> dict[int, tuple[float, float, str]]:
        """For each entry its most alike phrase: (cosine, share of that phrase that the message says, field)."""
        rarity = self.rarity
        weights = {term: weight * rarity[term] for term, weight in terms.items() if term in rarity}
        length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
        found: dict[int, tuple[float, float, str]] = {}
        for number in numbers:
            best, inside, where = 0.0, 0.0, ""
            for field, phrase, norm, total in self.phrases(number):
                dot = shared = 0.0
                if len(phrase) <= len(weights):
                    for term, value in phrase.items():
                        other = weights.get(term)
                        if other is not None:
                            dot += value * other
                            shared += value
                else:
                    for term, other in weights.items():
                        value_ = phrase.get(term)
                        if value_ is not None:
                            dot += value_ * other
                            shared += value_
                cosine = dot / (norm * length) if norm else 0.0
                if cosine > best:
                    best, where = cosine, field
                if total and shared / total > inside:
                    inside = shared / total
            found[number] = (best, inside, where)
        return found
