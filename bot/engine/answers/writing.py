"""How typed text is cleaned and compared before it is read; the citizen's own letters are never rewritten."""

from __future__ import annotations

import re
import unicodedata

_KEPT_FORMAT = frozenset()  # type: frozenset[str]
_SPACES = re.compile(r"\s+")
_LOOKALIKES = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "|": "1"})


def clean(text: str) -> str:
    """NFC, without control, zero-width and direction marks, runs of white space as one space."""
    composed = unicodedata.normalize("NFC", text)
    spaced = _SPACES.sub(" ", composed)
    kept = "".join(letter for letter in spaced if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    return unicodedata.normalize("NFC", _SPACES.sub(" ", kept)).strip()


def fold(text: str) -> str:
    """Lower case without tone and vowel marks, đ as d: for comparing, never for keeping."""
    lowered = text.lower().replace("đ", "d")
    bare = "".join(letter for letter in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare)


def ascii_digits(text: str) -> str:
    """Any decimal digit of any script as 0-9."""
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def unmistake_digits(text: str) -> str:
    """Letters typed for digits (O for 0, l or I for 1) put right, where the text is otherwise a number."""
    return text.translate(_LOOKALIKES)


def words(text: str) -> tuple[str, ...]:
    """The folded words and numbers of ``text`` in order."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


def marked(text: str) -> bool:
    """Whether ``text`` carries any Vietnamese mark."""
    return fold(text) != text.lower()
