"""The inverted index: which entries say which terms, how rare a term is, and how alike an entry's phrases are to a message."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from bot.matcher.reading import QUIET, Reading


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
    """How alike an entry's phrases are to a message, 0 to 1: the best cosine, the second best, the best among names, the share
    of the best phrase that the message says; and the number of the best phrase for explanations."""

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
COMMON = 48
"""Entries of a term beyond which it brings up no entry by itself: it only adds to those that a rarer term has brought up."""
KEPT = 20
"""Entries that stay in the running once the rare terms have spoken."""
LOUDEST = 40
"""Terms of a message that are looked up; a long one has more, the rarest say enough."""
COMPARED = 18
"""Terms, the strongest, by which phrases are compared; marks are left out there, they have spoken in the scores."""
ENOUGH = 3
"""Telling terms from which on fillers and aspect words are not looked up at all."""

OURS = 0.5
"""From this much of our own text on an entry is one that people really ask for."""

_SECOND = itemgetter(1)


def _best_first(pair: tuple[int, float]) -> tuple[float, int]:
    return -pair[1], pair[0]


def term_type(term: str) -> str:
    """Which kind of term this is: word, exact, pair, concept or concepts (a pair of them)."""
    if term[0] == "=":
        return "exact"
    if term[0] == "#":
        return "concepts" if "+" in term else "concept"
    return "pair" if " " in term else "word"


_ASKING = frozenset({"name", "ask", "situation"})


def _lean(entries: Sequence[Entry]) -> dict[str, float]:
    """How much more often a word or pair stands in what people ask of entries than in talk beside the point (log odds, -2 to 2).

    Titles are left out: nobody talks like them."""
    asked: dict[str, int] = {}
    talked: dict[str, int] = {}
    for entry in entries:
        counts = asked if entry.inside else talked
        for text in entry.texts:
            if not entry.inside or text.field in _ASKING:
                for term in text.reading.terms:
                    if term[0] not in "=#":
                        counts[term] = counts.get(term, 0) + 1
    even = (sum(asked.values()) + 1) / (sum(talked.values()) + 1)
    found: dict[str, float] = {}
    for term in asked.keys() | talked.keys():
        inside, beside = asked.get(term, 0), talked.get(term, 0)
        if inside + beside > 1:
            found[term] = max(-2.0, min(2.0, math.log((inside / even**0.5 + PRIOR) / (beside * even**0.5 + PRIOR))))
    return found


PRIOR = 1.0
"""Uses that every word is taken to have on both sides."""

_Phrases = tuple[Mapping[str, list[tuple[int, float]]], tuple[int, ...], list[dict[str, float]]]
"""Term -> (phrase, share of its length); which phrases are names; each phrase's terms with their share of its weight."""


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
        self.lean = _lean(entries)
        self._phrases: dict[int, _Phrases] = {}

    def telling(self, terms: Mapping[str, float]) -> list[tuple[str, float]]:
        """The terms that tell entries apart, strongest first, as (term, weight in the message): known ones, without the quiet
        words of a message that says enough without them, and no more than ``LOUDEST``."""
        rarity = self.rarity
        known = [(rarity[term] * weight, term, weight) for term, weight in terms.items() if term in rarity]
        loud = [one for one in known if one[2] > QUIET]
        if len(loud) >= ENOUGH:
            known = loud
        known.sort(reverse=True)
        return [(term, weight) for _, term, weight in known[:LOUDEST]]

    def scores(self, telling: Sequence[tuple[str, float]]) -> list[tuple[int, float]]:
        """(Entry number, summed weight of the shared terms), the best ``KEPT`` of them, best first; rare terms bring entries up,
        common ones only refine them."""
        postings = self.postings
        found: dict[int, float] = {}
        get = found.get
        later: list[tuple[float, dict[int, float]]] = []
        for term, weight in telling:
            rows = postings[term]
            if found and (term[0] == "=" or len(rows) > COMMON):
                later.append((weight, rows))
                continue
            for number, score in rows.items():
                found[number] = get(number, 0.0) + weight * score
        kept = found.items() if len(found) <= KEPT else sorted(found.items(), key=_SECOND, reverse=True)[:KEPT]
        if not later:
            return sorted(kept, key=_best_first)
        refined = []
        for number, score in kept:
            for weight, rows in later:
                if number in rows:
                    score += weight * rows[number]  # noqa: PLW2901 — the sum is what this loop is for
            refined.append((number, score))
        refined.sort(key=_best_first)
        return refined

    def masses(self, terms: Mapping[str, float]) -> tuple[float, float]:
        """How much the message says: the summed rarity of its terms, with unknown plain words at full rarity and without them."""
        known = unknown = 0.0
        rarities = self.rarity
        for term, weight in terms.items():
            rarity = rarities.get(term)
            if rarity is not None:
                known += weight * rarity
            elif term[0] not in "=#" and " " not in term:
                unknown += weight
        return known + unknown * self.unknown, known

    def likeness(self, telling: Sequence[tuple[str, float]], numbers: Iterable[int]) -> dict[int, Likeness]:
        """For each entry how alike its phrases are to the message."""
        rarity = self.rarity
        weights = {term: weight * rarity[term] for term, weight in telling if term[0] != "="}
        length = math.sqrt(sum([value * value for value in weights.values()])) or 1.0
        said_terms = set(list(weights)[:COMPARED])
        found: dict[int, Likeness] = {}
        for number in numbers:
            rows, names, parts = self._phrases.get(number) or self._prepare(number)
            dots = [0.0] * len(parts)
            shared = rows.keys() & said_terms
            for term in shared:
                value = weights[term]
                for phrase, toward in rows[term]:
                    dots[phrase] += value * toward
            best = max(dots)
            where = dots.index(best) if best else -1
            name = max([dots[phrase] for phrase in names]) if names else 0.0
            dots[where] = 0.0
            second = max(dots)
            found[number] = Likeness(
                min(best / length, 1.0),
                min(second / length, 1.0),
                min(name / length, 1.0),
                sum([parts[where][term] for term in parts[where].keys() & shared]) if best else 0.0,
                where,
            )
        return found

    def prepare(self) -> None:
        """Inverts the phrases of our own entries and of talk now, so that no citizen waits for it; imported entries stay lazy."""
        for number, entry in enumerate(self.entries):
            if entry.own >= OURS and number not in self._phrases:
                self._prepare(number)

    def _prepare(self, number: int) -> _Phrases:
        """The phrases of one entry, inverted; made when the entry is first weighed, so that the start stays fast."""
        rows: dict[str, list[tuple[int, float]]] = {}
        parts: list[dict[str, float]] = []
        texts = self.entries[number].texts
        for phrase, text in enumerate(texts):
            weights = {
                term: share * self.rarity[term]
                for term, share in text.reading.terms.items()
                if share > QUIET and term[0] != "="
            }
            total = sum(weights.values()) or 1.0
            norm = math.sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
            if text.field != "field":
                for term, weight in weights.items():
                    rows.setdefault(term, []).append((phrase, weight / norm))
            parts.append({term: weight / total for term, weight in weights.items()})
        names = tuple(phrase for phrase, text in enumerate(texts) if text.field == "name")
        ready = (rows, names, parts)
        self._phrases[number] = ready
        return ready
