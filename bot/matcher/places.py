"""Where somebody lives: names of units, old and new, which change nothing about what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.language import exact, fold, is_syllable

PLACE = "place"
"""The filler group of known names; other units are known by the word before them."""

ABOUT_PLACES = "don_vi_moi"
"""The idea of asking what became of a place; there its name is what the message is about."""

_UNITS = frozenset({"xã", "phường", "huyện", "quận", "tỉnh", "thôn", "xóm", "ấp", "trấn", "phố", "tp"})
_MARKED = frozenset(exact(unit) for unit in _UNITS)
_PLAIN = frozenset({"xa", "phuong", "huyen", "thon", "tp"})
"""Those that are hardly ever another word where no marks are typed («quan» is also a shop, «tinh» a condition)."""

_NUMBERED = frozenset({"tổ", "phường", "quận", "thôn", "xóm", "khu", "ngõ", "ngách", "ấp", "đội"})
_NUMBERED_MARKED = frozenset(exact(unit) for unit in _NUMBERED)
_NUMBERED_PLAIN = frozenset(fold(unit) for unit in _NUMBERED)

_AFTER = _PLAIN | {"quan", "tinh", "thanh", "cu"}
"""What stands after a name: another unit, or that it is the old one."""

LONGEST = 3
"""Words of the longest name."""

Pairs = Mapping[str, frozenset[str]]
"""First folded word -> the words that follow it somewhere in the content."""


def unnamed(
    folded: Sequence[str], typed: Sequence[str], spoken: bytearray, accented: bool, pairs: Pairs
) -> list[tuple[int, int]]:
    """The (start, end) of units that no list knows: «xã», «phường» ... and the words after it that say nothing here.

    ``spoken`` marks words that some list knows. A unit with a number («tổ 5») counts too.
    """
    found: list[tuple[int, int]] = []
    last = len(folded) - 1
    for place in range(last):
        key = exact(typed[place])
        if folded[place + 1].isdigit():
            known = key in _NUMBERED_MARKED or (not accented and folded[place] in _NUMBERED_PLAIN)
            if known and folded[place + 2 : place + 3] != ["cho"]:  # «o to 5 cho» is a car, «o to 5» a neighbourhood
                found.append((place, place + 2))
        elif (key in _MARKED if accented else key in _MARKED or folded[place] in _PLAIN) and (
            end := _name_end(folded, place + 1, spoken, pairs)
        ):
            found.append((place, end))
    return found


def _name_end(folded: Sequence[str], start: int, spoken: bytearray, pairs: Pairs) -> int:
    """Where the name that starts here ends; 0 when this is no name. A third word belongs to it only where a name must end."""
    end = start
    while end < len(folded) and end - start < LONGEST and not spoken[end] and is_syllable(folded[end]):
        if folded[end] in pairs.get(folded[end - 1], ()):
            break
        end += 1
    if end - start < LONGEST or end == len(folded) or folded[end] in _AFTER:
        return end if end - start >= 2 else 0
    return start + 2


def pairs(rows: Sequence[Sequence[str]]) -> Pairs:
    """The pairs of neighbours in rows of words."""
    found: dict[str, set[str]] = {}
    for row in rows:
        before = ""
        for word in row:
            key = fold(word)
            if before:
                found.setdefault(before, set()).add(key)
            before = key
    return {word: frozenset(after) for word, after in found.items()}
