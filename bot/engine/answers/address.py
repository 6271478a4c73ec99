"""Addresses as a free line, checked against the units that exist since July 2025."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.catalogue.model import Office, Offices, Question
from bot.engine.answers.identity import PROVINCES
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.answers.writing import folded_words
from bot.engine.session import Answer
from bot.language import fold

_HOW = "Anh/chị ghi giúp số nhà, ngõ hoặc thôn, rồi xã/phường, ví dụ số 12 ngõ 5, thôn Yên Ngưu, xã Đại Thanh."
_LONGEST = 300
_AROUND_NAME = re.compile(
    r"^(?:ubnd\s+|ủy ban nhân dân\s+)?(?:(?:xã|phường|thị trấn|xa|phuong)\s+)?|\s*\(cũ\)$", re.IGNORECASE
)
_UNIT = r"(?:xa|phuong|thi tran|thi xa|tt|x|p)"
_DISTRICT = frozenset({"thanh tri"})
_HUYEN = re.compile(r"\b(?:huyen|h\.?) thanh tri\b")
_STREET = re.compile(r"\b(?:duong|pho|ngo|ngach|cho|cau|ga|khu|hem|truong)\s*$")


def read(question: Question, text: str, context: Context) -> Outcome:
    """The line as typed; a unit name that no longer exists, or a dissolved district alone, is a doubt that names the new units."""
    if len(text) > _LONGEST:
        return Invalid(f"Địa chỉ này dài quá {_LONGEST} ký tự. {_HOW}")
    said = folded_words(text)
    if len("".join(said)) < 4 or not any(word.isalpha() for word in said):
        return Invalid(f"Địa chỉ này chưa đủ để tìm đến. {_HOW}")
    line = text.strip(" ,;.-")
    answer = Answer(line, line)
    if context.offices is None:
        return answer
    reason = _doubt(fold(line), context.offices)
    return Doubt(answer, reason) if reason else answer


def composed(line: str, office: Office, offices: Offices) -> Answer:
    """The address of free ``line`` in the unit picked from the list: "số 12 ngõ 5, xã Thanh Trì"; a line that names a unit
    of today or another province itself stays as it is."""
    line = line.strip(" ,;.-")
    folded = fold(line)
    named = _elsewhere(folded, offices) or _names_unit(folded, [fold(_bare(one.name)) for one in offices.offices])
    whole = line if named else f"{line}, {unit_name(office)}"
    return Answer(whole, whole)


def unit(text: str, offices: Offices) -> Office | None:
    """The office whose unit is all that ``text`` says ("xã Đại Thanh", "dai thanh"), or None."""
    said = fold(_bare(text.strip(" ,;.-")))
    return next((one for one in offices.offices if fold(_bare(one.name)) == said), None)


def unit_name(office: Office) -> str:
    """«xã Thanh Trì», «phường Thanh Liệt»."""
    return f"{'phường' if office.kind == 'ward' else 'xã'} {_bare(office.name)}"


def _bare(name: str) -> str:
    """The name of the unit alone, whatever the office puts before it."""
    return _AROUND_NAME.sub("", name.strip())


def _doubt(folded: str, offices: Offices) -> str:
    """Why the unit in the address is in question, or an empty text."""
    if _elsewhere(folded, offices):
        return ""
    current = {fold(_bare(office.name)) for office in offices.offices}
    folded = re.sub(r"[\s,.-]*\b(?:thanh pho |tp\.? ?)?ha noi\W*$", "", folded)
    if _names_unit(folded, current - _DISTRICT) or _says_commune(folded):
        return ""
    inside = re.sub(r"[\s,.-]*\b(?:huyen |h\.? ?)?thanh tri\W*$", "", folded)
    for unit in sorted(
        {_bare(old) for office in offices.offices for old in (*office.former_units, *office.partly_from)}
    ):
        if fold(unit) not in current and _names_unit(inside, [fold(unit)]):
            return _moved(unit, offices)
    if _HUYEN.search(folded):
        return (
            "Từ 01/7/2025 không còn huyện Thanh Trì; anh/chị ghi thêm tên xã, phường mới "
            f"({', '.join(unit_name(office) for office in offices.offices)})."
        )
    return ""


def _moved(unit: str, offices: Offices) -> str:
    mainly = [unit_name(office) for office in offices.offices if unit in {_bare(old) for old in office.former_units}]
    partly = [unit_name(office) for office in offices.offices if unit in {_bare(old) for old in office.partly_from}]
    names = list(dict.fromkeys(mainly + partly))
    where = f"phần lớn nay thuộc {mainly[0]}" if mainly else f"nay thuộc {' hoặc '.join(names)}"
    also = [name for name in names if mainly and name not in mainly]
    more = f", một phần thuộc {' hoặc '.join(also)}" if also else ", một phần có thể thuộc xã, phường khác"
    return (
        f"{unit} là tên đơn vị cũ, {where}{more}; anh/chị ghi tên xã, phường mới trên giấy tờ hoặc VNeID giúp nếu biết."
    )


def _names_unit(folded: str, names: Iterable[str]) -> bool:
    """Whether one of ``names`` stands as a unit: after "xã", or as a whole part between commas; street names do not count."""
    parts = [part.strip(" .") for part in re.split(r"[,;]|\s-\s", folded)]
    for name in names:
        if re.search(rf"\b{_UNIT}\.?\s*{re.escape(name)}\b", folded):
            return True
        if any(part.removesuffix(" cu").strip() == name for part in parts):
            return True
        last = re.search(rf"\b{re.escape(name)}$", parts[-1]) if parts else None
        if (
            last
            and not _STREET.search(parts[-1][: last.start()])
            and not re.search(r"\b(?:huyen|h\.?)\s*$", parts[-1][: last.start()])
        ):
            return True
    return False


def _says_commune(folded: str) -> bool:
    """Whether Thanh Trì is written as the commune: bare, it may still mean the former district of the same name."""
    return bool(re.search(rf"\b{_UNIT}\.?\s*thanh tri\b", _HUYEN.sub(" ", folded)))


def _elsewhere(folded: str, offices: Offices) -> bool:
    """Whether the address is in another province or another former district."""
    home = fold(offices.province)
    tail = re.split(r"[,;]|\s-\s", folded)[-1].strip(" .")
    if any(tail.endswith(fold(name)) and fold(name) not in home for name in PROVINCES.values()):
        return True
    district = re.search(r"\b(?:huyen|quan)\s+([a-z]+(?: [a-z]+)?)", folded)
    return bool(district and not district[1].startswith("thanh tri"))
