"""The order of Vietnamese words in lists: by letters (a ă â b c d đ e ê …) first, by tones where the letters are the same."""

from __future__ import annotations

import unicodedata

_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\N{COMBINING GRAVE ACCENT}": 1, "\N{COMBINING HOOK ABOVE}": 2, "\N{COMBINING TILDE}": 3,
          "\N{COMBINING ACUTE ACCENT}": 4, "\N{COMBINING DOT BELOW}": 5}  # fmt: skip

Key = tuple[list[tuple[int, str]], list[int], str]


def ordering(text: str) -> Key:
    """The key by which ``sorted`` puts texts in dictionary order; signs and digits stand before letters."""
    letters, tones = list[tuple[int, str]](), list[int]()
    for sign in unicodedata.normalize("NFC", text.casefold()):
        parts = unicodedata.normalize("NFD", sign)
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        letters.append((_LETTERS.get(bare, -1), bare))
        tones.append(next((_TONES[part] for part in parts if part in _TONES), 0))
    return letters, tones, text
