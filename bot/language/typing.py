"""What keyboards leave behind: Telex and VNI keys that were not turned into marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.language.letters import exact, nfc
from bot.language.syllables import is_syllable

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_DOUBLED = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ"}
_HORNED = {"a": "ă", "o": "ơ", "u": "ư"}
_VNI_LETTERS = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}
_LETTERS = re.compile(r"[^\W_]+")


_INNER_Y = re.compile("(?<=[hklmst])[yýỳỷỹỵ](?=[bcdđghklmnpqrstvx])")
_AS_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")

GLUED = 5
"""Letters from which on a word that is no syllable may be several typed without spaces."""


def _as_i(y: re.Match[str]) -> str:
    return y[0].translate(_AS_I)


@lru_cache(maxsize=65536)
def untype(word: str) -> str:
    """The word with Telex or VNI keys turned into marks («tinhr» → «tỉnh», «d9ang» → «đang»), where a syllable results.

    A word that is a syllable already is never touched; anything else without a reading comes back as it was, but for the y inside
    words typed without spaces: «dangkykhaisinh» gets the i that «đăng kí» has everywhere inside the matcher.
    """
    size = len(word)
    if size < 3 or is_syllable(word) or not _LETTERS.fullmatch(word):
        return word
    if size > GLUED:
        word = _INNER_Y.sub(_as_i, word)
    if size > 12:
        return word
    keys = word.lower()
    for attempt in (_telex, _vni):
        read = attempt(keys)
        if read and read != keys and is_syllable(read):
            return read
    return word


def _telex(keys: str) -> str:
    tone, letters = "", ""
    for index, key in enumerate(keys):
        before = letters[-1:]
        if key in _TELEX_TONES and index and (key not in "sxr" or not _opens(letters)):
            tone = _TELEX_TONES[key]
        elif key == "w":
            letters = _horn(letters)
        elif key in "aeod" and _DOUBLED.get(before + key):
            letters = letters[:-1] + _DOUBLED[before + key]
        elif key in "aeo" and key in letters[-3:] and not _opens(letters) and letters[-1] not in "aeiouy":
            place = letters.rindex(
                key
            )  # «thuongf» aside, «tienej» marks the vowel that stands before the last consonants
            letters = letters[:place] + _DOUBLED[key * 2] + letters[place + 1 :]
        elif key == "d" and letters.startswith("d"):
            letters = "đ" + letters[1:]
        else:
            letters += key
    return _with_tone(letters, tone)


def _opens(letters: str) -> bool:
    """Whether no vowel has been typed yet, so that the next key is still a letter."""
    return not any(letter in "aăâeêioôơuưy" for letter in letters)


def _horn(letters: str) -> str:
    if "uo" in letters:
        return letters.replace("uo", "ươ", 1)
    for index in range(len(letters) - 1, -1, -1):
        if letters[index] in _HORNED:
            return letters[:index] + _HORNED[letters[index]] + letters[index + 1 :]
    return letters + "ư"


def _vni(keys: str) -> str:
    tone, letters = "", ""
    for key in keys:
        if key in _VNI_TONES and letters:
            tone = _VNI_TONES[key]
        elif key in _VNI_LETTERS and letters:
            if key == "7" and "uo" in letters:
                letters = letters.replace("uo", "ươ", 1)
                continue
            for index in range(len(letters) - 1, -1, -1):
                if letters[index] in _VNI_LETTERS[key]:
                    letters = letters[:index] + _VNI_LETTERS[key][letters[index]] + letters[index + 1 :]
                    break
        else:
            letters += key
    return _with_tone(letters, tone)


def _with_tone(letters: str, tone: str) -> str:
    """Puts the tone on a vowel; which one does not matter to ``exact``, and a tone already there gives way."""
    if not tone:
        return letters
    bare = exact(letters)[:-1] if not letters.isascii() else letters
    for index in range(len(bare) - 1, -1, -1):
        if bare[index] in "aăâeêioôơuưy":
            return nfc(unicodedata.normalize("NFC", bare[: index + 1] + tone + bare[index + 1 :]))
    return letters
