"""Letters: one Unicode form, folding of marks, and a key that ignores where the tone mark was put."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
"""Grave, acute, hook, tilde, dot below; the digit is our own, 0 is no mark."""

_FINAL_Y = re.compile(r"^([hklmstv]|qu)y$")
"""«kỹ» and «kĩ» are one word; «thúy» and «thúi» are not, so only a lone y after these letters."""

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]")
"""Zero-width and direction marks: pasted along with a text, never meant."""


_LAST_Y = re.compile(r"(?<![^ ])([hklmstv]|qu)y(?![^ ])")

_BARE = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for block in (range(0xC0, 0x250), range(0x1E00, 0x1F00))
    for code in block
    if unicodedata.normalize("NFD", chr(code))[0].isascii()
} | {ord("đ"): "d", ord("Đ"): "d"}
"""Latin letters with marks -> without: what nearly every message is made of, in one pass."""

_PILE = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")
"""More marks on one letter than any language has; sorting them takes the square of their number."""

_LOOSE = re.compile(f"[\u0300-\u036f{INVISIBLE.pattern[1:]}")
"""A mark apart from its letter, or an invisible one: few texts hold any."""

LONGEST_WORD = 30
"""Letters of the longest text whose keys are remembered: words are, what somebody says of himself is not."""


def nfc(text: str) -> str:
    """The text in Unicode NFC, without zero-width and direction marks; of marks piled on one letter four are kept."""
    if text.isascii():
        return text
    if _LOOSE.search(text):
        text = _PILE.sub(r"\1", INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without any mark, đ as d; a last i written y counts as i («đăng kí» = «đăng ký»)."""
    return folded_word(text) if len(text) <= LONGEST_WORD and " " not in text else _folded(text)


def _folded(text: str) -> str:
    plain = text.lower().translate(_BARE)
    if not plain.isascii():
        parts = unicodedata.normalize("NFD", _PILE.sub(r"\1", plain))
        plain = "".join([letter for letter in parts if not unicodedata.combining(letter)]).translate(_BARE)
    return _LAST_Y.sub(r"\1i", plain) if "y" in plain else plain


folded_word = lru_cache(maxsize=65536)(_folded)


def _last_i(word: str) -> str:
    return word[:-1] + "i" if word[-1:] == "y" and _FINAL_Y.match(word) else word


@lru_cache(maxsize=65536)
def exact(word: str) -> str:
    """The word with its letters and its tone, wherever the tone was put: «hoà» and «hòa» give «hoa1»; no tone gives 0."""
    word = word.lower()
    if word.isascii():
        return _last_i(word) + "0"
    letters, tone = [], "0"
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONES:
            tone = _TONES[letter]
        else:
            letters.append(letter)
    return _last_i(unicodedata.normalize("NFC", "".join(letters))) + tone


def toneless(word: str) -> str:
    """The word without its tone but with its letters (ă â đ ê ô ơ ư kept)."""
    return exact(word)[:-1]


@lru_cache(maxsize=65536)
def marked(word: str) -> bool:
    """Whether any Vietnamese mark was typed in the word (a tone, or a letter such as đ or ơ)."""
    return not word.isascii() and word.lower() != fold(word)


def near_key(word: str) -> str:
    """A word as others are compared with it: typed with marks, that very word; without marks, any word of these letters."""
    return exact(word) if marked(word) else fold(word)


class Spelled(NamedTuple):
    """One typed word as it is compared: without marks; with its marks, empty where it has none; and as its ``exact`` key."""

    folded: str
    marks: str
    exact: str


@lru_cache(maxsize=65536)
def spelled(word: str) -> Spelled:
    """The keys of a word, made once for each word there is."""
    return Spelled(fold(word), exact(word) if marked(word) else "", exact(word))


def slip_of_tone(typed: str, meant: str) -> bool:
    """Whether one word is another (both by their ``marks``) with the tone left out or taken for its like, hook for tilde."""
    if not typed:
        return meant[:-1].isascii()
    return typed[:-1] == meant[:-1] and (typed[-1:] == "0" or {typed[-1:], meant[-1:]} == {"3", "4"})
