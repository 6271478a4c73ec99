"""What the lists find in the words of a message: every phrase that stands there, and what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.language import slip_of_tone, spelled
from bot.matcher.lexicon import Alone, Hit, Rows, Table, Target


class Words(NamedTuple):
    """Words as the lists know them, each column in the order of the words: without marks; their marks; what each alone is, by the
    marks it has then; and the longer phrases it opens, by their second word."""

    folded: tuple[str, ...]
    marks: tuple[str, ...]
    alone: tuple[tuple[tuple[str, Target], ...], ...]
    longer: tuple[Mapping[str, Rows] | None, ...]


Row = tuple[str, str, tuple[tuple[str, Target], ...], Mapping[str, Rows] | None]


def looked_up(table: Table, accented: bool, asks: bool, typed: str) -> Row:
    """The row of one word; where marks are typed, alone it is only what has these marks; no request without ``asks``."""
    folded, marks, _ = spelled(typed)
    alone, longer = table.get(folded, _NOTHING)
    forms = [(marks, alone.get(marks, ()))] if accented else alone.items()
    kept = [(form, target) for form, targets in forms for target in targets if asks or target[0] != "request"]
    return folded, marks, tuple(kept), longer or None


_NOTHING: tuple[Alone, Mapping[str, Rows]] = ({}, {})


def found(words: Words, accented: bool) -> list[Hit]:
    """All phrases of the lists in the words, the longer ones first, as (start, end, target); they may overlap.

    Where the message is typed with marks, a phrase of one word must have the same marks; longer phrases forgive slips. Where it is
    typed without, a word is no idea that the longer phrases around it do not let it be: «doi» in «qua doi» is no «đổi».
    """
    hits: list[Hit] = []
    folded, marks, alone, longer = words
    size = len(folded)
    meant: dict[int, str] = {}
    for start, rows in enumerate(longer):
        if rows is not None and start + 1 < size and (group := rows.get(folded[start + 1])):
            for phrase, target in group:
                end = start + len(phrase.folded)
                here = end == start + 2 or (end <= size and folded[start:end] == phrase.folded)
                if here and (not accented or _same(phrase.exact, marks[start:end])):
                    hits.append((start, end, target))
                    if not accented:
                        meant.update(zip(range(start, end), phrase.exact, strict=True))
    if accented or not meant:
        return hits + [(start, start + 1, target) for start, kinds in enumerate(alone) for _, target in kinds]
    return hits + [
        (start, start + 1, target)
        for start, kinds in enumerate(alone)
        for form, target in kinds
        if not form or target[0] != "concept" or meant.get(start, form) in {form, ""}
    ]


def _same(wanted: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    """Whether words of the same letters have these marks; of two words one may lack its tone or have it slipped, of more one may
    be any other."""
    if wanted == typed:
        return True
    differing = [(want, word) for want, word in zip(wanted, typed, strict=True) if want != word]
    return len(differing) == 1 and (len(wanted) > 2 or slip_of_tone(differing[0][1], differing[0][0]))
