"""Reading a message: abbreviations written out, slips mended, fillers set aside, concepts and aspects found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import NamedTuple

from bot.language import exact, figures, marked
from bot.matcher.courtesy import COURTESY, without_courtesy
from bot.matcher.hits import Words, found, looked_up
from bot.matcher.lexicon import Hit, Lexicon, Table
from bot.matcher.places import ABOUT_PLACES, PLACE, unnamed
from bot.matcher.shortforms import ShortForms, Written
from bot.matcher.terms import ASPECT, FILLER, UNHEARD, Said, terms

MOST_WORDS = 400
"""Words looked at; a citizen's longest question has about a hundred, a pasted article thousands."""

MOST_OPEN = 60
"""Words up to which a form that nothing decides is read by each of its meanings; a longer message says enough without it."""

Mend = Callable[[list[str], bool], list[str]]
"""Mends spelling in a list of words; given by the index, because only it knows which words exist here."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as the matcher sees it. ``terms`` maps index terms to their weight in this message (1 for a plain word);
    ``loud`` counts the words that are neither filler nor part of an aspect, ``beyond`` those of them that are in no idea."""

    words: tuple[str, ...]
    folded: tuple[str, ...]
    terms: Mapping[str, float]
    concepts: tuple[str, ...]
    aspects: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    loud: int = 0
    beyond: int = 0
    accented: bool = True
    others: tuple[Reading, ...] = ()
    """The message by each other meaning of a short form that nothing decides; ``terms`` and ``concepts`` hold those too."""


class Reader:
    """Turns texts into readings with one lexicon; the same for what citizens type and for what staff wrote."""

    def __init__(self, lexicon: Lexicon, unmarked: Table | None = None) -> None:
        """``unmarked``: the table for messages typed without marks, where it is another one."""
        self.lexicon = lexicon
        self._look_up = {
            (accented, asks): lru_cache(maxsize=65536)(partial(looked_up, table, accented, asks))
            for accented, table in ((True, lexicon.table), (False, unmarked or lexicon.table))
            for asks in (True, False)
        }
        self._shorts = ShortForms(lexicon.abbreviations, lexicon.known.words)

    def read(self, text: str, mend: Mend | None = None) -> Reading:
        """The reading of the text; ``mend`` corrects words the index does not know."""
        parts = _SENTENCE.split(text) if len(text) >= LONG else [text]
        plain = [self._shorts.split(part, MOST_WORDS) for part in parts]
        first = [self._shorts.written_out(part) for part in plain]
        accented = _typed_with_marks(plain, first)
        reading = self._read([part.words for part in first], accented, mend)
        meanings = max(part.meanings for part in first)
        if meanings == 1 or sum(map(len, plain)) > MOST_OPEN:
            return reading
        others = ([self._shorts.written_out(part, turn).words for part in plain] for turn in range(1, meanings))
        return _all_of(reading, tuple(self._read(written, accented, mend) for written in others))

    def hits(self, typed: Sequence[str], accented: bool) -> list[Hit]:
        """What the lists find in these words."""
        return found(self._words(typed, accented), accented)

    def said(self, text: str) -> list[Said]:
        """What a phrase that staff wrote says, every sentence and place of it on purpose; once for each meaning of a short form
        that nothing decides."""
        plain = self._shorts.split(text, MOST_WORDS)
        first = self._shorts.written_out(plain)
        accented = _typed_with_marks([plain], [first])
        if first.meanings == 1:
            return [self._said(first.words, accented)]
        every = (self._shorts.written_out(plain, turn).words for turn in range(first.meanings))
        return [self._said(words, accented) for words in every]

    def _said(self, words: list[str], accented: bool) -> Said:
        known = self._words(words, accented, asks=False)  # whether staff ask for something does not matter
        return _noticed(words, known.folded, accented, found(known, accented), bytearray(len(words))).said

    def _words(self, typed: Sequence[str], accented: bool, asks: bool = True) -> Words:
        rows = map(self._look_up[accented, asks], typed)
        return Words(*zip(*rows, strict=True)) if typed else Words((), (), (), ())

    def _read(self, written: list[list[str]], accented: bool, mend: Mend | None) -> Reading:
        typed: list[str] = []
        ends: list[int] = []
        for out in written:
            typed += mend(out, accented) if mend is not None else out
            del typed[MOST_WORDS:]
            ends.append(len(typed))
            if len(typed) == MOST_WORDS:
                break
        known = self._words(typed, accented)
        folded = known.folded
        hits, aside = self._places_aside(folded, typed, accented, found(known, accented))
        for start, end, card in figures(folded):
            rest = [hit for hit in hits if hit[0] < start or hit[1] > end]
            ideas = [hit for hit in rest if _idea(hit)]
            if card and (not ideas or any(hit[1] == start for hit in ideas)):
                continue  # «mất căn cước số 0010…» is about the card
            hits = rest
            aside[start:end] = bytes([UNHEARD]) * (end - start)
        noticed = _noticed(typed, folded, accented, hits, aside)
        weighed = terms(noticed.said)
        if len(ends) > 1:
            _set_aside(weighed, typed, folded, ends, hits)
        return Reading(
            tuple(typed),
            folded,
            weighed,
            noticed.concepts,
            tuple(dict.fromkeys(noticed.aspects)),
            tuple(dict.fromkeys(noticed.requests)),
            noticed.loud,
            _beyond(noticed.said.hush, hits),
            accented,
        )

    def _places_aside(
        self, folded: tuple[str, ...], typed: list[str], accented: bool, hits: list[Hit]
    ) -> tuple[list[Hit], bytearray]:
        """The hits without those that touch where somebody lives, and the words of it marked; all hits and no words where the place
        is what is asked about or hardly anything else is said."""
        spoken = bytearray(len(typed))
        places = []
        for start, end, target in hits:
            if target == ("filler", PLACE):
                places.append((start, end))
            else:
                spoken[start:end] = b"\1" * (end - start)
        places += unnamed(folded, typed, spoken, accented, self.lexicon.known)
        aside = bytearray(len(typed))
        for start, end in places:
            aside[start:end] = _FILLERS[: end - start]
        if not places or ("concept", ABOUT_PLACES) in [target for _, _, target in hits]:
            return hits, bytearray(len(typed))
        rest = [hit for hit in hits if not any(aside[hit[0] : hit[1]])]
        said = sum(1 for place, word in enumerate(spoken) if not word and not aside[place])
        if said < ENOUGH_LEFT and not any(kind == "concept" for _, _, (kind, _) in rest):
            return hits, bytearray(len(typed))
        return rest, aside


ENOUGH_LEFT = 3
"""Telling words beside a place from which on the place is not what the message is about."""


def _beyond(hush: bytes, hits: list[Hit]) -> int:
    """How many speaking words stand in no idea."""
    held = bytearray(hush)
    for start, end, _ in filter(_idea, hits):
        held[start:end] = bytes([UNHEARD]) * (end - start)
    return held.count(0)


def _idea(hit: Hit) -> bool:
    return hit[2][0] == "concept"


def _typed_with_marks(plain: list[list[str]], written: list[Written]) -> bool:
    """Whether who typed these sentences types marks; a short form has none to leave out, so it does not show that."""
    kept = sum([part.kept for part in written])
    shown = plain if kept else [part.words for part in written]
    marks = sum([sum(map(marked, part)) for part in shown])
    return marks * 4 >= (kept or sum(map(len, shown)))


class _Noticed(NamedTuple):
    """What the lists find in words: what these say; its ideas as they come; aspects and requests; how many words speak."""

    said: Said
    concepts: tuple[str, ...]
    aspects: list[str]
    requests: list[str]
    loud: int


_FILLERS, _ASPECTS = bytes([FILLER]) * MOST_WORDS, bytes([ASPECT]) * MOST_WORDS
"""Marks for as many words as are looked at."""


def _noticed(typed: list[str], folded: tuple[str, ...], accented: bool, hits: list[Hit], hush: bytearray) -> _Noticed:
    """What the hits make of the words; ``hush`` marks those that are set aside already and is filled further."""
    ideas, aspects, asked, requests, courteous = [], [], [], [], False
    for start, end, (kind, target) in hits:
        if kind == "concept":
            ideas.append((start, end, target))
        elif kind == "request":
            if target != "ending" or end == len(typed):
                requests.append(target)
        elif target != PLACE:  # fillers and aspects say little
            if kind == "aspect":
                aspects.append(target)
                asked.append((start, end))
            else:
                hush[start:end] = _FILLERS[: end - start]
                courteous = courteous or target in COURTESY
    for start, end in asked:
        hush[start:end] = _ASPECTS[: end - start]
    for start, end, _ in ideas:  # a word inside a concept speaks, whatever else it may be
        hush[start:end] = bytes(end - start)
    loud = hush.count(0)
    if courteous:
        first, last = without_courtesy(hits, folded, hush)
        ideas = [(start, end, target) for start, end, target in ideas if first <= start and end <= last]
        hush[:first] = bytes([UNHEARD]) * first
        hush[last:] = bytes([UNHEARD]) * (len(hush) - last)
    concepts = tuple(dict.fromkeys([target for _, _, target in ideas])) if ideas else ()
    ordered = tuple(sorted(concepts)) if len(concepts) > 1 else concepts
    return _Noticed(Said(tuple(typed), bytes(hush), accented, ordered), concepts, aspects, requests, loud)


def _all_of(first: Reading, others: tuple[Reading, ...]) -> Reading:
    """One reading that says what each of these says: a form that nothing decides speaks for all its meanings alike."""
    terms = dict(first.terms)
    for reading in others:
        for term, weight in reading.terms.items():
            if weight > terms.get(term, 0.0):
                terms[term] = weight
    concepts = tuple(dict.fromkeys(idea for reading in (first, *others) for idea in reading.concepts))
    return replace(first, terms=terms, concepts=concepts, others=others)


def _set_aside(
    terms: dict[str, float], typed: list[str], folded: tuple[str, ...], ends: list[int], hits: list[Hit]
) -> None:
    """In a long message, what only stands in sentences that ask nothing weighs less; the last sentence always counts as asking."""
    start = 0
    asked: set[str] = set()
    ideas: set[str] = set()
    aside = False
    for end in ends:
        if end == ends[-1] or any(
            start <= first < end and (kind == "aspect" or (kind, target) == ("request", "ask"))
            for first, _, (kind, target) in hits
        ):
            for place in range(start, end):
                asked.add(folded[place])
                asked.add("=" + exact(typed[place]))
                if place > start:
                    asked.add(folded[place - 1] + " " + folded[place])
            ideas.update(target for first, _, (kind, target) in hits if kind == "concept" and start <= first < end)
        else:
            aside = True
        start = end
    if not aside:
        return
    for term in terms:
        heard = all(idea in ideas for idea in term[1:].split("+")) if term[0] == "#" else term in asked
        if not heard:
            terms[term] *= ASIDE


ASIDE = 0.7
"""Weight of what a long message tells beside its question; 1 and 0.5 did worse on the development questions."""

LONG = 150
"""Letters from which on a message is read sentence by sentence."""

_SENTENCE = re.compile(r"(?<=[.?!;\n])\s+")
