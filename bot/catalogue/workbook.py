"""Excel files out and in: sheets of texts with drop-downs; nothing a cell holds is ever a formula or a link."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

import python_calamine
import xlsxwriter

LARGEST = 10_000_000
"""Bytes of an uploaded workbook."""

_UNPACKED = 150_000_000
_MOST_ROWS = 50_000
_LONGEST_CELL = 32_000


class WorkbookError(Exception):
    """The file is not a workbook we can read; the message is one sentence for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, the only values allowed (a drop-down), whether it may be edited."""

    title: str
    width: int = 30
    allowed: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a hidden first column of keys, then the columns; every cell is a text."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as read: rows of texts, the heading row first."""

    name: str
    rows: tuple[tuple[str, ...], ...] = field(default=())


def write(sheets: Sequence[Sheet], guide: Sequence[tuple[str, str]]) -> bytes:
    """The workbook; ``guide`` are the lines (heading, text) of a first sheet that explains it."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        heading = book.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"}
        )
        free = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "locked": False})
        fixed = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "font_color": "#666666"})
        first = book.add_worksheet("Hướng dẫn")
        first.set_column(0, 0, 24)
        first.set_column(1, 1, 90)
        for number, (title, text) in enumerate(guide):
            first.write_string(number, 0, title, heading)
            first.write_string(number, 1, text, fixed)
        for sheet in sheets:
            made = book.add_worksheet(sheet.name)
            if sheet.hidden:
                made.very_hidden()
            made.set_column(0, 0, 10, fixed, {"hidden": True})
            made.write_string(0, 0, "khóa", heading)
            made.freeze_panes(1, 2)
            for place, column in enumerate(sheet.columns, start=1):
                made.set_column(place, place, column.width, fixed if column.fixed else free)
                made.write_string(0, place, column.title, heading)
                if column.allowed and sheet.rows:
                    wrong = {"error_title": "Không dùng được", "error_message": "Hãy chọn một giá trị trong danh sách."}
                    rule = {"validate": "list", "source": list(column.allowed), **wrong}
                    made.data_validation(1, place, len(sheet.rows), place, rule)
            for number, (key, cells) in enumerate(sheet.rows, start=1):
                made.write_string(number, 0, key, fixed)
                for place, (column, text) in enumerate(zip(sheet.columns, cells, strict=True), start=1):
                    made.write_string(number, place, text[:_LONGEST_CELL], fixed if column.fixed else free)
            if sheet.rows and not sheet.hidden:
                made.autofilter(0, 1, len(sheet.rows), len(sheet.columns))
    return out.getvalue()


def read(raw: bytes) -> Mapping[str, Grid]:
    """Every sheet by name, hidden ones too, as texts; raises ``WorkbookError``."""
    _weigh(raw)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        grids = {}
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_MOST_ROWS)
            grids[name] = Grid(name, tuple(tuple(_text(cell) for cell in row) for row in rows))
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise WorkbookError("Không đọc được tệp này; hãy lưu lại bằng Excel dạng .xlsx.") from error
    return grids


def cell_name(row: int, column: int) -> str:
    """``C5`` for row 4, column 2, both counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _weigh(raw: bytes) -> None:
    """Refuses what would fill the memory before anything is unpacked."""
    if len(raw) > LARGEST:
        raise WorkbookError(f"Tệp lớn quá {LARGEST // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise WorkbookError("Đây không phải tệp Excel .xlsx.") from error
    if unpacked > _UNPACKED:
        raise WorkbookError("Tệp nén quá nhiều nội dung; hãy chia nhỏ rồi nhập lại.")


def _text(cell: object) -> str:
    """A cell as the text a person sees: whole numbers without «.0», dates as 22/11/2026."""
    match cell:
        case bool():
            return "có" if cell else "không"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date():
            return f"{cell:%d/%m/%Y}"
        case time():
            return f"{cell:%H:%M}"
        case str():
            return cell.replace("\r\n", "\n").replace("_x000D_", "")
    return str(cell)
