"""Counts and sums of money, in digits, in words, and in the short forms people type."""

from __future__ import annotations

import re

from bot.catalogue.model import Question
from bot.engine.answers.numerals import DIGITS, SCALES, from_words
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.answers.writing import ascii_digits
from bot.engine.session import Answer
from bot.language import fold

_LARGEST = 10**15
_NUMBER_HOW = "Anh/chị nhập giúp một số nguyên, ví dụ 2."
_MONEY_HOW = "Anh/chị nhập giúp số tiền bằng đồng, ví dụ 1.500.000 hoặc 500k."
_SCALES = {
    "ty": 10**9, "ti": 10**9, "t": 10**9, "trieu": 10**6, "tr": 10**6, "cu": 10**6, "m": 10**6, "tram trieu": 10**8,
    "tram": 100_000, "tram nghin": 100_000, "tram ngan": 100_000, "nghin": 1000, "ngan": 1000, "k": 1000, "ng": 1000,
}  # fmt: skip
_CURRENCY = re.compile(r"(?<=[\d\s])(?:viet nam dong|vnd|dong|d)\b|₫")
_PART = re.compile(
    r"\s*(\d+(?:[.,]\d+)*)\s*(tram trieu|tram nghin|tram ngan|trieu|tram|nghin|ngan|ty|ti|tr|cu|ng|k|t|m)?(?![a-z])"
)
_SOFT = re.compile(
    r"\b(?:khoang|tam|chung|gan|hon|du kien|tong cong|tong|la|co|duoc|len den|toi da|chi|so tien|von|a|nhe|chan)\b"
)
_PEOPLE = re.compile(
    r"\b(?:nguoi|minh|toi|dua|chau|con|be|ban|to|trang|cai|chiec|lan|thang|nam|ngay|tuoi|tang|phong|ho|m2|met|met vuong|m)\b"
)


def read_number(question: Question, text: str, context: Context) -> Outcome:
    """A whole number, also "hai người" or "2 bản"."""
    folded = re.sub(r"[²]", "2", fold(ascii_digits(text))).strip(" .!?")
    if fraction := re.search(r"(?<![\d.,-])(\d{1,9})[.,](\d{1,2})(?![\d.,])", folded):
        rounded = int(fraction[1]) + (fraction[2][0] >= "5")
        outcome = _ranged(question, rounded, str(rounded), _NUMBER_HOW)
        return (
            Doubt(outcome, f"Câu này ghi số tròn, tôi làm tròn thành {rounded}.")
            if isinstance(outcome, Answer)
            else outcome
        )
    bare = re.sub(r"\bm2\b", "m", folded)
    runs = re.findall(r"\d{1,3}(?:[.,\s]\d{3})+(?!\d)|\d+", bare)
    if len(runs) > 1:
        return Invalid(f"Xin chỉ ghi một số. {_NUMBER_HOW}")
    if runs:
        value: int | None = int(re.sub(r"\D", "", runs[0])[:20])
        if re.search(r"(?<!\w)-\s*\d", bare):
            return Invalid(f"Số này không thể âm. {_NUMBER_HOW}")
        if words := re.search(r"\d\s*(nghin|ngan|trieu|k|tr)\b", bare):
            value = (value or 0) * _SCALES[words[1]]
    else:
        value = _said(bare)
    if value is None:
        return Invalid(f"Tôi chưa đọc được số này. {_NUMBER_HOW}")
    return _ranged(question, value, str(value), _NUMBER_HOW)


def read_money(question: Question, text: str, context: Context) -> Outcome:
    """Whole đồng: "1tr5" is 1.500.000, "500k" 500.000, "hai triệu rưỡi" 2.500.000."""
    folded = fold(ascii_digits(text))
    if re.search(r"\$|\busd\b|\bdo la\b|\beur|€", folded):
        return Invalid(f"Một Cửa chỉ ghi tiền Việt Nam. {_MONEY_HOW}")
    if re.match(r"\D*-\s*\d", folded):
        return Invalid(f"Số tiền không thể âm. {_MONEY_HOW}")
    folded = re.sub(r"(?:/|\bmot |\bmoi )\s*(?:thang|nam|ngay|nguoi|lan|quy)\b", " ", folded)
    named = bool(_CURRENCY.search(folded))
    bare = re.sub(r"\s+", " ", _SOFT.sub(" ", _CURRENCY.sub(" ", folded))).strip(" .,!;:")
    bare = re.sub(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)", lambda grouped_run: grouped_run[0].replace(" ", ""), bare)
    lead = re.match(r"\D*", bare)
    if lead and not any(word in SCALES or word in DIGITS for word in lead[0].split()):
        bare = bare[lead.end() :] or bare
    bare = f"mot {bare}" if bare.split(" ")[0] in SCALES else bare
    value = _summed(bare) if re.search(r"\d", bare) else _said(bare)
    if value is None:
        return Invalid(f"Tôi chưa đọc được số tiền này. {_MONEY_HOW}")
    if 0 < value < 1000 and not named:
        return Invalid(f"Số {value} chưa rõ là đồng hay nghìn đồng, anh/chị ghi đủ giúp, ví dụ 500.000 hoặc 500k.")
    outcome = _ranged(question, value, f"{grouped(value)} đồng", _MONEY_HOW)
    if value == 0 and "0" not in folded and isinstance(outcome, Answer):
        return Doubt(outcome, "Tôi hiểu số tiền là 0 đồng.")
    return outcome


def grouped(value: int) -> str:
    """1.500.000"""
    return f"{value:,}".replace(",", ".")


def _said(folded: str) -> int | None:
    """A number in words, with the thing counted after it taken away."""
    bare = re.sub(r"\s+", " ", _SOFT.sub(" ", folded)).strip(" .,!")
    value = from_words(bare)
    return value if value is not None else from_words(re.sub(r"\s+", " ", _PEOPLE.sub(" ", bare)).strip())


def _summed(bare: str) -> int | None:
    """Digits with scales added up: "1 ty 200tr", "1tr5", "2 trieu ruoi", "1.500.000"."""
    total, previous, position = 0, 10**18, 0
    half = re.search(r"\bruoi$", bare)
    rest = bare[: half.start()].rstrip() if half else bare
    for match in _PART.finditer(rest):
        if match.start() != position:
            return None
        position = match.end()
        digits, scale = match[1], _SCALES.get(match[2] or "", 1)
        value = _exact(digits, scale)
        if value is None or scale >= previous:
            return None
        if scale == 1 and previous < 10**18 and len(digits) < 3:
            value = int(digits) * previous // 10 ** len(digits)  # 1tr5 is 1.500.000, 1tr25 is 1.250.000
        elif scale == 1 and previous < 10**18:
            value = int(digits) * previous // 1000 if len(digits) == 3 else value  # 1tr500 is 1.500.000
        total, previous = total + value, scale
    if position != len(rest) or position == 0:
        return None
    return total + previous // 2 if half and previous < 10**18 else None if half else total


def _exact(digits: str, scale: int) -> int | None:
    """1.500.000 and 1,500,000 are grouped; 1,5 before a scale is a fraction."""
    if len(digits) > 30:
        return None
    if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", digits):
        return int(re.sub(r"[.,]", "", digits)) * scale
    whole, _, fraction = digits.replace(",", ".").partition(".")
    if "." in fraction:
        return None
    if not fraction:
        return int(whole) * scale
    value, rest = divmod(int(whole + fraction) * scale, 10 ** len(fraction))
    return value if rest == 0 else None


def _ranged(question: Question, value: int, shown: str, how: str) -> Outcome:
    if value > _LARGEST:
        return Invalid(f"Số này lớn quá. {how}")
    if question.minimum is not None and value < question.minimum:
        return Invalid(f"Số này cần từ {grouped(question.minimum)} trở lên, anh/chị nhập lại giúp.")
    if question.maximum is not None and value > question.maximum:
        return Invalid(f"Số này cần không quá {grouped(question.maximum)}, anh/chị nhập lại giúp.")
    return Answer(value, shown)
