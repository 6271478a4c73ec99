"""Dates as people in Vietnam type them, read into one solar day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from bot.catalogue.model import Question
from bot.engine.answers.numerals import from_words
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.answers.writing import ascii_digits, unmistake_digits
from bot.engine.session import Answer
from bot.language import fold

_EXAMPLE = ", ví dụ 05/03/1990"
_HOW = f"Anh/chị ghi giúp ngày/tháng/năm dương lịch{_EXAMPLE}."
_SEPARATED = re.compile(
    r"(?<![\d/.-])(\d{1,2})\s*(?:[/.,-]+|\s)\s*(\d{1,2})\s*(?:[/.-]+|,?\s*nam\b|,|\s)\s*(\d{1,4})(?![\d/-]|\s+\d{2}\b)"
)
_ISO = re.compile(r"(?<![\d/.-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{8}|\d{6})(?!\d)")
_JOINED = re.compile(r"\b(\d{1,2})\s*(?:th|t)\s*\.?\s*(\d{1,2})\s*(?:nam|[,/.-])?\s*(\d{1,4})\b")
_LUNAR = re.compile(
    r"\bam lich\b|\blich am\b|\bal\b|\bthang (?:gieng|chap)\b|\bram\b|\btet (?!duong)|(?<!h )(?<!\d)(?<!\d )\bam\b|\(am\)"
)
_AGO = re.compile(r"\b([a-z0-9]+(?: [a-z]+)?) (ngay|hom|tuan|thang|nam) (truoc|nua|sau|toi)\b")
_NEAR = {
    "hom nay": 0, "bua nay": 0, "hnay": 0, "hom qua": -1, "bua qua": -1, "hqua": -1, "hom kia": -2,
    "sang nay": 0, "chieu nay": 0, "trua nay": 0, "toi nay": 0,
    "toi qua": -1, "dem qua": -1, "sang qua": -1, "chieu qua": -1, "sang mai": 1, "chieu mai": 1, "ngay mai": 1,
    "mai": 1, "ngay kia": 2, "ngay mot": 2, "mot": 2,
}  # fmt: skip
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5,
}  # fmt: skip
_WEEKDAY = re.compile(
    r"\b(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn)) (?:tuan )?(nay|sau|toi|truoc|vua roi|vua qua)\b"
)
_OLDEST = 120


def read(question: Question, text: str, context: Context) -> Outcome:
    """A date, or what to do; the question's own example, where it has one, stands under it and is not joined by another."""
    outcome = _read(question, text, context)
    if isinstance(outcome, Invalid) and question.example:
        return Invalid(outcome.reason.replace(_EXAMPLE, ""))
    return outcome


def _read(question: Question, text: str, context: Context) -> Outcome:
    """One day; two-digit years, far-off years and rough words become doubts, lunar dates are asked for again."""
    plain = ascii_digits(text)
    if not re.search(r"[^\W\doOlI|]", plain):
        plain = unmistake_digits(plain)
    folded = re.sub(r"\b(?:thg|th)\b\.?", "thang", re.sub(r"\s+", " ", fold(plain)).strip())
    if _says_lunar(folded, plain):
        return Invalid(f"Một Cửa cần ngày dương lịch như trên giấy tờ. {_HOW}")
    found = _absolute(folded, context.today)
    if not found:
        found = _relative(folded, context.today)
    if isinstance(found, Invalid):
        return found
    days = {day for day, _ in found}
    if len(days) > 1:
        return Invalid(f"Tôi thấy có hơn một ngày trong câu trả lời. {_HOW}")
    if not found:
        return Invalid(_missing_part(folded))
    day, reason = next((pair for pair in found if pair[1]), found[0])
    return _judged(question, day, reason, context.today)


def show(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _says_lunar(folded: str, plain: str) -> bool:
    return bool(_LUNAR.search(f"{folded} ")) or "âm" in re.findall(r"\w+", plain.lower())


def _absolute(folded: str, today: date) -> list[tuple[date, str]] | Invalid:
    """Every day named with its year, each with the reason for doubting it or an empty text."""
    parts: list[tuple[str, str, str]] = []
    rest = folded
    for pattern, order in ((_ISO, (3, 2, 1)), (_SEPARATED, (1, 2, 3)), (_JOINED, (1, 2, 3))):
        parts += [(match[order[0]], match[order[1]], match[order[2]]) for match in pattern.finditer(rest)]
        rest = pattern.sub(" ; ", rest)
    parts += _spoken(rest.replace(",", " ").split())
    built = [_build(*part, today) for part in parts]
    if not parts:
        built = [_compact(match[1], today) for match in _COMPACT.finditer(rest)]
    found = []
    for outcome in built:
        if isinstance(outcome, Invalid):
            return outcome
        found.append(outcome)
    return found


def _spoken(said: list[str]) -> list[tuple[str, str, str]]:
    """Every "<day> tháng <month> [năm] <year>", each part in digits or words."""
    found = []
    for at, word in enumerate(said):
        if word != "thang":
            continue
        day = next((phrase for phrase in _phrases_before(said, at) if _count(phrase) is not None), None)
        size = 2 if said[at + 1 : at + 2] == ["muoi"] and said[at + 2 : at + 3] in (["mot"], ["hai"]) else 1
        month = " ".join(said[at + 1 : at + 1 + size])
        rest = said[at + 1 + size :]
        years = [other for other in said if re.fullmatch(r"(?:1[89]|20)\d\d", other)]
        year = int(years[0]) if len(years) == 1 else _year(" ".join(rest[1:9] if rest[:1] == ["nam"] else rest[:8]))
        if day is not None and _month(month) is not None and year is not None:
            found.append((str(_count(day)), str(_month(month)), str(year)))
    return found


def _phrases_before(said: list[str], at: int) -> list[str]:
    return [" ".join(said[at - size : at]) for size in (3, 2, 1) if at >= size]


def _build(day: str, month: str, year: str, today: date) -> tuple[date, str] | Invalid:
    """The day from its three parts in digits, with what is doubtful about it."""
    d, m, y = int(day), int(month), int(year)
    reason = ""
    if len(year) == 2:
        y, reason = _guess_century(y, today), "two digits"
    if y < 1000 or y > 9998:
        return Invalid(f"Năm cần đủ bốn chữ số. {_HOW}")
    if m > 12 and d <= 12:
        d, m, reason = m, d, "swapped"
    if not 1 <= m <= 12:
        return Invalid(f"Tháng {m} không có trong lịch. {_HOW}")
    last = calendar.monthrange(y, m)[1]
    if not 1 <= d <= last:
        return Invalid(f"Tháng {m} năm {y} chỉ có {last} ngày. {_HOW}")
    built = date(y, m, d)
    if reason == "two digits":
        reason = f"Năm chỉ có hai chữ số nên tôi hiểu là ngày {show(built)}."
    elif reason == "swapped":
        reason = f"Tôi hiểu là ngày {d} tháng {m} năm {y} ({show(built)})."
    return built, reason


def _compact(digits: str, today: date) -> tuple[date, str] | Invalid:
    """05031990, 19900305 or 050390."""
    if len(digits) == 6:
        return _build(digits[:2], digits[2:4], digits[4:], today)
    first = _build(digits[:2], digits[2:4], digits[4:], today)
    if isinstance(first, tuple):
        return first
    second = _build(digits[6:], digits[4:6], digits[:4], today)
    return second if isinstance(second, tuple) else first


def _count(text: str) -> int | None:
    stripped = text.strip()
    return int(stripped) if stripped.isdecimal() else from_words(stripped)


def _month(text: str) -> int | None:
    return 4 if text.strip() == "tu" else _count(text)


def _year(text: str) -> int | None:
    """Digits, "hai nghìn không trăm linh ba", or digit by digit "một chín chín không"."""
    stripped = text
    if digits := re.match(r"\d+\b", stripped):
        return int(digits[0])
    while stripped:
        value = from_words(stripped)
        if value is not None:
            return value
        stripped = stripped.rpartition(" ")[0]
    return None


def _guess_century(year: int, today: date) -> int:
    century = today.year // 100 * 100
    return century + year if century + year <= today.year + 10 else century - 100 + year


def _relative(folded: str, today: date) -> list[tuple[date, str]] | Invalid:
    """Days named from today: hôm qua, 3 ngày trước, thứ hai tuần sau."""
    bare = re.sub(r"^(?:vao|la|tu|ngay|sang|chieu|toi|dem|da|cach day|luc|hoi)\s+(?=\D)", "", folded).strip(" .!,")
    bare = re.sub(r"\s+(?:a|nhe|roi|day|do)$", "", bare)
    for phrase in (folded.strip(" .!,"), bare):
        if phrase in _NEAR:
            return [(today + timedelta(days=_NEAR[phrase]), "")]
    for phrase, days in _NEAR.items():
        if " " in phrase and re.search(rf"\b{phrase}\b", folded):
            return [(today + timedelta(days=days), "")]
    if match := _WEEKDAY.search(folded):
        weekday = 6 if match[2] else _WEEKDAYS[match[1]]
        monday = today - timedelta(days=today.weekday())
        weeks = {"nay": 0, "sau": 7, "toi": 7, "truoc": -7}.get(match[3])
        if weeks is None:
            back = (today.weekday() - weekday) % 7 or 7
            day = today - timedelta(days=back)
        else:
            day = monday + timedelta(days=weekday + weeks)
        return [(day, f"Tôi hiểu là ngày {show(day)}.")]
    if ago := re.search(r"cach day ([a-z0-9]+(?: [a-z]+)?) (ngay|hom|tuan|thang|nam)\b", folded):
        return _shifted(ago[1], ago[2], -1, today)
    if match := _AGO.search(folded):
        return _shifted(match[1], match[2], -1 if match[3] == "truoc" else 1, today)
    return []


def _shifted(count: str, unit: str, sign: int, today: date) -> list[tuple[date, str]] | Invalid:
    amount = _count(count)
    if amount is None:
        amount = _count(count.rpartition(" ")[2])
    if amount is None or amount > 40_000:
        return Invalid(_HOW)
    if unit in {"ngay", "hom", "tuan"}:
        try:
            day = today + timedelta(days=sign * amount * (7 if unit == "tuan" else 1))
        except OverflowError:
            return Invalid(_HOW)
        return [(day, "" if unit != "tuan" else f"Tôi hiểu là ngày {show(day)}.")]
    months = today.year * 12 + today.month - 1 + sign * amount * (12 if unit == "nam" else 1)
    year, month = months // 12, months % 12 + 1
    if not 1000 <= year <= 9998:
        return Invalid(_HOW)
    day = date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    return [(day, f"Tôi tính ra khoảng ngày {show(day)}.")]


def _missing_part(folded: str) -> str:
    """What to add, when only a part of a date was given."""
    year = re.search(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", folded)
    month = re.search(r"(?<!\d)\d{1,2}\s*[/.-]\s*(?=\d{4}(?!\d))|\bthang\s+\w+", folded)
    if year:
        part = "ngày trong tháng" if month else "ngày và tháng"
        return f"Anh/chị cho biết thêm {part}. {_HOW}"
    if re.search(r"(?<!\d)\d{1,2}\s*[/.-]\s*\d{1,2}(?!\d)|\w+ thang \w+", folded):
        return f"Anh/chị cho biết thêm năm. {_HOW}"
    return f"Tôi chưa đọc được ngày này. {_HOW}"


def _judged(question: Question, day: date, reason: str, today: date) -> Outcome:
    answer = Answer(day.isoformat(), show(day))
    years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    if years > _OLDEST:
        return Doubt(answer, f"Ngày {answer.shown} đã cách đây hơn {_OLDEST} năm.")
    if day > today and question.date_range == "past":
        return Doubt(answer, f"Ngày {answer.shown} còn ở phía trước, trong khi câu này hỏi một ngày đã qua.")
    if day < today and question.date_range == "future":
        return Doubt(answer, f"Ngày {answer.shown} đã qua, trong khi câu này hỏi một ngày sắp tới.")
    if reason:
        return Doubt(answer, reason)
    return answer
