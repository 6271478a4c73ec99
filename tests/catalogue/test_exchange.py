"""Excel out and in: exactly the edited cells reach exactly their lines, and nothing a cell holds is executed."""

from __future__ import annotations

import difflib
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.catalogue.content import Content
from bot.catalogue.exchange import Import, export, plan
from bot.catalogue.loader import survey
from bot.catalogue.workbook import Column, Sheet, WorkbookError, cell_name, read, write

TODAY = date(2026, 11, 22)


def edited(raw: bytes, cells: Mapping[tuple[str, str, str], Any]) -> bytes:
    """The workbook with new values at (sheet, key, column title), as a person with Excel would put them there."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    for (name, key, title), value in cells.items():
        sheet = book[name]
        column = [cell.value for cell in sheet[1]].index(title) + 1
        row = [cell.value for cell in sheet["A"]].index(key) + 1
        sheet.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def planned(root: Path, cells: Mapping[tuple[str, str, str], Any]) -> Import:
    content = survey([root])
    return plan(content, edited(export(content), cells), TODAY, lambda texts: survey([root], texts))


def changed(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


def test_an_untouched_workbook_changes_nothing(root: Path) -> None:
    found = planned(root, {})
    assert (found.changes, found.refusals, found.texts) == ((), (), {})


def test_edited_cells_change_exactly_their_lines(root: Path) -> None:
    path = root / "procedures/tam-tru.yaml"
    found = planned(
        root,
        {
            ("Phí", "1.004194/1", "Số tiền (đồng)"): 8000,
            ("Giấy tờ", "1.004194/hop_dong", "Tên giấy tờ"): "Hợp đồng thuê, mượn nhà",
            ("Thủ tục", "1.004194", "Tên người dân hay gọi (mỗi dòng một tên)"): "khai tạm trú\nKT3",
            ("Thủ tục", "1.004194", "Ngày kiểm tra"): date(2026, 11, 22),
        },
    )
    assert found.refusals == ()
    [(written, text)] = found.texts.items()
    assert written.resolve() == path.resolve()
    assert changed(path.read_text(encoding="utf-8"), text) == [
        "+   - KT3",
        "-     amount: 7000",
        "+     amount: 8000",
        "-     name: Hợp đồng thuê nhà",
        "+     name: Hợp đồng thuê, mượn nhà",
        "-   checked_on: 01/11/2026",
        "+   checked_on: 22/11/2026",
    ]
    assert "# chủ nhà giữ một bản" in text


def test_the_difference_is_told_cell_by_cell(root: Path) -> None:
    [change] = planned(root, {("FAQ", "vneid_quen", "Câu trả lời"): "Bấm «Quên mật khẩu»."}).changes
    assert (change.sheet, change.cell, change.before) == ("FAQ", "D3", "Bấm «Quên mật khẩu» trên ứng dụng.")


@pytest.mark.parametrize(
    ("cell", "value", "saying"),
    [
        (("Phí", "1.004194/1", "Số tiền (đồng)"), "bảy nghìn", "không phải số nguyên"),
        (("Phí", "1.004194/1", "Cách quy định"), "miễn", "hãy chọn một trong"),
        (("Phí", "1.004194/1", "Khoản thu"), None, "không được để trống"),
        (("Thủ tục", "1.004194", "Ngày kiểm tra"), "31/02/2026", "không phải ngày có thật"),
        (("Thủ tục", "2.001159", "Câu hỏi kiểm thử (mỗi dòng một câu)"), "khai khách ngủ nhờ", "trùng với câu mẫu"),
        (("FAQ", "vneid_muc_2", "Mục liên quan (mỗi dòng một mã)"), "vneid_que", "Có phải ý bạn là «vneid_quen»"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(root: Path, cell: tuple[str, str, str], value: Any, saying: str) -> None:
    found = planned(root, {cell: value})
    assert found.refused
    assert [refusal for refusal in found.refusals if saying in refusal.sentence and refusal.sheet == cell[0]]


def test_a_cell_somebody_else_changed_meanwhile_is_refused(root: Path) -> None:
    raw = edited(export(survey([root])), {("FAQ", "vneid_quen", "Câu trả lời"): "Của tôi."})
    path = root / "faq/vneid.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Bấm «Quên", "Nhấn «Quên"), encoding="utf-8")
    found = plan(survey([root]), raw, TODAY, lambda texts: survey([root], texts))
    assert found.changes == ()
    assert "người khác sửa" in found.refusals[0].sentence


@pytest.mark.parametrize("start", list("=+-@"))
def test_a_cell_that_looks_like_a_formula_stays_text(root: Path, start: str) -> None:
    path = root / "faq/vneid.yaml"
    text = f"{start}cmd|' /C calc'!A0"
    quoted = text.replace("'", "''")
    path.write_text(
        path.read_text(encoding="utf-8").replace("Bấm «Quên mật khẩu» trên ứng dụng.", f"'{quoted}'"), encoding="utf-8"
    )
    raw = export(survey([root]))
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["FAQ"]
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert cell.data_type == "s"


def test_columns_may_be_moved_but_not_renamed(root: Path) -> None:
    content = survey([root])
    raw = edited(export(content), {("FAQ", "khóa", "Nguồn"): "Nguồn tin"})
    found = plan(content, raw, TODAY, lambda texts: survey([root], texts))
    assert [str(refusal) for refusal in found.refusals] == [
        "FAQ!I1: Không có cột «Nguồn tin»; hãy giữ nguyên dòng đầu."
    ]


def test_new_and_doubled_rows_are_named(root: Path) -> None:
    content = survey([root])
    book = openpyxl.load_workbook(io.BytesIO(export(content)))
    book["FAQ"].append(["", "Mới", "Câu hỏi mới?"])
    book["FAQ"].append(["vneid_quen", "x", "Lại nữa?"])
    book["FAQ"].append(["khong_co", "x", "Ai đây?"])
    out = io.BytesIO()
    book.save(out)
    found = plan(content, out.getvalue(), TODAY, lambda texts: survey([root], texts))
    assert [refusal.cell for refusal in found.refusals] == ["B4", "A5", "A6"]


@pytest.mark.parametrize("raw", [b"", b"hello", b"PK\x03\x04broken", b"a;b;c\n1;2;3\n"])
def test_what_is_no_workbook_is_refused_in_one_sentence(root: Path, raw: bytes) -> None:
    with pytest.raises(WorkbookError):
        plan(survey([root]), raw, TODAY, lambda texts: Content())


def test_a_workbook_of_somebody_else_is_refused(root: Path) -> None:
    foreign = write([Sheet("FAQ", (Column("Câu hỏi"),), (("x", ("y",)),))], [("Xin chào", "1")])
    with pytest.raises(WorkbookError, match="Một Cửa"):
        plan(survey([root]), foreign, TODAY, lambda texts: Content())


def test_lists_have_drop_downs_and_keys_are_hidden(root: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(survey([root]))))
    assert '"free,amount,hdnd,not_stated"' in [rule.formula1 for rule in book["Phí"].data_validations.dataValidation]
    assert book["FAQ"].column_dimensions["A"].hidden
    assert book["FAQ"].freeze_panes == "C2"


def test_cells_have_the_names_excel_gives_them() -> None:
    assert [cell_name(0, 0), cell_name(4, 2), cell_name(9, 27)] == ["A1", "C5", "AB10"]


def test_a_workbook_reads_back_as_it_was_written() -> None:
    sheet = Sheet("Thử", (Column("Một"), Column("Hai")), (("k", ("a\nb", "007")),))
    assert read(write([sheet], []))["Thử"].rows == (("khóa", "Một", "Hai"), ("k", "a\nb", "007"))
