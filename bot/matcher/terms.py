"""Index terms: what of a phrase is looked up; made for one message, and for all phrases of a catalogue at once in arrays."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, count
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.language import is_syllable, spelled

QUIET = 0.12
"""Weight of a filler or aspect word: enough to tell apart two otherwise equal phrases, no more."""

HALF_QUIET = 0.5
"""Weight of a pair of which one word is a filler."""

FILLER, ASPECT, UNHEARD = 1, 2, 3
"""Marks of words in ``Said.hush``: of a filler; of an aspect, which makes no pair with what it is asked of («khai sinh | mất bao
lâu»); of what is left out altogether."""

MOST_IDEAS = 12
"""Ideas of one phrase that make terms."""

_MYSELF_PLAIN = frozenset({"em", "tui", "toi"})
_MYSELF = _MYSELF_PLAIN | {"tôi", "mình", "tớ", "tao"}
"""What people call themselves; without marks only the words that are hardly anything else."""
_I = "toi"

Numbers = npt.NDArray[np.int32]
Amounts = npt.NDArray[np.float32]

_SHARES = np.array([QUIET, HALF_QUIET, 1.0], np.float32)
_PAIRS = (1.0, HALF_QUIET, QUIET, QUIET, QUIET)
"""Weight of a pair by the sum of its marks."""


class Said(NamedTuple):
    """Words as a phrase says them: each with its mark in ``hush`` (0: it speaks, ``FILLER``, ``ASPECT``, ``UNHEARD``), whether
    they are typed with marks, and the ideas found in them, in order."""

    words: tuple[str, ...]
    hush: bytes
    accented: bool
    concepts: tuple[str, ...]


class _Forms(NamedTuple):
    """One typed word as terms: folded where marks are typed and where not, and with its marks; empty where it makes no term."""

    marked: str
    plain: str
    exact: str


@lru_cache(maxsize=65536)
def _forms(typed: str) -> _Forms:
    folded, marks, exact = spelled(typed)
    if len(folded) > 4 and folded.isdigit():
        return _Forms("", "", "")  # a telephone or identity number says nothing about the matter
    marked = _I if typed in _MYSELF else folded  # whatever somebody calls himself, it is he who asks
    plain = _I if typed in _MYSELF_PLAIN else folded
    return _Forms(marked, plain, "=" + exact if marks or is_syllable(marked) else "")


def terms(said: Said) -> dict[str, float]:
    """The terms of one phrase with their weights, 1 for a word that speaks: folded words, words with their marks (``=``), pairs of
    neighbours, ideas (``#``) and pairs of ideas."""
    found: dict[str, float] = {}
    known = found.get
    before, before_hushed = "", FILLER
    accented = said.accented
    for typed, hushed in zip(said.words, said.hush, strict=True):
        marked, plain, exact = _forms(typed)
        word = marked if accented else plain
        if not word or hushed == UNHEARD:
            continue
        weight = QUIET if hushed else 1.0
        if weight > known(word, 0.0):
            found[word] = weight
        if accented and exact and weight > known(exact, 0.0):
            found[exact] = weight
        if before:
            pair = before + " " + word
            weight = _PAIRS[hushed + before_hushed]
            if weight > known(pair, 0.0):
                found[pair] = weight
        before, before_hushed = word, hushed
    for idea in _ideas(said.concepts):
        found[idea] = 1.0
    return found


def _ideas(concepts: Sequence[str]) -> list[str]:
    few = concepts[:MOST_IDEAS]
    return ["#" + one for one in few] + ["#" + one + "+" + other for one, other in combinations(few, 2)]


def term_type(term: str) -> str:
    """Which kind of term this is: word, exact, pair, concept or concepts (a pair of them)."""
    if term[0] == "=":
        return "exact"
    if term[0] == "#":
        return "concepts" if "+" in term else "concept"
    return "pair" if " " in term else "word"


class Lines(NamedTuple):
    """The terms of many phrases, phrase by phrase: ``vocabulary`` numbers them, ``types`` has each one's type; ``term``, ``share``
    and ``phrase`` say that the phrase of this number holds that term with that weight. Phrases without a term have no number;
    ``kept`` are the places of the others in what was added."""

    vocabulary: Mapping[str, int]
    types: Sequence[str]
    term: Numbers
    share: Amounts
    phrase: Numbers
    kept: Numbers


class Phrases:
    """Phrases collected one by one as numbers of their words, so that nothing else of them is kept."""

    def __init__(self) -> None:
        self._number: defaultdict[str, int] = defaultdict(count().__next__)
        self._typed = array("i")
        self._hush = bytearray()
        self._accented = bytearray()
        self._sizes = array("i")
        self._idea: defaultdict[str, int] = defaultdict(count().__next__)
        self._ideas_of: dict[tuple[str, ...], array[int]] = {}
        self._held = array("i")
        self._holds = array("i")

    def __len__(self) -> int:
        return len(self._sizes)

    def add(self, said: Said) -> None:
        """Takes one more phrase."""
        self._typed.extend(map(self._number.__getitem__, said.words))
        self._hush += said.hush
        self._accented.append(said.accented)
        self._sizes.append(len(said.words))
        held = self._ideas_of.get(said.concepts)
        if held is None:
            held = array("i", map(self._idea.__getitem__, _ideas(said.concepts)))
            self._ideas_of[said.concepts] = held
        self._held += held
        self._holds.append(len(held))

    def text(self, place: int) -> str:
        """The words of the phrase at this place, with spaces between."""
        first = sum(self._sizes[:place])
        names = list(self._number)
        return " ".join([names[number] for number in self._typed[first : first + self._sizes[place]]])

    def used(
        self, spoken: Iterable[Sequence[str]] = ()
    ) -> tuple[list[tuple[str, int]], list[tuple[tuple[str, str], int]]]:
        """How often each typed word, and each pair of neighbours, stands in the phrases and in further rows ``spoken``; the most
        frequent first."""
        number = defaultdict(count(len(self._number)).__next__, self._number)
        row_by_row, sizes = array("i", self._typed), array("i", self._sizes)
        for row in spoken:
            row_by_row.extend(map(number.__getitem__, row))
            sizes.append(len(row))
        names, size = list(number), len(number) or 1
        typed = _view(row_by_row).astype(np.int64)
        inner = np.ones(len(typed) + 1, bool)
        inner[starts(_view(sizes))] = False
        keys, times = np.unique((typed[:-1] * size + typed[1:])[inner[1:-1]], return_counts=True)
        alone = np.bincount(typed, minlength=len(names))
        first, then = np.argsort(-alone, kind="stable"), np.argsort(-times, kind="stable")
        words = [(names[one], uses) for one, uses in zip(first.tolist(), alone[first].tolist(), strict=True)]
        one, other = np.divmod(keys[then], size)
        pairs = zip(one.tolist(), other.tolist(), times[then].tolist(), strict=True)
        return words, [((names[before], names[after]), uses) for before, after, uses in pairs]

    def lines(self) -> Lines:
        """What ``terms`` gives for each of the phrases, in arrays: within a phrase by term number."""
        forms = [_forms(word) for word in self._number]
        word_number: defaultdict[str, int] = defaultdict(count().__next__)
        exact_number: defaultdict[str, int] = defaultdict(count().__next__)
        marked = np.array([word_number[form.marked] if form.marked else -1 for form in forms], np.int64)
        plain = np.array([word_number[form.plain] if form.plain else -1 for form in forms], np.int64)
        exact = np.array([exact_number[form.exact] if form.exact else -1 for form in forms], np.int64)

        sizes = _view(self._sizes)
        phrase = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
        accented = np.frombuffer(self._accented, np.bool_)[phrase]
        typed, hush = _view(self._typed), np.frombuffer(self._hush, np.uint8)
        word = np.where(accented, marked[typed], plain[typed]) if len(typed) else np.zeros(0, np.int64)
        spoken = (word >= 0) & (hush != UNHEARD)
        word, phrase, accented, typed = word[spoken], phrase[spoken], accented[spoken], typed[spoken]
        hush = hush[spoken].astype(np.int64)
        loud = np.where(hush, 0, 2)
        beside = np.flatnonzero(phrase[1:] == phrase[:-1])
        words, exacts = len(word_number), len(exact_number)
        pair_keys, pair = np.unique(word[beside] * words + word[beside + 1], return_inverse=True)
        shown = np.flatnonzero(accented & (exact[typed] >= 0))
        holds = _view(self._holds)

        term = np.concatenate([
            word,
            exact[typed[shown]] + words,
            pair.reshape(-1) + (words + exacts),
            _view(self._held).astype(np.int64) + (words + exacts + len(pair_keys)),
        ])  # fmt: skip
        holder = np.repeat(np.arange(len(holds), dtype=np.int64), holds)
        owner = np.concatenate([phrase, phrase[shown], phrase[beside], holder])
        loudness = np.concatenate([
            loud, loud[shown], np.maximum(2 - hush[beside] - hush[beside + 1], 0), np.full(len(holder), 2, np.int64)
        ])  # fmt: skip

        names = list(word_number)
        first, second = (pair_keys // (words or 1)).tolist(), (pair_keys % (words or 1)).tolist()
        every = [
            *names,
            *exact_number,
            *[names[one] + " " + names[other] for one, other in zip(first, second, strict=True)],
            *self._idea,
        ]
        size = len(every) or 1
        rows = np.sort((owner * size + term) * 4 + loudness)  # of a term said twice the loudest comes last
        row = rows >> 2
        last = np.ones(len(row), bool)
        last[:-1] = row[1:] != row[:-1]
        owner, term = np.divmod(row[last], size)
        # a word typed without marks has been given a form with marks, and of two plain forms one may never be used
        used = np.bincount(term, minlength=len(every)) > 0
        held = np.bincount(owner, minlength=len(sizes)) > 0
        vocabulary = [every[number] for number in np.flatnonzero(used).tolist()]
        return Lines(
            dict(zip(vocabulary, range(len(vocabulary)), strict=True)),
            list(map(term_type, vocabulary)),
            (np.cumsum(used) - 1).astype(np.int32)[term],
            _SHARES[rows[last] & 3],
            (np.cumsum(held) - 1).astype(np.int32)[owner],
            np.flatnonzero(held).astype(np.int32),
        )


def in_order(numbers: Numbers) -> npt.NDArray[np.intp]:
    """The places of the numbers (none negative) from the least to the greatest, equal ones as they stand: ``argsort`` by halves of
    their digits, for which numpy has a way three times as fast."""
    low = np.argsort((numbers & 0xFFFF).astype(np.uint16), kind="stable")
    return low[np.argsort((numbers >> 16).astype(np.uint16)[low], kind="stable")]


def starts(sizes: npt.NDArray[np.integer]) -> list[int]:
    """Where each run begins when runs of these sizes stand in a row, and where the last one ends."""
    return [0, *np.cumsum(sizes).tolist()]


def _view(numbers: array[int]) -> Numbers:
    return np.frombuffer(numbers, np.int32) if len(numbers) else np.zeros(0, np.int32)
