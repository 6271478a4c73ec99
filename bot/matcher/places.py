"""Where somebody lives: names of units, old and new, which change nothing about what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language import exact, fold, is_syllable, near_key

PLACE = "place"
"""The filler group of known names; other units are known by the word before them."""

ABOUT_PLACES = "don_vi_moi"
"""The idea of asking what became of a place; there its name is what the message is about."""

_UNITS = frozenset({"xã", "phường", "huyện", "quận", "tỉnh", "thôn", "xóm", "ấp", "trấn", "phố", "tp"})
_MARKED = frozenset(exact(unit) for unit in _UNITS)
_PLAIN = frozenset({"xa", "phuong", "huyen", "thon", "tp"})
"""Those that are hardly ever another word where no marks are typed («quan» is also a shop, «tinh» a condition)."""

_CALLED = exact("tên")
_ONESELF = frozenset({"toi", "tui", "em", "minh", "chau", "con"})

_NUMBERED = frozenset({"tổ", "phường", "quận", "thôn", "xóm", "khu", "ngõ", "ngách", "ấp", "đội"})
_NUMBERED_MARKED = frozenset(exact(unit) for unit in _NUMBERED)
_NUMBERED_PLAIN = frozenset(fold(unit) for unit in _NUMBERED)

_AFTER = _PLAIN | {"quan", "tinh", "thanh", "cu"}
"""What stands after a name: another unit, or that it is the old one."""

LONGEST = 3
"""Words of the longest name."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the content says: its words (folded, and by their marks) and which folded word follows which."""

    words: frozenset[str]
    pairs: Mapping[str, frozenset[str]]


def unnamed(
    folded: Sequence[str], typed: Sequence[str], spoken: bytearray, accented: bool, known: Known
) -> list[tuple[int, int]]:
    """The (start, end) of units that no list knows: «xã», «phường» ... and the words after it that say nothing here.

    ``spoken`` marks words that some list knows. A unit with a number («tổ 5») counts too, and so does what somebody is called
    («mình tên Lan»).
    """
    found: list[tuple[int, int]] = []
    for place in range(len(folded) - 1):
        key, start = exact(typed[place]), place + 1
        if key == _CALLED and place and folded[place - 1] in _ONESELF:
            start += folded[start] == "la"
            if (end := _name_end(folded, start, spoken, known, 1)) > start:
                found.append((place, end))
            continue
        if folded[start].isdigit():
            unit = key in _NUMBERED_MARKED or (not accented and folded[place] in _NUMBERED_PLAIN)
            if unit and "cho" not in folded[start + 1 : start + 2]:  # «o to 5 cho» is a car, «o to 5» a neighbourhood
                found.append((place, start + 1))
        elif key in _MARKED or (not accented and folded[place] in _PLAIN):
            end = _name_end(folded, start, spoken, known)
            if any(near_key(word) not in known.words for word in typed[start:end]):
                found.append((place, end))
    return found


def _name_end(folded: Sequence[str], start: int, spoken: bytearray, known: Known, least: int = 2) -> int:
    """Where the name of at least so many words that starts here ends, its start when this is no name; a third word only where a
    name must end."""
    end = start
    while end < len(folded) and end - start < LONGEST and not spoken[end] and is_syllable(folded[end]):
        if folded[end] in known.pairs.get(folded[end - 1], ()):
            break
        end += 1
    if end - start < least:
        return start
    return end if end - start < LONGEST or end == len(folded) or folded[end] in _AFTER else start + 2


def known(rows: Iterable[Sequence[str]]) -> Known:
    """The words and pairs of neighbours in rows of words."""
    every: set[str] = set()
    beside: set[tuple[str, str]] = set()
    for row in rows:
        every.update(row)
        beside.update(pairwise(row))
    pairs: dict[str, set[str]] = {}
    for one, other in beside:
        pairs.setdefault(fold(one), set()).add(fold(other))
    return Known(
        frozenset(key for word in every for key in (near_key(word), fold(word))),
        {word: frozenset(after) for word, after in pairs.items()},
    )
