"""The inverted index: which entries say which terms, how rare a term is, and how alike an entry's phrases are to a message."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matcher.entries import Entry, Source, Text
from bot.matcher.reading import Reading
from bot.matcher.terms import QUIET, Amounts, Lines, Numbers, Phrases, in_order, starts


@dataclass(frozen=True, slots=True)
class Heard:
    """A reading as the index knows it: ``terms`` and ``weights`` are the numbers and weights in the message of those that tell
    entries apart, strongest first; ``mass`` is how much the message says (the summed rarity of its terms, unknown plain words at
    full rarity), ``known`` the same without the unknown words."""

    reading: Reading
    terms: tuple[int, ...]
    weights: tuple[float, ...]
    mass: float
    known: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike an entry's phrases are to a message, 0 to 1: the best cosine, the second best, the best among names, the share
    of the best phrase that the message says; and the number of the best phrase (-1: none) for explanations."""

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
COMMON = 4096
"""Entries of a term beyond which it brings up no entry by itself: it only adds to those that a rarer term has brought up, so
that the cost of a question does not grow with the catalogue."""
FAINT = 0.5
"""Share of the strongest entry's score below which an entry is out of the running once the rare terms have spoken."""
LOUDEST = 80
"""Terms of a message that are looked up; a long one has more, the rarest say enough."""
ENOUGH = 3
"""Telling terms from which on fillers and aspect words are not looked up at all."""
PRIOR = 1.0
"""Uses that every word is taken to have both in what people ask and in talk beside the point."""

_ASKING = frozenset({"name", "ask", "situation"})


class Index:
    """Built once from sources and never changed; everything is kept in flat arrays of numbers, one run for each term or phrase.

    ``vocabulary`` numbers the terms; ``rarity`` has each term's weight by that number; ``lean`` says how much more often a word or
    pair stands in what people ask of entries than in talk beside the point (log odds, -2 to 2). ``titles`` and ``ideas`` are the
    concepts of each entry's title and of all its phrases; ``said`` is all that is said here.
    """

    def __init__(self, sources: Iterable[Source]) -> None:
        """``sources`` may be made one by one: nothing of a reading is kept, so that a large catalogue needs little memory."""
        said = Phrases()
        known: list[Entry] = []
        fields: list[str] = []
        texts_of = array("i")
        titles: list[frozenset[str]] = []
        ideas: list[frozenset[str]] = []
        same: dict[frozenset[str], frozenset[str]] = {}
        for source in sources:
            known.append(source.entry)
            texts = sorted(source.texts, key=_names_first)
            texts_of.append(len(texts))
            title = _ideas([text for text in texts if text.field == "title"])
            every = _ideas(texts)
            titles.append(same.setdefault(title, title))
            ideas.append(same.setdefault(every, every))
            for field, one in texts:
                said.add(one)
                fields.append(field)
        self.entries = tuple(known)
        self.titles, self.ideas = tuple(titles), tuple(ideas)
        self.said = said
        lines = said.lines()
        self.vocabulary = lines.vocabulary
        self._kept = lines.kept
        fields = [fields[place] for place in lines.kept.tolist()]
        owner = np.repeat(np.arange(len(known), dtype=np.int32), texts_of)[lines.kept]
        named = np.array([name == "name" for name in fields], bool)
        self._first_phrase = starts(np.bincount(owner, minlength=len(known)))
        self._names: Sequence[int] = np.bincount(owner[named], minlength=len(known)).tolist()
        weight = np.array([FIELD_WEIGHTS[name] for name in fields], np.float32)
        self._invert(lines, weight, owner)
        self._line_up(lines, fields)
        self.lean = self._leaning(lines, owner, fields)

    def _invert(self, lines: Lines, field_weight: Amounts, owner: Numbers) -> None:
        """Term -> entries and their scores (BM25 over the weighted fields), ordered by term, then entry."""
        size, terms = len(self.entries), len(lines.types)
        weight, entry = lines.share * field_weight[lines.phrase], owner[lines.phrase]
        order = in_order(lines.term)  # entries come in order, so within a term they stay so
        terms_row, entry_row = lines.term[order], entry[order]
        opening = np.ones(len(order), bool)
        opening[1:] = (terms_row[1:] != terms_row[:-1]) | (entry_row[1:] != entry_row[:-1])
        counts = (
            np.add.reduceat(weight[order], np.flatnonzero(opening)).astype(np.float64) if len(order) else np.zeros(0)
        )
        number, of_term = entry_row[opening], terms_row[opening]
        seen = np.bincount(of_term, minlength=terms)
        total = size + 1
        kind = np.array([TYPE_WEIGHTS[name] for name in lines.types], np.float64)
        rarity = np.log(1 + (total - seen + 0.5) / (seen + 0.5)) * kind
        lengths = np.bincount(number, weights=counts, minlength=size)
        described = lengths[np.array([entry.own > 0 for entry in self.entries], bool)]
        mean = (
            described.mean() if described.any() else 1.0
        )  # bare imported names would make it look long to say anything
        norm = SATURATION * (1 - LENGTH + LENGTH * lengths / mean)
        self.rarity: Sequence[float] = rarity.tolist()
        self.unknown = math.log(1 + total / 0.5)
        self._first_posting: list[int] = starts(seen)
        self._entry = number
        self._score = (counts / (counts + norm[number]) * rarity[of_term]).astype(np.float32)

    def _line_up(self, lines: Lines, fields: Sequence[str]) -> None:
        """Phrase -> its telling terms with their share of its length and of its weight; a phrase without any keeps one at zero."""
        term, share, phrase = lines.term, lines.share, lines.phrase
        rarity = np.array(self.rarity)
        exact = np.array([name == "exact" for name in lines.types], bool)
        self._exact: Sequence[bool] = exact.tolist()
        told = np.where((share > QUIET) & ~exact[term], share * rarity[term], 0.0)
        opening = np.ones(len(phrase), bool)
        opening[1:] = phrase[1:] != phrase[:-1]
        kept = (told > 0) | opening
        term, told, phrase = term[kept], told[kept], phrase[kept]
        size = len(fields)
        norm = np.sqrt(np.bincount(phrase, weights=told * told, minlength=size))
        total = np.bincount(phrase, weights=told, minlength=size)
        compared = np.array([name != "field" for name in fields], bool)
        self._term = term
        self._toward = (told * compared[phrase] / np.where(norm > 0, norm, 1.0)[phrase]).astype(np.float32)
        self._portion = (told / np.where(total > 0, total, 1.0)[phrase]).astype(np.float32)
        self._first_term: list[int] = starts(np.bincount(phrase, minlength=size))
        self._starts = np.array(self._first_term, np.int64)

    def _leaning(self, lines: Lines, owner: Numbers, fields: Sequence[str]) -> Mapping[str, float]:
        """The ``lean`` of every word and pair that stands in more than one phrase; titles are left out, nobody talks like them."""
        inside = np.array([entry.inside for entry in self.entries], bool)[owner]
        asking = np.array([name in _ASKING for name in fields], bool)
        term, phrase = lines.term, lines.phrase
        size = len(lines.types)
        plain = np.array([name in {"word", "pair"} for name in lines.types], bool)
        asked = np.where(plain, np.bincount(term[(inside & asking)[phrase]], minlength=size), 0)
        talked = np.where(plain, np.bincount(term[~inside[phrase]], minlength=size), 0)
        even = math.sqrt((asked.sum() + 1) / (talked.sum() + 1))
        odds = np.clip(np.log((asked / even + PRIOR) / (talked * even + PRIOR)), -2.0, 2.0)
        names = list(self.vocabulary)
        return {names[number]: float(odds[number]) for number in np.flatnonzero(asked + talked > 1)}

    def phrase(self, number: int) -> str:
        """The words of the phrase of this number."""
        return self.said.text(int(self._kept[number]))

    def hear(self, reading: Reading) -> Heard:
        """The reading's known terms, without the quiet words of a message that says enough without them, and no more than
        ``LOUDEST``; and its masses."""
        number_of, rarity = self.vocabulary.get, self.rarity
        known: list[tuple[float, int, float]] = []
        strange = 0.0
        for term, weight in reading.terms.items():
            number = number_of(term)
            if number is not None:
                known.append((rarity[number] * weight, number, weight))
            elif term[0] not in "=#" and " " not in term:
                strange += weight
        mass = sum([one[0] for one in known])
        loud = [one for one in known if one[2] > QUIET]
        if len(loud) >= ENOUGH:
            known = loud
        known.sort(reverse=True)
        del known[LOUDEST:]
        return Heard(
            reading,
            tuple([number for _, number, _ in known]),
            tuple([weight for _, _, weight in known]),
            mass + strange * self.unknown,
            mass,
        )

    def scores(self, heard: Heard, most: int) -> list[tuple[int, float]]:
        """(Entry number, summed weight of the shared terms) of the ``most`` strongest entries, best first."""
        first, entry, amount = self._first_posting, self._entry, self._score
        entries: list[Numbers] = []
        amounts: list[Amounts] = []
        weights: list[float] = []
        sizes: list[int] = []
        common: list[tuple[int, int, float]] = []
        for term, weight in zip(heard.terms, heard.weights, strict=True):
            start, end = first[term], first[term + 1]
            if end - start > COMMON and entries:
                common.append((start, end, weight))
                continue
            entries.append(entry[start:end])
            amounts.append(amount[start:end])
            weights.append(weight)
            sizes.append(end - start)
        if not entries:
            return []
        weighed = np.concatenate(amounts) * np.repeat(np.array(weights, np.float32), sizes)
        sums = np.bincount(np.concatenate(entries), weights=weighed)
        kept = np.flatnonzero(sums > sums.max() * FAINT)
        found = sums[kept]
        for start, end, weight in common:
            rows = entry[start:end]
            place = np.minimum(np.searchsorted(rows, kept), end - start - 1)
            found += np.where(rows[place] == kept, amount[start:end][place] * weight, 0.0)
        pairs = list(zip(kept.tolist(), found.tolist(), strict=True))
        pairs.sort(key=_best_first)
        return pairs[:most]

    def likeness(self, heard: Heard, numbers: Sequence[int]) -> list[Likeness]:
        """For each of these entries (at least one) how alike its phrases are to the message."""
        place_of = np.zeros(
            len(self.rarity), np.uint8
        )  # a byte a term: of the message no more than LOUDEST are looked up
        said = [0.0]
        for term, weight in zip(heard.terms, heard.weights, strict=True):
            if not self._exact[term]:  # marks are not compared, they have spoken in the scores
                place_of[term] = len(said)
                said.append(weight * self.rarity[term])
        whole = math.sqrt(sum([value * value for value in said])) or 1.0
        first_phrase, first_term = self._first_phrase, self._first_term
        terms, toward, openings, bounds = [], [], [], []
        shift = phrases = 0
        for number in numbers:
            start, end = first_phrase[number], first_phrase[number + 1]
            low, high = first_term[start], first_term[end]
            terms.append(self._term[low:high])
            toward.append(self._toward[low:high])
            openings.append(self._starts[start:end] + (shift - low))
            bounds += [phrases, phrases + self._names[number]]
            shift += high - low
            phrases += end - start
        heard_here = np.array(said, np.float32).take(place_of.take(np.concatenate(terms)))
        dots = np.add.reduceat(heard_here * np.concatenate(toward), np.concatenate(openings))
        dots = np.append(dots, np.float32(0.0))  # an entry of nothing but names ends where the last one does
        names = np.maximum.reduceat(dots, bounds)[::2].tolist()
        firsts = bounds[::2]
        best_at = [
            first + int(dots[first:end].argmax()) for first, end in zip(firsts, [*firsts[1:], phrases], strict=True)
        ]
        best = dots[best_at].tolist()
        dots[best_at] = 0.0
        second = np.maximum.reduceat(dots, firsts).tolist()
        spoken = frozenset(heard.terms)
        found = []
        for place, number in enumerate(numbers):
            if not best[place]:
                found.append(Likeness(0.0, 0.0, 0.0, 0.0, -1))
                continue
            phrase = first_phrase[number] + best_at[place] - firsts[place]
            low, high = first_term[phrase], first_term[phrase + 1]
            portions = zip(self._term[low:high].tolist(), self._portion[low:high].tolist(), strict=True)
            found.append(
                Likeness(
                    min(best[place] / whole, 1.0),
                    min(second[place] / whole, 1.0),
                    min(names[place] / whole, 1.0) if self._names[number] else 0.0,
                    sum([portion for term, portion in portions if term in spoken]),
                    phrase,
                )
            )
        return found

    def counted(self, terms: Iterable[tuple[str, float]], entry: int) -> dict[str, float]:
        """What each of these terms (with its weight in the message) adds for one entry; those it does not say are left out."""
        found = {}
        for term, weight in terms:
            number = self.vocabulary.get(term)
            if number is None:
                continue
            start, end = self._first_posting[number], self._first_posting[number + 1]
            place = start + int(np.searchsorted(self._entry[start:end], entry))
            if place < end and self._entry[place] == entry:
                found[term] = weight * float(self._score[place])
        return found


def _names_first(text: Text) -> bool:
    return text.field != "name"


def _ideas(texts: Iterable[Text]) -> frozenset[str]:
    return frozenset([idea for text in texts for idea in text.said.concepts])


def _best_first(pair: tuple[int, float]) -> tuple[float, int]:
    return -pair[1], pair[0]
