"""Content as a form: which fields an entry has, and the way from its data to the form and back."""

from __future__ import annotations

import copy
import difflib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from bot.catalogue.issues import Path
from bot.catalogue.model import Channel, Document, FaqEntry, Fee, Period, Procedure, Source

Kind = Literal["faq", "procedure"]
Sort = Literal["line", "text", "lines", "choice"]
Data = dict[str, Any]

FEE_RULES = {
    "free": "Miễn phí theo quy định",
    "amount": "Số tiền cụ thể",
    "hdnd": "Hội đồng nhân dân quy định",
    "not_stated": "Chưa ghi trong dữ liệu",
}
CHANNELS = {"online": "Trực tuyến", "counter": "Trực tiếp", "post": "Bưu chính"}
UNITS = {"working_days": "ngày làm việc", "days": "ngày", "hours": "giờ làm việc"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; ``path`` is where its value stands in the entry."""

    path: tuple[str, ...]
    title: str
    sort: Sort = "line"
    help: str = ""
    choices: Mapping[str, str] | None = None
    default: str = ""
    required: bool = False

    @property
    def name(self) -> str:
        """Its name in the form."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Table:
    """A list of things with the same fields."""

    key: str
    title: str
    columns: tuple[Field, ...]
    help: str = ""


def _field(
    model: type[BaseModel], key: str, sort: Sort = "line", help: str = "",  # noqa: A002 - the word of the form
    choices: Mapping[str, str] | None = None, under: str = "", default: str = "", title: str = "",
) -> Field:  # fmt: skip
    info = model.model_fields[key]
    path = (under, key) if under else (key,)
    return Field(
        path, title or info.title or key, sort, help or info.description or "", choices, default, info.is_required()
    )


_PER_LINE = "Mỗi dòng một câu."

FAQ_FIELDS = (
    _field(FaqEntry, "question", help="Viết như người dân hỏi, không quá 120 ký tự."),
    _field(
        FaqEntry,
        "answer",
        "text",
        "Câu ngắn. Để trống một dòng giữa các đoạn, **chữ đậm**, dòng bắt đầu bằng «- » là danh sách.",
    ),
    _field(FaqEntry, "asks", "lines", f"Những cách hỏi khác của cùng câu này. {_PER_LINE}"),
    _field(FaqEntry, "tests", "lines", f"Câu dùng để thử, không trùng câu hỏi mẫu. {_PER_LINE}"),
    _field(FaqEntry, "procedures", "lines", "Mã thủ tục liên quan, ví dụ 1.001193. Mỗi dòng một mã."),
    _field(FaqEntry, "see_also", "lines", "Mã mục liên quan. Mỗi dòng một mã."),
    _field(FaqEntry, "source", help="Văn bản làm căn cứ."),
    _field(FaqEntry, "checked_on", help="Ngày/tháng/năm anh/chị đối chiếu với căn cứ."),
    _field(FaqEntry, "review_months"),
)

PROCEDURE_FIELDS = (
    _field(Procedure, "plain"),
    _field(
        Procedure,
        "status",
        "choice",
        choices={"published": "Đang công bố", "draft": "Bản nháp, chưa cho người dân thấy"},
        default="published",
    ),
    _field(Procedure, "purpose", "text"),
    _field(Procedure, "audience", "text"),
    _field(Procedure, "decides", "text"),
    _field(Procedure, "conditions", "text"),
    _field(Procedure, "result", "text"),
    _field(Procedure, "notes", "lines", "Mỗi dòng một lưu ý."),
    _field(Procedure, "names", "lines", "Mỗi dòng một tên."),
    _field(Procedure, "asks", "lines", _PER_LINE),
    _field(Procedure, "situations", "lines", "Hoàn cảnh khiến người dân cần thủ tục này. Mỗi dòng một hoàn cảnh."),
    _field(Procedure, "tests", "lines", f"Không trùng với câu hỏi mẫu. {_PER_LINE}"),
    _field(Procedure, "legal_basis", "lines", "Mỗi dòng một văn bản."),
    _field(Procedure, "valid_from"),
    _field(Procedure, "valid_to"),
    _field(Procedure, "replaced_by", help="Mã thủ tục thay thế, khi thủ tục này hết hiệu lực."),
    _field(Source, "decision", under="source"),
    _field(Source, "link", under="source"),
    _field(Source, "checked_on", under="source", help="Ngày/tháng/năm anh/chị đối chiếu với căn cứ."),
    _field(Source, "review_months", under="source"),
    _field(Source, "confirm", "lines", "Mỗi dòng một điều. Xóa dòng khi đơn vị đã xác nhận.", under="source"),
)

PROCEDURE_TABLES = (
    Table(
        "fees",
        "Phí, lệ phí",
        (
            _field(Fee, "label"),
            _field(Fee, "rule", "choice", choices=FEE_RULES),
            _field(Fee, "amount", help="Chỉ ghi khi chọn số tiền cụ thể, ví dụ 8000."),
            _field(Fee, "per"),
            _field(Fee, "channel", "choice", choices={"": "mọi cách nộp", **CHANNELS}),
            _field(Fee, "valid_from"),
            _field(Fee, "valid_to"),
            _field(Fee, "source"),
            _field(Fee, "note"),
        ),
        "Không ghi phí không có nghĩa là miễn phí: hãy chọn đúng cách quy định.",
    ),
    Table(
        "channels",
        "Cách nộp và thời hạn",
        (
            _field(Channel, "kind", "choice", choices=CHANNELS),
            _field(Channel, "where"),
            _field(Channel, "link"),
            _field(Period, "amount", under="time", title="Thời hạn: số ngày, giờ"),
            _field(Period, "unit", "choice", choices={"": "", **UNITS}, under="time", title="Thời hạn: đơn vị"),
            _field(Period, "note", under="time", title="Thời hạn: ghi chú"),
            _field(Channel, "counter_step"),
        ),
    ),
    Table(
        "documents",
        "Giấy tờ",
        (
            _field(Document, "id", help="Chữ thường không dấu, không đổi khi sửa."),
            _field(Document, "name"),
            _field(Document, "form"),
            _field(Document, "copies"),
            _field(Document, "note"),
            _field(Document, "required", "choice", choices={"có": "có", "không": "không"}, default="có"),
        ),
        "Điều kiện «chỉ cần khi» của từng giấy được giữ nguyên.",
    ),
)


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The single fields of an entry of this kind."""
    return FAQ_FIELDS if kind == "faq" else PROCEDURE_FIELDS


def tables_of(kind: Kind) -> tuple[Table, ...]:
    """The tables of an entry of this kind."""
    return () if kind == "faq" else PROCEDURE_TABLES


def heading(row: Mapping[str, Any], number: int) -> str:
    """What a row of a table is called: two ways of submitting at one place are told apart by their kind."""
    name = str(row.get("label") or row.get("name") or row.get("where") or f"Dòng {number + 1}")
    way = CHANNELS.get(str(row.get("kind", "")))
    return f"{way}: {name}" if way else name


def shown(data: Mapping[str, Any], field: Field) -> str:
    """What the form holds for ``field``: text, or lines."""
    value: Any = data
    for key in field.path:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return field.default if value is None else str(value)


def filled(kind: Kind, data: Mapping[str, Any], given: Callable[[str], str | None]) -> Data:
    """``data`` with what the form says; ``given`` is None for a field the form did not have, which then stays.

    Rows of tables are named ``<table>.<n>.<field>``; ``<table>.<n>.row`` is the row they were made from (so that what
    the form does not show, such as conditions, stays), ``<table>.<n>.drop`` takes the row away.
    """
    changed: Data = copy.deepcopy(dict(data))
    for field in fields_of(kind):
        _put(changed, field, given(field.name))
    for table in tables_of(kind):
        if given(f"{table.key}.count") is None:
            continue
        old = changed.get(table.key) or []
        rows = []
        for number in range(min(int(_digits(given(f"{table.key}.count"))), 60)):
            place, head = given(f"{table.key}.{number}.row") or "", f"{table.key}.{number}."
            row: Data = copy.deepcopy(old[int(place)]) if place.isdigit() and int(place) < len(old) else {}
            if given(head + "drop"):
                continue
            for column in table.columns:
                _put(row, column, given(head + column.name))
            typed = any(given(head + column.name) for column in table.columns if column.sort != "choice")
            if row and (place.isdigit() or typed):
                rows.append(row)
        if rows:
            changed[table.key] = rows
        else:
            changed.pop(table.key, None)
    return changed


def changes(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any], base: Path) -> dict[Path, object]:
    """The edits that turn ``old`` into ``new``, as ``catalogue.write.edit`` takes them; ``base`` is where the entry stands."""
    keys = [*old, *(key for key in new if key not in old)]
    return {(*base, key): new.get(key) for key in keys if old.get(key) != new.get(key)}


def differences(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What changes, as (field, before, after) for people."""
    found = []
    for field in fields_of(kind):
        before, after = shown(old, field), shown(new, field)
        if before != after:
            found.append((field.title, *_changed_lines(before, after)))
    for table in tables_of(kind):
        before_rows, after_rows = old.get(table.key) or [], new.get(table.key) or []
        for number in range(max(len(before_rows), len(after_rows))):
            before_row = before_rows[number] if number < len(before_rows) else {}
            after_row = after_rows[number] if number < len(after_rows) else {}
            found += [
                (
                    f"{table.title}, dòng {number + 1}: {column.title}",
                    shown(before_row, column),
                    shown(after_row, column),
                )
                for column in table.columns
                if shown(before_row, column) != shown(after_row, column)
            ]
    return found


def _changed_lines(before: str, after: str) -> tuple[str, str]:
    """Only the lines that differ; what is left out is marked."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) < 3 and len(new) < 3:
        return before, after
    gone, come = list[str](), list[str]()
    for sort, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        if sort == "equal":
            for side in (gone, come):
                if not side or side[-1] != "…":
                    side.append("…")
        else:
            gone += old[i1:i2]
            come += new[j1:j2]
    return _joined(gone), _joined(come)


def _joined(lines: list[str]) -> str:
    return "" if lines == ["…"] else "\n".join(lines)


def _put(data: Data, field: Field, given: str | None) -> None:
    if given is None:
        return
    text = unicodedata.normalize("NFC", given.replace("\r\n", "\n")).strip()
    old = shown(data, field)
    if text == old.strip():
        return
    value: object = [line.strip() for line in text.split("\n") if line.strip()] if field.sort == "lines" else text
    into = data
    for key in field.path[:-1]:
        into = into.setdefault(key, {})
    if value:
        into[field.path[-1]] = value
    else:
        into.pop(field.path[-1], None)
    if len(field.path) > 1 and not into:
        data.pop(field.path[0], None)


def _digits(text: str | None) -> str:
    return text if text and text.isdigit() and len(text) < 4 else "0"
