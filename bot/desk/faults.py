"""What is wrong with an edit, each at its field of the form and in the words of the form: no key of a file is said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.catalogue.issues import Issue
from bot.catalogue.issues import Path as Place
from bot.catalogue.loader import shown
from bot.desk.entries import Draft
from bot.desk.fields import FEE_RULES, Data, Field, Kind, fields_of, tables_of
from bot.desk.fields import shown as value_of

_KEY = re.compile(r"«(\w+)»")
_MISSING = re.compile(r"Thiếu «\w+» \((.+)\)\.")
_MUST = "Chưa ghi {}."
_ABSENT = frozenset({"missing", "missing-fee", "missing-channel", "missing-law", "no-tests", "no-asks"})
"""Codes about something that is not there: the issue stands where it should be, and its sentence names the key."""

_FREE, _NOT_STATED = FEE_RULES["free"], FEE_RULES["not_stated"]
_SAID = {
    "missing-fee": f"Chưa ghi phí, lệ phí. Không thu thì chọn «{_FREE}», chưa rõ thì chọn «{_NOT_STATED}».",
    "zero-fee": f"Không thu tiền thì chọn «{_FREE}» và để trống số tiền.",
    "missing-channel": "Chưa ghi cách nộp: nộp ở đâu, bao lâu.",
    "missing-time": "Chưa cách nộp nào ghi thời hạn. Nếu chưa rõ, ghi vào «Điều còn chờ đơn vị xác nhận».",
    "missing-law": "Chưa ghi căn cứ pháp lý.",
    "no-tests": "Chưa có câu hỏi kiểm thử.",
    "no-asks": "Chưa có tên người dân hay gọi, cũng chưa có câu hỏi mẫu.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence under a field; an ``error`` stops the saving, a ``warning`` does not."""

    sentence: str
    severity: str


def faults(draft: Draft, data: Data) -> dict[str, list[Fault]]:
    """The faults of ``draft``, made from ``data``, by field in the order of the form; "" holds those that belong to none."""
    kind = draft.entry.kind
    names = _names(kind, data)
    found: dict[str, list[Fault]] = {name: [] for name in ("", *names)}
    for issue in draft.issues:
        place = _place(draft, issue)
        if issue.code in _ABSENT:
            place = _absent(place, issue, names)
        found[_nearest(place, names)].append(Fault(_sentence(kind, issue), issue.severity))
    return {name: listed for name, listed in found.items() if listed}


def unwritten(kind: Kind, data: Data, problem: str) -> dict[str, list[Fault]]:
    """The faults of ``data`` that could not even be put into the file: the fields that must not be empty, else ``problem``."""
    found = {field.name: _MUST.format(field.title) for field in fields_of(kind) if _lacking(field, data)}
    for table in tables_of(kind):
        for number, row in enumerate(data.get(table.key) or []):
            lacking = [column for column in table.columns if _lacking(column, row)]
            found |= {f"{table.key}.{number}.{column.name}": _MUST.format(column.title) for column in lacking}
    return {name: [Fault(sentence, "error")] for name, sentence in (found or {"": problem}).items()}


def _lacking(field: Field, data: Data) -> bool:
    """Whether a field is empty that must not be; what stands inside a group matters only where the group does."""
    return field.required and (len(field.path) == 1 or field.path[0] in data) and not value_of(data, field)


def _names(kind: Kind, data: Data) -> list[str]:
    """Every field of the form, in its order; a table's own name stands before its rows."""
    names = [field.name for field in fields_of(kind)]
    for table in tables_of(kind):
        names.append(table.key)
        for number in range(len(data.get(table.key) or [])):
            names += [f"{table.key}.{number}.{column.name}" for column in table.columns]
    return names


def _place(draft: Draft, issue: Issue) -> Place:
    """Where in the entry the issue stands; empty when it is not in this entry."""
    if issue.file != shown(draft.entry.path):
        return ()
    base = draft.entry.base
    best: Place = ()
    at = (0, 0)
    for path, place in (*draft.source.places.items(), *draft.source.keys.items()):
        near = path[: len(base)] == base and place <= (issue.line, issue.column)
        if near and (place, len(path)) > (at, len(best)):
            at, best = place, path
    return best[len(base) :]


def _around(place: Place) -> Iterator[Place]:
    for end in range(len(place), -1, -1):
        yield place[:end]


def _absent(place: Place, issue: Issue, names: Collection[str]) -> Place:
    """The key that is not there, beside the place that the issue could be given."""
    for around in _around(place):
        for key in _KEY.findall(issue.sentence):
            if _under((*around, key), names):
                return (*around, key)
    return place


def _nearest(place: Place, names: Sequence[str]) -> str:
    """The field of this place, or else the one it is a part of, or the first that is a part of it."""
    return next((name for around in _around(place) if around and (name := _under(around, names))), "")


def _under(place: Place, names: Collection[str]) -> str:
    wanted = ".".join(map(str, place))
    return wanted if wanted in names else next((name for name in names if name.startswith(wanted + ".")), "")


def _sentence(kind: Kind, issue: Issue) -> str:
    if issue.code in _SAID:
        return _SAID[issue.code]
    if missing := _MISSING.fullmatch(issue.sentence):
        return _MUST.format(missing[1])
    titles = {field.path[-1]: field.title for field in fields_of(kind)}
    bare = re.sub(r" \(«(\w+)»\)", lambda hit: "" if hit[1] in titles else hit[0], issue.sentence)
    return _KEY.sub(lambda hit: f"«{titles[hit[1]]}»" if hit[1] in titles else hit[0], bare)
