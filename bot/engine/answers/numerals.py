"""Vietnamese number words, with or without marks, read into whole numbers."""

from __future__ import annotations

import re

DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
SCALES = {
    "nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000, "ti": 1_000_000_000,
}  # fmt: skip


def from_words(folded: str) -> int | None:
    """The number said in folded words ("hai muoi lam" -> 25, "mot chin chin khong" -> 1990); ``None`` if it is none."""
    said = folded.split()
    if not said or len(said) > 30:
        return None
    if len(said) > 2 and all(word in DIGITS for word in said):
        return int("".join(str(DIGITS[word]) for word in said)) if len(said) <= 15 else None
    return _scaled(said)


def _scaled(said: list[str]) -> int | None:
    """Groups of up to three digits, each followed by a smaller scale than the one before."""
    total, group, previous = 0, list[str](), 10**12
    for word in said:
        if word not in SCALES:
            group.append(word)
            continue
        scale = SCALES[word]
        value = _below_thousand(group) if group else None
        if value is None or scale >= previous:
            return None
        total, previous, group = total + value * scale, scale, []
    if not group:
        return total
    if group == ["ruoi"] and previous < 10**12:
        return total + previous // 2
    value = _below_thousand(group)
    if value is None:
        return None
    if previous < 10**12 and len(group) == 1 and group[0] in DIGITS and previous >= 1000:
        return total + value * (previous // 10)  # "một triệu hai" is 1.200.000
    return total + value


def _below_thousand(group: list[str]) -> int | None:
    """0 to 999 in words or digits: "ba tram linh nam", "muoi hai", "hai lam", "500"."""
    text = " ".join(group)
    if re.fullmatch(r"\d{1,3}", text):
        return int(text)
    total = 0
    if len(group) >= 2 and group[1] == "tram":
        if group[0] not in DIGITS:
            return None
        total, group = DIGITS[group[0]] * 100, group[2:]
        if group and group[0] in {"linh", "le"}:
            return total + DIGITS[group[1]] if len(group) == 2 and group[1] in DIGITS else None
        if group == ["ruoi"]:
            return total + 50
        if len(group) == 1 and group[0] in DIGITS:
            return total + DIGITS[group[0]] * 10  # "hai trăm rưởi", "ba trăm hai" is 320
    if len(group) == 2 and group[0] in {"linh", "le"}:
        group = group[1:]
    if not group:
        return total
    tens = _below_hundred(group)
    return None if tens is None else total + tens


def _below_hundred(group: list[str]) -> int | None:
    if group[0] in {"muoi", "chuc"} and len(group) <= 2:
        return 10 if len(group) == 1 else _unit(group[1], 10)
    if len(group) == 1:
        return DIGITS.get(group[0])
    if group[0] not in DIGITS:
        return None
    tens = DIGITS[group[0]] * 10
    if group[1] in {"muoi", "chuc"}:
        return tens if len(group) == 2 else _unit(group[2], tens) if len(group) == 3 else None
    return _unit(group[1], tens) if len(group) == 2 and tens else None


def _unit(word: str, tens: int) -> int | None:
    if word == "mot" or word not in DIGITS:
        return tens + 1 if word == "mot" else None
    return tens + DIGITS[word]
