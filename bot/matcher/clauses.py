"""The parts of a message: what is taken back, which sentence asks, whether several things are asked."""

from __future__ import annotations

import re

from bot.language import fold, nfc

_CLAUSE = re.compile(r"[,.?!;:\n…–]+")
_ANOTHER = re.compile(
    r"\b(?:ngoai ra|voi lai|tien the|nhan tien|them nua|cho hoi them|hoi them|con ve|mot viec nua|viec nua la)\b"
)
_NOT_THIS = re.compile(
    r"^\s*(?:a |da |y |o |u )*(?:em |toi |minh |chau )*(?:khong|ko|k|dau) (?:phai|hoi|noi)\b(?! lam| nop| mang| xin| co| dong| ra)"
)
_RATHER = re.compile(r"\b(?:chu|chua) (?:khong|ko|k) (?:phai|hoi)\b.*$")
_MEANT = re.compile(
    r"\b(?:ma (?:la|hoi)|y (?:em|toi|minh|chau|la)|(?:em|toi|minh|chau) (?:hoi|muon hoi|can) |hoi ve)\b"
)


def corrected(text: str) -> str:
    """The text without what it takes back: «không phải khai sinh, em hỏi khai tử» keeps «em hỏi khai tử»."""
    plain = fold(text)
    if "phai" not in plain and "hoi" not in plain:
        return text
    if len(plain) != len(text):  # marks typed apart from their letters; composed, every letter stands in its place
        text = nfc(text)
        plain = "".join(fold(letter) or " " for letter in text)
    kept: list[str] = []
    start = 0
    taken_back = False
    for cut in [*(hit.span() for hit in _CLAUSE.finditer(text)), (len(text), len(text))]:
        clause, folded = text[start : cut[0]], plain[start : cut[0]]
        start = cut[1]
        if hit := _RATHER.search(folded):
            clause = clause[: hit.start()]
            taken_back = True
        elif hit := _NOT_THIS.match(folded):
            taken_back = True
            meant = _MEANT.search(folded, hit.end())
            clause = clause[meant.start() :] if meant else ""
        if clause.strip():
            kept.append(clause)
    return ", ".join(kept) if taken_back and kept else text


def questions(text: str, most: int = 3) -> list[str]:
    """The separate questions of a message that shows it has several (two question marks, or «ngoài ra», «hỏi thêm» ...)."""
    if text.count("?") >= 2:
        parts = text.split("?")
    elif (hit := _ANOTHER.search(plain := fold(text))) and len(plain) == len(text):
        parts = [text[: hit.start()], text[hit.start() :]]
    else:
        return []
    return [part.strip() for part in parts if len(part.split()) > 2][:most]
