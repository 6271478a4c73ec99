"""From a message to its words: lower case, one Unicode form, digits and letters apart, emoji and marks dropped."""

from __future__ import annotations

import re
import unicodedata

from bot.language.letters import nfc

LONGEST = 30
"""Letters of the longest word kept whole; the longest Vietnamese syllable has seven."""

_WORD = re.compile(r"[^\W_]+(?:[&/][^\W_]+)?")
_UNJOINED = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"(.)\1{2,}")
_THRICE = re.compile(r"(.)\1\1")
_LONG = re.compile(f"[^ ]{{{LONGEST + 1}}}")
"""Quick signs that words may need the echo taken off or the end cut."""


_SPELLED = re.compile(r"\b[^\W\d_](?:[./][^\W\d_]){2,}\b|\b[A-ZĐ]\.[A-ZĐ]\b")
"""Single letters with dots or slashes between them: «b.h.y.t», «G.C.N», «Đ.K»; two small ones («a.e») may be two words."""

_DRESSED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]")
"""Full-width and mathematical letters: plain ones in a costume."""


def words(text: str, most: int = 2000) -> list[str]:
    """The words of the text in order, at most ``most``; «ơiiii» loses its echo, «h/c» stays one word, «b.h.y.t» becomes one."""
    plain = nfc(text)
    if not plain.isascii() and _DRESSED.search(plain):
        plain = nfc(unicodedata.normalize("NFKC", plain))
    if "." in plain or "/" in plain:
        plain = _SPELLED.sub(lambda spelled: spelled[0].replace(".", "").replace("/", ""), plain)
    pattern = _WORD if "/" in plain or "&" in plain else _UNJOINED
    found: list[str] = pattern.findall(plain.lower())[:most]
    if _THRICE.search(plain):
        found = [_REPEATED.sub(r"\1", word) for word in found]
    return [word[:LONGEST] for word in found] if _LONG.search(plain) else found
