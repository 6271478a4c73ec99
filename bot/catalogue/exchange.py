"""The content as rows that staff edit in Excel, and back: what they changed, cell by cell, and where it cannot be used."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel

from bot.catalogue import workbook
from bot.catalogue.checks import check
from bot.catalogue.content import Content, Read
from bot.catalogue.issues import Issue, Path
from bot.catalogue.model import Document, FaqEntry, FaqTopic, Fee, FeeRule, Kind, Procedure
from bot.catalogue.source import read as read_source
from bot.catalogue.workbook import Column, Grid, Sheet, WorkbookError, cell_name
from bot.catalogue.write import edit

FORMAT = "1"
"""Version of the workbook's shape, in its guide; others are refused."""

_BASE = "gốc"
_FORMAT_TITLE = "Phiên bản bảng"


@dataclass(frozen=True, slots=True)
class _Field:
    """One editable column: the key it writes and whether its lines are a list."""

    key: str
    column: Column
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One cell somebody edited: where in the workbook, where in the files, before and after."""

    sheet: str
    cell: str
    title: str
    entry: str
    file: str
    path: Path
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One cell that cannot be used, and why; ``warning`` when it is written all the same."""

    sheet: str
    cell: str
    sentence: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Import:
    """What a workbook would do: the changed cells, what stands against them, and the files' texts afterwards."""

    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]
    texts: Mapping[FilePath, str]

    @property
    def refused(self) -> bool:
        """Whether anything must be put right before it can be written."""
        return any(not refusal.warning for refusal in self.refusals)


def _column(key: str, title: str, width: int = 30, *allowed: str, listed: bool = False) -> _Field:
    return _Field(key, Column(title, width, allowed), listed)


_PROCEDURE = (
    _column("plain", "Tên gọi dễ hiểu"),
    _column("title", "Tên chính thức", 40),
    _column("kind", "Loại", 12, *(kind.value for kind in Kind if kind is not Kind.IMPORTED)),
    _column("status", "Trạng thái", 12, "published", "draft"),
    _column("field", "Lĩnh vực", 20),
    _column("online", "Mức trực tuyến", 12, "toan_trinh", "mot_phan"),
    _column("purpose", "Dùng để làm gì", 50),
    _column("audience", "Ai được làm", 40),
    _column("decides", "Cơ quan quyết định"),
    _column("conditions", "Điều kiện", 40),
    _column("result", "Kết quả nhận được", 40),
    _column("names", "Tên người dân hay gọi (mỗi dòng một tên)", 40, listed=True),
    _column("asks", "Câu hỏi mẫu (mỗi dòng một câu)", 50, listed=True),
    _column("tests", "Câu hỏi kiểm thử (mỗi dòng một câu)", 50, listed=True),
    _column("notes", "Lưu ý (mỗi dòng một điều)", 50, listed=True),
    _column("related", "Thủ tục liên quan (mỗi dòng một mã)", 16, listed=True),
    _column("legal_basis", "Căn cứ pháp lý (mỗi dòng một văn bản)", 40, listed=True),
    _column("source.decision", "Quyết định công bố", 24),
    _column("source.checked_on", "Ngày kiểm tra", 12),
    _column("source.review_months", "Kiểm tra lại sau (tháng)", 10),
)
_DOCUMENT = (
    _column("name", "Tên giấy tờ", 50),
    _column("form", "Số hiệu biểu mẫu", 14),
    _column("copies", "Loại và số lượng bản", 24),
    _column("required", "Bắt buộc", 10, "có", "không"),
    _column("note", "Ghi chú", 50),
)
_FEE = (
    _column("label", "Khoản thu", 40),
    _column("rule", "Cách quy định", 14, *(rule.value for rule in FeeRule)),
    _column("amount", "Số tiền (đồng)", 14),
    _column("per", "Tính theo", 14),
    _column("channel", "Chỉ khi nộp theo hình thức", 14, "online", "counter", "post"),
    _column("valid_from", "Áp dụng từ", 12),
    _column("valid_to", "Áp dụng đến", 12),
    _column("source", "Căn cứ", 36),
    _column("note", "Ghi chú", 40),
)
_ENTRY = (
    _column("question", "Câu hỏi", 40),
    _column("answer", "Câu trả lời", 80),
    _column("asks", "Câu hỏi mẫu (mỗi dòng một câu)", 50, listed=True),
    _column("tests", "Câu hỏi kiểm thử (mỗi dòng một câu)", 50, listed=True),
    _column("procedures", "Thủ tục liên quan (mỗi dòng một mã)", 16, listed=True),
    _column("see_also", "Mục liên quan (mỗi dòng một mã)", 20, listed=True),
    _column("source", "Nguồn", 36),
    _column("checked_on", "Ngày kiểm tra", 12),
    _column("review_months", "Kiểm tra lại sau (tháng)", 10),
)
_SHEETS: Mapping[str, tuple[_Field, ...]] = {"Thủ tục": _PROCEDURE, "Giấy tờ": _DOCUMENT, "Phí": _FEE, "FAQ": _ENTRY}


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a sheet: its key, what it is called, and the mapping in a file that it shows."""

    key: str
    name: str
    file: str
    path: Path
    raw: Mapping[str, Any]


def export(content: Content) -> bytes:
    """The workbook of all our own procedures and FAQ entries, with a hidden copy that tells later what was edited."""
    shown: list[Sheet] = []
    kept: list[tuple[str, tuple[str, ...]]] = []
    for name, fields in _SHEETS.items():
        rows = list(_rows(content, name))
        lines = [(row.key, (row.name, *(_cell(row.raw, field) for field in fields))) for row in rows]
        columns = (Column("Mục", 34, fixed=True), *(field.column for field in fields))
        shown.append(Sheet(name, columns, tuple(lines)))
        for key, (_, *cells) in lines:
            kept += [(f"{name}|{key}|{field.key}", (text,)) for field, text in zip(fields, cells, strict=True) if text]
    base = Sheet(_BASE, (Column("giá trị"),), tuple(kept), hidden=True)
    guide = (
        ("Một Cửa", "Sửa các ô trắng, lưu lại, rồi nhập bằng «motcua content import tệp.xlsx --dry-run» để xem trước."),
        ("Danh sách", "Trong một ô, mỗi dòng là một mục. Xuống dòng trong ô bằng Alt+Enter."),
        ("Ngày", "Viết ngày/tháng/năm, ví dụ 01/07/2025."),
        (
            "Không làm được ở đây",
            "Thêm hoặc xóa cả dòng, sửa câu hỏi của biểu mẫu: hãy sửa trong tệp hoặc trên bàn làm việc.",
        ),
        (_FORMAT_TITLE, FORMAT),
        ("Phiên bản nội dung", content.version),
    )
    return workbook.write([*shown, base], guide)


def plan(content: Content, raw: bytes, today: date, survey: Callable[[Mapping[FilePath, str]], Content]) -> Import:
    """What the edited workbook ``raw`` changes in ``content``; ``survey`` reads the content with texts standing in for files.

    A cell counts as edited when it differs from what was exported; when the file changed meanwhile too, it is refused.
    Raises ``WorkbookError`` when the file is not our workbook.
    """
    grids = workbook.read(raw)
    guide = {row[0]: row[1] for row in grids["Hướng dẫn"].rows if len(row) > 1} if "Hướng dẫn" in grids else {}
    if _FORMAT_TITLE not in guide or _BASE not in grids:
        raise WorkbookError("Đây không phải bảng xuất từ Một Cửa; hãy xuất lại bằng «motcua content export».")
    if guide[_FORMAT_TITLE] != FORMAT:
        raise WorkbookError(f"Bảng ở phiên bản {guide[_FORMAT_TITLE]}, cần phiên bản {FORMAT}; hãy xuất lại.")
    base = {row[0]: row[1] for row in grids[_BASE].rows[1:] if len(row) > 1}
    changes: list[Change] = []
    refusals: list[Refusal] = []
    for name in _SHEETS:
        if name in grids:
            for found in _edited(content, grids[name], base):
                (changes if isinstance(found, Change) else refusals).append(found)  # type: ignore[arg-type]
    texts, problems = _written(changes)
    refusals += problems
    refusals += _judged(content, changes, survey(texts), texts, today)
    return Import(tuple(changes), tuple(refusals), texts)


def _rows(content: Content, sheet: str) -> Iterator[_Row]:
    if sheet == "FAQ":
        for topic in content.topics:
            for number, entry in enumerate(topic.value.entries):
                yield _row(topic, entry.id, entry.id, ("entries", number))
        return
    for read in content.procedures:
        code, plain = read.value.code, f"{read.value.code} {read.value.plain}"
        if sheet == "Thủ tục":
            yield _row(read, code, code, ())
        elif sheet == "Giấy tờ":
            for number, document in enumerate(read.value.documents):
                yield _row(read, f"{code}/{document.id}", plain, ("documents", number))
        else:
            for number in range(len(read.value.fees)):
                yield _row(read, f"{code}/{number + 1}", plain, ("fees", number))


def _row(read: Read[Procedure] | Read[FaqTopic], key: str, name: str, path: Path) -> _Row:
    raw: Any = read.source.data
    for part in path:
        raw = raw[part]
    return _Row(key, name, read.source.file, path, raw)


def _cell(raw: Mapping[str, Any], field: _Field) -> str:
    value: Any = raw
    for part in field.key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if value is None:
        return "có" if field.key == "required" else ""
    return "\n".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _edited(content: Content, grid: Grid, base: Mapping[str, str]) -> Iterator[Change | Refusal]:
    fields = {field.column.title: field for field in _SHEETS[grid.name]}
    heads = grid.rows[0] if grid.rows else ()
    placed = {place: fields[title] for place, title in enumerate(heads) if title in fields}
    for place, title in enumerate(heads):
        if title and place > 1 and title not in fields:
            yield Refusal(grid.name, cell_name(0, place), f"Không có cột «{title}»; hãy giữ nguyên dòng đầu.")
    rows = {row.key: row for row in _rows(content, grid.name)}
    seen: set[str] = set()
    for number, line in enumerate(grid.rows[1:], start=1):
        key = line[0] if line else ""
        if not any(line):
            continue
        if key not in rows:
            what = (
                f"Không còn mục «{key}» trong nội dung."
                if key
                else "Dòng mới chưa nhập được ở đây; hãy thêm trong tệp."
            )
            yield Refusal(grid.name, cell_name(number, 0 if key else 1), what)
            continue
        if key in seen:
            yield Refusal(grid.name, cell_name(number, 0), f"Mục «{key}» có hai dòng; hãy xóa một dòng.")
            continue
        seen.add(key)
        for place, field in placed.items():
            after = _clean(line[place] if place < len(line) else "", field)
            before = _clean(base.get(f"{grid.name}|{key}|{field.key}", ""), field)
            now = _clean(_cell(rows[key].raw, field), field)
            if after in (before, now):
                continue
            cell = cell_name(number, place)
            if now != before:
                yield Refusal(
                    grid.name, cell, f"Ô này đã được người khác sửa thành «{_short(now)}»; hãy xuất lại bảng."
                )
                continue
            path = (*rows[key].path, *field.key.split("."))
            yield Change(grid.name, cell, field.column.title, key, rows[key].file, path, before, after)


def _clean(text: str, field: _Field) -> str:
    text = unicodedata.normalize("NFC", text)
    if field.listed:
        return "\n".join(line.strip() for line in text.split("\n") if line.strip())
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def _written(changes: list[Change]) -> tuple[dict[FilePath, str], list[Refusal]]:
    texts: dict[FilePath, str] = {}
    problems: list[Refusal] = []
    for change in changes:
        path = FilePath(change.file)
        text = texts[path] if path in texts else path.read_bytes().decode()
        listed = any(field.listed and field.column.title == change.title for field in _SHEETS[change.sheet])
        value = (change.after.split("\n") if listed else change.after) if change.after else None
        try:
            texts[path] = edit(text, {change.path: value}, _order)
        except ValueError as error:
            problems.append(Refusal(change.sheet, change.cell, str(error) if value else "Ô này không được để trống."))
    return texts, problems


def _order(path: Path) -> list[str]:
    models: dict[Path, type[BaseModel]] = {
        (): Procedure,
        ("documents",): Document,
        ("fees",): Fee,
        ("entries",): FaqEntry,
    }
    found = models.get(path[:-1] if path and isinstance(path[-1], int) else path)
    return list(found.model_fields) if found else []


def _judged(
    content: Content, changes: list[Change], after: Content, texts: Mapping[FilePath, str], today: date
) -> Iterator[Refusal]:
    """The issues that the edits bring, at the cells that bring them."""
    known = {(issue.file, issue.code, issue.sentence) for issue in check(content, today)}
    places: dict[tuple[str, int], Change] = {}
    for change in changes:
        text = texts.get(FilePath(change.file))
        if text is None:
            continue
        source = read_source(change.file, text.encode())
        start = source.place(change.path)[0]
        places.setdefault((change.file, start), change)
        for below, (line, _) in source.places.items():
            if below[: len(change.path)] == change.path:
                places.setdefault((change.file, line), change)
    for issue in check(after, today):
        if (issue.file, issue.code, issue.sentence) in known or issue.file not in {change.file for change in changes}:
            continue
        yield _at_cell(issue, places.get((issue.file, issue.line)), changes)


def _at_cell(issue: Issue, change: Change | None, changes: list[Change]) -> Refusal:
    warning = issue.severity == "warning"
    if change is not None:
        return Refusal(change.sheet, change.cell, issue.sentence, warning)
    first = next(change for change in changes if change.file == issue.file)
    return Refusal(first.sheet, first.cell, f"{issue.sentence} (dòng {issue.line} của {issue.file})", warning)


def _short(text: str) -> str:
    line = text.replace("\n", " ⏎ ")
    return line if len(line) <= 60 else line[:59] + "…"
