"""The cells «Thành phần hồ sơ» and «Kết quả»: papers without the names of attached files and in their order, and results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count

from bot.catalogue.model import Document

_HEAD = re.compile(r"Tên giấy tờ\s*Mẫu đơn, tờ khai\s*Số lượng")
_COPIES = re.compile(r"(?<!(?<!\d)0)(\d) bản chính(?:,\s*(\d) bản sao)?")
"""One digit each: those before it belong to the name («…/2025» + «1 bản chính»), as does «nộp 01 bản chính»."""
_FILE = re.compile(r"(?<=[^\s(])\.(?i:docx?|pdf|xlsx?|rar|zip)(?=$|[^a-z])")
_FILE_START = re.compile(
    r"(?<=[^\s(/«\"“+*-])(?:mẫu|mau|mus|phụ ?lục|phu ?luc|ph?l[cụu]|tờ khai|to khai"
    r"|tờ trình|thuyết minh|văn bản|đơn|giấy|báo cáo|bao cao|bản khai)"
    r"|(?<=[^\s\d(/-])\d{1,2}[.\-_]",
    re.IGNORECASE,
)
"""Words file names begin with, glued to what stands before: the name of a paper has a space there."""
_GLUE = re.compile(
    r"(?<=[.;:)\]”\"])(?=\w)|(?<=,)(?=[A-ZĐ])|(?<=NĐ-CP)(?=\w)|(?<=-BNNMT)(?=\w)|(?<=[^\W\d_A-ZĐ])(?=[A-ZĐ])|(?<=\d)(?=[A-ZĐ][a-zđ])"
)
_FILE_LONGEST = 160
_NUMBER = re.compile(r"^\W{0,2}(?:(\d{1,2}(?:\.\d{1,2})*)\s*[).:]|([a-zđ])\s*\))\s*", re.IGNORECASE)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_RESULT_CODE = re.compile(r"Mã:\s*(?:[A-Z0-9][A-Z0-9._-]*\d(?=\D|$)|\S{1,12}\d(?=[A-ZĐ])|.{0,90}$)")
"""Ends with its last digit: the next result follows without a space, so that a word of it must not be taken."""
_RESULT_END = re.compile(r"(?<=\S)Từ khóa|Chọn cơ quan thực hiện|Nộp hồ sơ$")
_MOST = 60

LONGEST = 3000
"""Characters kept of one document name or condition; the longest real ones run on into the next page."""


def documents(cell: str) -> tuple[Document, ...]:
    """Lines cut where a number of copies ends; those of zero copies that only explain others are kept as notes."""
    found = [line for block in _HEAD.split(cell)[1:] for line in _in_order(tuple(_lines(block)))]
    return tuple(
        Document(id=f"giay_{number}", name=name[:LONGEST], copies=copies, required=bool(copies))
        for number, (name, copies) in zip(count(1), found[:_MOST], strict=False)
    )


def result(cell: str) -> str:
    """What one gets, without the codes and the page text behind."""
    parts = [part.strip(" .;+-") for part in _RESULT_CODE.split(_RESULT_END.split(cell)[0])]
    return "; ".join(part for part in parts if part and part != "Không có thông tin")[:LONGEST]


def _lines(block: str) -> Iterable[tuple[str, str]]:
    start = 0
    for hit in _COPIES.finditer(block):
        name = _without_files(block[start : hit.start()].strip()).strip(" -*+,;.:")
        start = hit.end()
        if name:
            yield (
                name,
                ", ".join(f"{one} bản {kind}" for one, kind in ((hit[1], "chính"), (hit[2], "sao")) if int(one or 0)),
            )


def _without_files(name: str) -> str:
    """The name of a paper without those of the files attached to it."""
    first = _FILE.search(name)
    if first is None:
        return name
    head = name[: first.start()]
    near = max(0, len(head) - _FILE_LONGEST)
    starts = [hit.start() for hit in _FILE_START.finditer(head, near)][:1] or [
        hit.start() for hit in _GLUE.finditer(head, near)
    ][-1:]
    return head[: starts[0]] if starts else name


def _in_order(lines: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """The numbered lines in the order of their numbers, in the places where numbered lines stand; others stay."""
    numbers = [_number(name) for name, _ in lines]
    # Letters below numbers do not say which number they belong to: then the numbers alone are put in order.
    kind = min((number[0] for number in numbers if number), default=0)
    known = sorted(
        {number: line for number, line in zip(numbers, lines, strict=True) if number and number[0] == kind}.items()
    )
    places = [place for place, number in enumerate(numbers) if number and number[0] == kind]
    if len(known) != len(places):
        return lines  # two lists in one: which line belongs to which is not told
    ordered = list(lines)
    for place, (_, line) in zip(places, known, strict=True):
        ordered[place] = line
    return ordered


def _number(name: str) -> tuple[int, ...] | None:
    hit = _NUMBER.match(name)
    if hit is None:
        return None
    if hit[1]:
        return (0, *map(int, hit[1].split(".")))
    letter = hit[2].lower()
    return (1, _LETTERS.index(letter)) if letter in _LETTERS else None
