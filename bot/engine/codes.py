"""Codes people read aloud: draft ids and dossier codes in an alphabet without look-alikes, with a check character."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

ALPHABET = "23456789CDFHJKMNPQRTVWX"
"""No vowels (no words by chance), no 0 O 1 I L, none of B G S Z that look like 8 6 5 2. The 23 signs are a prime number, so the
weighted sum finds every single wrong sign and every two neighbours swapped."""

PREFIX = "MC"
"""Starts every code of ours; official codes start with a unit's number, so the two are never taken for each other."""

_EPOCH = date(2026, 1, 1)
_BASE = len(ALPHABET)
_DAY, _RANDOM = 3, 6
_LENGTH = _DAY + _RANDOM + 1
_SHAPE = re.compile(rf"{PREFIX}[-\s.]*([A-Z0-9](?:[-\s.]*[A-Z0-9]){{{_LENGTH - 2},{_LENGTH}}})")
_OFFICIAL = re.compile(r"(?:[A-Z]\d{2}|\d{2,3})(?:\.(?:[A-Z]\d{2}|\d{2,3})){1,4}-(\d{2})(\d{2})(\d{2})-\d{4,7}")


def make(entropy: bytes, day: date, taken: Collection[str] = ()) -> str:
    """A dossier code such as ``MC-2FR-7HPQ-2RX``: day, random part and check sign; never one of ``taken``."""
    head = _digits((day - _EPOCH).days, _DAY)
    return next(code for random in _randoms(entropy, _RANDOM) if (code := _shown(head + random)) not in taken)


def draft_id(entropy: bytes, taken: Collection[str] = ()) -> str:
    """A short id for the buttons of a draft; never one of ``taken``."""
    return next(random for random in _randoms(entropy, _RANDOM) if random not in taken)


def check(text: str) -> str | None:
    """The code as we print it, however it was spaced or cased; None when it is no code of ours or holds a slip."""
    found = _SHAPE.fullmatch(text.strip().upper())
    body = re.sub(r"[-\s.]", "", found[1]) if found else ""
    if len(body) != _LENGTH or any(sign not in ALPHABET for sign in body) or _sum(body):
        return None
    return _shown(body[:-1])


def day_of(code: str) -> date:
    """The day a code that passed ``check`` was made."""
    body = code.replace("-", "").removeprefix(PREFIX)
    number = 0
    for sign in body[:_DAY]:
        number = number * _BASE + ALPHABET.index(sign)
    return _EPOCH + timedelta(days=number)


def resembles(text: str) -> bool:
    """Whether the text is meant as a code of ours, right or wrong."""
    return _SHAPE.fullmatch(text.strip().upper()) is not None


def official(text: str) -> bool:
    """Whether the text is a dossier code of the agencies (unit, day, running number) with a real date in it."""
    found = _OFFICIAL.fullmatch(text.strip().upper())
    if found is None:
        return False
    try:
        date(2000 + int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def did_you_mean(text: str, known: Collection[str]) -> str | None:
    """The only known code that is one slip away from the text: a wrong, missing, extra sign, or two neighbours swapped."""
    said = re.sub(r"[-\s.]", "", text.upper())
    near = [code for code in known if _one_slip(said, code.replace("-", ""))]
    return near[0] if len(near) == 1 else None


def _shown(body: str) -> str:
    whole = body + ALPHABET[_check_digit(body)]
    return f"{PREFIX}-{whole[:3]}-{whole[3:7]}-{whole[7:]}"


def _check_digit(body: str) -> int:
    return (
        -sum(place * ALPHABET.index(sign) for place, sign in enumerate(body, start=2))
        * pow(len(body) + 2, -1, _BASE)
        % _BASE
    )


def _sum(body: str) -> int:
    return sum(place * ALPHABET.index(sign) for place, sign in enumerate(body, start=2)) % _BASE


def _digits(number: int, length: int) -> str:
    signs = ""
    for _ in range(length):
        number, rest = divmod(number, _BASE)
        signs = ALPHABET[rest] + signs
    return signs


def _randoms(entropy: bytes, length: int) -> Iterator[str]:
    start = int.from_bytes(entropy, "big")
    while True:
        yield _digits(start % _BASE**length, length)
        start += 1


def _one_slip(said: str, code: str) -> bool:
    if said == code:
        return True
    if len(said) == len(code):
        wrong = [place for place in range(len(code)) if said[place] != code[place]]
        return len(wrong) == 1 or (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and said[wrong[0]] == code[wrong[1]]
            and said[wrong[1]] == code[wrong[0]]
        )
    shorter, longer = sorted((said, code), key=len)
    return len(longer) - len(shorter) == 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )
