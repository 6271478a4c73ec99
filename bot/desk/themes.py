"""Questions that mean the same, together: alike by their words and letters, with or without tone marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from bot.storage.records import UnansweredGroup

_ALIKE = 0.72
"""Share of common words and letters from which two questions count as one; checked by hand on everyday questions."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Questions that mean the same: ``text`` the most asked wording, ``others`` the rest."""

    text: str
    count: int
    best: str
    last_at: datetime
    others: tuple[str, ...]
    ids: tuple[int, ...]


def grouped(groups: Sequence[UnansweredGroup]) -> tuple[Theme, ...]:
    """Joins equal questions further into themes of alike ones; the most asked wording leads each."""
    themes: list[list[UnansweredGroup]] = []
    keys: list[str] = []
    for group in groups:
        key = folded(group.text)
        found = next((n for n, other in enumerate(keys) if alike(key, other)), None)
        if found is None:
            themes.append([group])
            keys.append(key)
        else:
            themes[found].append(group)
    joined = [
        Theme(
            members[0].text,
            sum(one.count for one in members),
            members[0].best,
            max(one.last_at for one in members),
            tuple(one.text for one in members[1:]),
            tuple(number for one in members for number in one.ids),
        )
        for members in themes
    ]
    return tuple(sorted(joined, key=lambda theme: (-theme.count, -theme.ids[0])))


def alike(first: str, second: str) -> bool:
    """Whether two folded questions share most of their words and letters."""
    one, two = set(first.split()), set(second.split())
    if not one or not two or len(one & two) / min(len(one), len(two)) < 0.6:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def folded(text: str) -> str:
    """Lower case without tone marks, so that the two spellings of one question meet."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.replace("đ", "d")).split())


def numbers(text: str) -> list[int]:
    """Row numbers as a form holds them, separated by commas; anything else is left out."""
    return [int(one) for one in text.split(",") if one.isdigit() and len(one) < 19]
