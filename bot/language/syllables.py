"""The syllables of Vietnamese by rule: which strings can be a syllable at all, with marks or folded."""

from __future__ import annotations

from functools import lru_cache

from bot.language.letters import exact, fold

_ONSETS = (
    "",
    *["b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x"],
    *["ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "ngh"],
)

_OPEN = [
    "a",
    "e",
    "ê",
    "i",
    "o",
    "ô",
    "ơ",
    "u",
    "ư",
    "y",
    "ia",
    "ưa",
    "ua",
    "ai",
    "ao",
    "au",
    "ay",
    "âu",
    "ây",
    "eo",
    "êu",
    "iu",
    "oi",
    "ôi",
    "ơi",
    "ui",
    "ưi",
    "ưu",
    "uy",
    "oa",
    "oe",
    "uê",
    "uơ",
    "uya",
    "oai",
    "oay",
    "oao",
    "oeo",
    "uây",
    "uyu",
    "iêu",
    "yêu",
    "uôi",
    "ươi",
    "ươu",
]
_NASAL = [
    "am",
    "an",
    "ang",
    "anh",
    "ăm",
    "ăn",
    "ăng",
    "âm",
    "ân",
    "âng",
    "em",
    "en",
    "eng",
    "êm",
    "ên",
    "ênh",
    "im",
    "in",
    "inh",
    "om",
    "on",
    "ong",
    "ôm",
    "ôn",
    "ông",
    "ơm",
    "ơn",
    "um",
    "un",
    "ung",
    "ưn",
    "ưng",
    "ưm",
    "iêm",
    "iên",
    "iêng",
    "yêm",
    "yên",
    "yêng",
    "uôm",
    "uôn",
    "uông",
    "ươm",
    "ươn",
    "ương",
    "oam",
    "oan",
    "oang",
    "oanh",
    "oăm",
    "oăn",
    "oăng",
    "oem",
    "oen",
    "uênh",
    "uân",
    "uâng",
    "uyên",
    "uynh",
    "oong",
]
_STOP = [
    "ac",
    "at",
    "ach",
    "ap",
    "ăc",
    "ăt",
    "ăp",
    "âc",
    "ât",
    "âp",
    "ec",
    "et",
    "ep",
    "êt",
    "êch",
    "êp",
    "it",
    "ich",
    "ip",
    "oc",
    "ot",
    "op",
    "ôc",
    "ôt",
    "ôp",
    "ơt",
    "ơp",
    "uc",
    "ut",
    "up",
    "ưc",
    "ưt",
    "iêc",
    "iêt",
    "iêp",
    "yêt",
    "uôc",
    "uôt",
    "ươc",
    "ươt",
    "ươp",
    "oac",
    "oat",
    "oach",
    "oap",
    "oăc",
    "oăt",
    "oet",
    "uât",
    "uyêt",
    "uych",
    "uyt",
    "uyp",
    "uêch",
    "ooc",
]

_FRONT = frozenset("eêiy")

_BEFORE_OONG = frozenset({"b", "ch", "g", "l", "t", "x"})
"""«xoong», «boong», «goòng» ...; anything else with it is Telex: «khoong» is «không», «coong an» is «công an»."""


def _fits(onset: str, rhyme: str) -> bool:
    """The spelling rules of c/k, g/gh, ng/ngh, gi and qu."""
    first = rhyme[0]
    if rhyme == "oong":
        return onset in _BEFORE_OONG
    if onset in {"k", "gh", "ngh"}:
        return first in _FRONT
    if onset in {"c", "g", "ng"}:
        return first not in "eêy" and (first != "i" or onset == "g")
    if onset == "gi":
        return first not in "iy"
    if onset == "qu":
        return first not in "uưo"
    return True


def _inventory() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    spoken = {onset + rhyme for onset in _ONSETS for rhyme in _OPEN + _NASAL if _fits(onset, rhyme)}
    stopped = {onset + rhyme for onset in _ONSETS for rhyme in _STOP if _fits(onset, rhyme)}
    spoken |= {"gi", "gin", "ging", "quy", "quynh"}
    stopped |= {"quyt", "quych"}
    return frozenset(spoken), frozenset(stopped), frozenset(fold(word) for word in spoken | stopped)


_SPOKEN, _STOPPED, _FOLDED = _inventory()


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether the word can be one Vietnamese syllable: with marks exactly, without any mark as some syllable's folded form."""
    if word.isascii() and fold(word) in _FOLDED:
        return True
    key = exact(word)
    # A syllable that ends in c, ch, p or t carries only the acute or the dot.
    return key[:-1] in _SPOKEN or (key[:-1] in _STOPPED and key[-1] in "25")
