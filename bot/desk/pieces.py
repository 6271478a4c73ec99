"""A citizen's message cut into pieces, each with what it was read as, so that the page can colour what counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.desk.pages import long_numbers, masked, unhidden
from bot.language import fold, words

_TOKEN = re.compile(r"\S+")
_PARTED = 12
"""Words read in a row that differ from what was typed, up to which it is worked out which stands for which."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the message as typed (what is private masked), and the places in the reading that it stands for; ``read`` is what
    it was read as where that differs: a short form written out, a slip mended."""

    text: str
    places: tuple[int, ...]
    read: str = ""
    number: bool = False


def pieces(text: str, read: Sequence[str]) -> tuple[Piece, ...]:
    """The message in order; together the pieces hold every word of it. ``read`` are the words of the matcher's reading."""
    spans = _spans(text)
    owners: list[int] = []
    typed: list[str] = []
    for number, (start, end) in enumerate(spans):
        for word in words(unhidden(text[start:end])):
            owners.append(number)
            typed.append(fold(word))
    firsts, meant = _aligned(typed, owners, [fold(word) for word in read], len(spans))
    hidden = long_numbers(text)
    found: list[Piece] = []
    number = 0
    while number < len(spans):
        last = number
        while last + 1 < len(spans) and firsts[last + 1] == firsts[number]:
            last += 1
        start, end = spans[number][0], spans[last][1]
        places = tuple(meant[number])
        shown = " ".join(read[place] for place in places)
        same = fold(shown) == fold(" ".join(words(text[start:end])))
        private = any(low < end and start < high for low, high in hidden)
        found.append(Piece(masked(text[start:end]), places, "" if same or private else shown, private))
        number = last + 1
    return tuple(found)


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the words of the text stand; a long number with spaces inside is one."""
    hidden = long_numbers(text)
    spans: list[tuple[int, int]] = []
    for hit in _TOKEN.finditer(text):
        start, end = hit.span()
        if spans and any(low < spans[-1][1] and start < high for low, high in hidden):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _aligned(
    typed: Sequence[str], owners: Sequence[int], read: Sequence[str], size: int
) -> tuple[list[int], list[list[int]]]:
    """For each token the first token of the group it belongs to, and the places in the reading of the group's first token.

    Tokens that were read as something else together («vn eid» as «vneid») are one group.
    """
    firsts, meant = list(range(size)), [list[int]() for _ in range(size)]
    for tag, low, high, start, end in SequenceMatcher(None, typed, read, autojunk=False).get_opcodes():
        if tag == "equal":
            for word, place in zip(range(low, high), range(start, end), strict=True):
                meant[firsts[owners[word]]].append(place)
        elif tag == "replace" and high - low <= end - start <= _PARTED:
            for word, run in zip(range(low, high), _parted(typed[low:high], read[start:end]), strict=True):
                meant[firsts[owners[word]]].extend(range(start + run[0], start + run[1]))
        elif tag == "replace":
            first = firsts[owners[low]]
            for word in range(low, high):
                firsts[owners[word]] = first
            meant[first].extend(range(start, end))
    return firsts, meant


def _parted(typed: Sequence[str], read: Sequence[str]) -> list[tuple[int, int]]:
    """Which run of the read words each typed word stands for: «mún lm gks» is «muốn | làm | giấy khai sinh»; each has one."""
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}
    for number, word in enumerate(typed):
        left = len(typed) - number - 1
        step: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for start, (value, runs) in best.items():
            ends = range(start + 1, len(read) - left + 1) if left else [len(read)]
            for end in ends:
                total = value + _likely(word, read[start:end])
                if end not in step or total > step[end][0]:
                    step[end] = (total, [*runs, (start, end)])
        best = step
    return best[len(read)][1]


def _likely(word: str, run: Sequence[str]) -> float:
    """How well a typed word stands for these: by its letters, or by their first letters when it is a short form."""
    whole = SequenceMatcher(None, word, "".join(run), autojunk=False).ratio()
    initials = "".join(one[:1] for one in run)
    return max(whole, SequenceMatcher(None, word, initials, autojunk=False).ratio() if len(run) > 1 else 0.0)
