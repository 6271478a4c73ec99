"""The inverted index: which entries say which terms, how rare a term is, and how alike an entry's phrases are to a message."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from bot.matcher.reading import Reading


@dataclass(frozen=True, slots=True)
class Text:
    """One phrase of an entry with the field it stands in (a key of ``FIELD_WEIGHTS``)."""

    field: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a message can mean. ``kind`` is ``procedure`` or ``faq``, or ``smalltalk``, ``human``, ``nothing`` for talk that
    no entry answers; ``level`` and ``own`` are 0 to 1: how near the office that handles it, and how much of it is our own text."""

    kind: str
    id: str
    title: str
    texts: tuple[Text, ...]
    level: float = 1.0
    own: float = 1.0

    @property
    def inside(self) -> bool:
        """Whether this is an entry a citizen can be given, not talk beside the point."""
        return self.kind in {"procedure", "faq"}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike an entry's phrases are to a message, 0 to 1: the best cosine, the second best, the best among names, the largest
    share of one phrase that the message says; and the text of the best phrase for explanations."""

    best: float
    second: float
    name: float
    said: float
    phrase: int


FIELD_WEIGHTS: Mapping[str, float] = {
    "title": 1.6,
    "name": 2.0,
    "ask": 1.0,
    "situation": 0.9,
    "field": 0.3,
    "topic": 1.2,
}
TYPE_WEIGHTS: Mapping[str, float] = {"word": 1.0, "exact": 0.55, "pair": 0.8, "concept": 1.1, "concepts": 1.3}
SATURATION = 1.8
LENGTH = 0.35
COMMON = 80
"""Entries of a term beyond which it brings up no entry by itself: it only adds to those that a rarer term has brought up."""
KEPT = 48
"""Entries that stay in the running once the rare terms have spoken."""
LOUDEST = 48
"""Terms that may bring up entries; a long message has more, the rarest say enough."""


def term_type(term: str) -> str:
    """Which kind of term this is: word, exact, pair, concept or concepts (a pair of them)."""
    if term[0] == "=":
        return "exact"
    if term[0] == "#":
        return "concepts" if "+" in term else "concept"
    return "pair" if " " in term else "word"


_Phrases = tuple[Mapping[str, list[tuple[int, float]]], tuple[float, ...], tuple[float, ...]]
"""Term -> (phrase, weight) rows; the length of each phrase as a vector; the sum of its weights."""


class Index:
    """Built once from entries; look-ups remember only derived values."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        counted: list[dict[str, float]] = []
        frequency: dict[str, int] = {}
        for entry in entries:
            counts: dict[str, float] = {}
            for text in entry.texts:
                weight = FIELD_WEIGHTS[text.field]
                for term, share in text.reading.terms.items():
                    counts[term] = counts.get(term, 0.0) + weight * share
            counted.append(counts)
            for term in counts:
                frequency[term] = frequency.get(term, 0) + 1
        total = len(counted) + 1
        self.frequency = frequency
        self.rarity = {
            term: math.log(1 + (total - seen + 0.5) / (seen + 0.5)) * TYPE_WEIGHTS[term_type(term)]
            for term, seen in frequency.items()
        }
        self.unknown = math.log(1 + total / 0.5)
        sizes = [sum(counts.values()) for counts in counted]
        mean = sum(sizes) / max(1, len(sizes)) or 1.0
        postings: dict[str, dict[int, float]] = {}
        for number, counts in enumerate(counted):
            norm = SATURATION * (1 - LENGTH + LENGTH * sizes[number] / mean)
            for term, count in counts.items():
                postings.setdefault(term, {})[number] = count / (count + norm) * self.rarity[term]
        self.postings = postings
        self._phrases: dict[int, _Phrases] = {}

    def scores(self, terms: Mapping[str, float]) -> dict[int, float]:
        """Entry number -> summed weight of the shared terms; rare terms bring entries up, common ones only refine them."""
        rarity, postings = self.rarity, self.postings
        known = [(rarity[term] * weight, weight, term) for term, weight in terms.items() if term in rarity]
        known.sort(reverse=True)
        found: dict[int, float] = {}
        get = found.get
        later: list[tuple[float, dict[int, float]]] = []
        for place, (_, weight, term) in enumerate(known):
            rows = postings[term]
            if place >= LOUDEST or (len(rows) > COMMON and found):
                later.append((weight, rows))
                continue
            for number, score in rows.items():
                found[number] = get(number, 0.0) + weight * score
        if later:
            if len(found) > KEPT:
                found = dict(nlargest(KEPT, found.items(), key=lambda pair: pair[1]))
            for weight, rows in later:
                for number in found:
                    score_ = rows.get(number)
                    if score_ is not None:
                        found[number] += weight * score_
        return found

    def mass(self, terms: Mapping[str, float]) -> float:
        """How much the message says: the summed rarity of its terms, unknown plain words at full rarity."""
        total = 0.0
        for term, weight in terms.items():
            rarity = self.rarity.get(term)
            if rarity is not None:
                total += weight * rarity
            elif term[0] not in "=#" and " " not in term:
                total += weight * self.unknown
        return total

    def likeness(self, terms: Mapping[str, float], numbers: Iterable[int]) -> dict[int, Likeness]:
        """For each entry how alike its phrases are to the message."""
        rarity = self.rarity
        weights = [(term, weight * rarity[term]) for term, weight in terms.items() if term in rarity]
        length = math.sqrt(sum(value * value for _, value in weights)) or 1.0
        found: dict[int, Likeness] = {}
        for number in numbers:
            rows, norms, sums = self._phrases.get(number) or self._prepare(number)
            dots: dict[int, float] = {}
            shared: dict[int, float] = {}
            for term, value in weights:
                hits = rows.get(term)
                if hits is not None:
                    for phrase, weight in hits:
                        if phrase in dots:
                            dots[phrase] += value * weight
                            shared[phrase] += weight
                        else:
                            dots[phrase] = value * weight
                            shared[phrase] = weight
            best = second = name = said = 0.0
            where = -1
            texts = self.entries[number].texts
            for phrase, dot in dots.items():
                cosine = dot / (norms[phrase] * length)
                if cosine > best:
                    best, second, where = cosine, best, phrase
                elif cosine > second:
                    second = cosine
                if cosine > name and texts[phrase].field == "name":
                    name = cosine
                part = shared[phrase] / sums[phrase]
                said = max(said, part)
            found[number] = Likeness(min(best, 1.0), min(second, 1.0), min(name, 1.0), min(said, 1.0), where)
        return found

    def _prepare(self, number: int) -> _Phrases:
        """The phrases of one entry, inverted; made when the entry is first weighed, so that the start stays fast."""
        rows: dict[str, list[tuple[int, float]]] = {}
        norms, sums = [], []
        for phrase, text in enumerate(self.entries[number].texts):
            square = total = 0.0
            for term, share in text.reading.terms.items():
                weight = share * self.rarity[term]
                square += weight * weight
                total += weight
                if text.field != "field":
                    rows.setdefault(term, []).append((phrase, weight))
            norms.append(math.sqrt(square) or 1.0)
            sums.append(total or 1.0)
        ready = (rows, tuple(norms), tuple(sums))
        self._phrases[number] = ready
        return ready
