"""From a message to its words: lower case, one Unicode form, digits and letters apart, emoji and marks dropped."""

from __future__ import annotations

import re

from bot.language.letters import nfc

LONGEST = 30
"""Letters of the longest word kept whole; the longest Vietnamese syllable has seven."""

_WORD = re.compile(r"[^\W_]+(?:[&/][^\W_]+)?")
_REPEATED = re.compile(r"(.)\1{2,}")


def words(text: str, most: int = 2000) -> list[str]:
    """The words of the text in order, at most ``most``; «ơiiii» loses its echo, «h/c» stays one word."""
    found = _WORD.findall(nfc(text).lower())[:most]
    return [_REPEATED.sub(r"\1", word)[:LONGEST] if len(word) > 2 else word for word in found]
