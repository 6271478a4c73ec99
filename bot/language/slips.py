"""Slips of speech and of the keyboard: words that sound alike to many speakers share one key."""

from __future__ import annotations

import re
from functools import lru_cache

_START = re.compile(r"^(ngh|gh(?![iy])|tr|gi(?=[aouy]|e(?![nct]))|g(?=[iy])|qu|k(?!h)|q|x|r|ph|j|z|w|n(?![gh]))")
"""In «gì», «gìn», «giếng» the i is the vowel and stays; «ghi» keeps its h, for «gi» is said otherwise."""
_STARTS = {
    "ngh": "ng",
    "gh": "g",
    "tr": "ch",
    "gi": "d",
    "g": "d",
    "qu": "c",
    "k": "c",
    "q": "c",
    "x": "s",
    "r": "d",
    "n": "l",
    "ph": "f",  # the young write f, j, z and w for ph, gi, d and qu
    "j": "d",
    "z": "d",
    "w": "c",
}
_END = re.compile(r"(?<!ch)(?:(?<=[aeiouy])c|ng)$")
_ENDS = {"c": "t", "ng": "n"}


@lru_cache(maxsize=65536)
def sound(folded: str) -> str:
    """A key for one folded syllable: n/l, s/x, ch/tr, d/gi/r, c/k/q, i/y and the final n/ng, t/c run together."""
    key = _START.sub(lambda found: _STARTS[found[1]], folded, count=1)
    key = _END.sub(lambda found: _ENDS[found[0]], key) if len(key) > 2 else key
    return key.replace("y", "i")
