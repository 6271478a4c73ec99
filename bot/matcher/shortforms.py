"""Short forms in what is typed: which words they are made of, and what the words around them let them mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.language import near_key, untype, words
from bot.matcher.lexicon import Short, unjoined

_JOINT = re.compile("[/&]")
_JOINED = re.compile("[/&\uff0f\uff06]")
"""A joint as typed: full-width letters become plain ones among the words."""

NEAR = 4
"""Words either side within which a word counts as near."""


class Written(NamedTuple):
    """Words with the short forms written out, the meanings of the most open one, and how many words were none."""

    words: list[str]
    meanings: int
    kept: int


class ShortForms:
    """The short forms of one lexicon."""

    def __init__(self, table: Mapping[tuple[str, ...], tuple[Short, ...]], whole: frozenset[str] = frozenset()) -> None:
        """``whole``: words that are what they look like («visa»), no residue of typing marks."""
        self._table = table
        kept = whole | {typed[0] for typed in table if len(typed) == 1}
        self._plain = lru_cache(maxsize=65536)(lambda word: word if word in kept else untype(word))
        self._openers: dict[str, tuple[int, ...]] = {}
        for typed in table:
            sizes = {len(typed), *self._openers.get(typed[0], ())}
            self._openers[typed[0]] = tuple(sorted(sizes, reverse=True))

    def split(self, text: str, most: int) -> list[str]:
        """At most ``most`` words, keyboard residue undone; what a slash joins is told apart unless it is one short form."""
        found = words(text, most)
        if not _JOINED.search(text):
            return list(map(self._plain, found))
        out: list[str] = []
        for word in found:
            if "/" in word or "&" in word:
                form = unjoined(word)
                known = form in self._openers
                out += [form] if known else [word] if word[0].isdigit() else map(untype, _JOINT.split(word))
            else:
                out.append(self._plain(word))
        return out

    def written_out(self, typed: list[str], turn: int = 0) -> Written:
        """The words with short forms written out, each form that nothing decides by its ``turn``-th meaning."""
        openers = self._openers
        if openers.keys().isdisjoint(typed):
            return Written(typed, 1, len(typed))
        out: list[str] = []
        meanings = 1
        place = kept = 0
        for start, word in enumerate(typed):
            if word not in openers or start < place:
                continue
            for size in openers[word]:
                shorts = self._table.get(tuple(typed[start : start + size]))
                if shorts is None or (short := _fitting(shorts, out + typed[place:start], typed, start + size)) is None:
                    continue
                meanings = max(meanings, len(short.meanings))
                kept += start - place
                out += typed[place:start]
                out += short.meanings[min(turn, len(short.meanings) - 1)]
                place = start + size
                break
        if not place:
            return Written(typed, 1, len(typed))
        return Written(out + typed[place:], meanings, kept + len(typed) - place)


def _fitting(shorts: tuple[Short, ...], before: list[str], typed: list[str], after: int) -> Short | None:
    """The first way to write out a form that the words around it allow; ``before`` is written out already. A form that is the whole
    message has nothing around it: it is what it is everywhere, or else what it is first of all."""
    if not shorts[0].near:
        return shorts[0]
    if not before and after == len(typed):
        return shorts[0] if shorts[-1].near else shorts[-1]
    around = {near_key(word) for word in before[-NEAR:]}.union(near_key(word) for word in typed[after : after + NEAR])
    return next((short for short in shorts if not short.near or not short.near.isdisjoint(around)), None)
