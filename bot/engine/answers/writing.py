"""How typed text is cleaned before it is read, and the slips of fingers that numbers carry."""

from __future__ import annotations

import re
import unicodedata

from bot.language import fold, nfc

_SPACES = re.compile(r"\s+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LOOKALIKES = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "|": "1"})


def clean(text: str) -> str:
    """NFC, without control, zero-width and direction marks, runs of white space as one space; letters stay as typed."""
    spaced = _SPACES.sub(" ", nfc(text))
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) not in _UNSEEN)
    return _SPACES.sub(" ", nfc(seen)).strip()


def ascii_digits(text: str) -> str:
    """Decimal digits of any script as 0-9."""
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def unmistake_digits(text: str) -> str:
    """Letters typed for digits put right (O for 0, l or I for 1); only for text that is otherwise a number."""
    return text.translate(_LOOKALIKES)


def folded_words(text: str) -> tuple[str, ...]:
    """The folded words and numbers of ``text`` in order."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))
