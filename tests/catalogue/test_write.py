"""Edits of content files: the lines that change change, every other letter stays."""

from __future__ import annotations

import difflib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue.source import read
from bot.catalogue.write import edit, new

TEXT = """\
# Đầu tệp
code: 1.004194
title: Đăng ký tạm trú  # tên trong quyết định
note:
names:
  - khai tạm trú
  - giấy tạm trú  # hay gọi

long: >-
  Câu thứ nhất rất dài và được gấp lại ở giữa chừng để dễ đọc
  trên màn hình.
answer: |-
  Đoạn một.

  Đoạn hai.

# Phần giấy tờ
documents:
  - id: don
    name: "Đơn: theo mẫu"
    when:
      a: b
  # giấy thứ hai
  - id: anh
    name: Ảnh
fees:
- label: Phí
  amount: 7000
"""


def changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("title",), "Khai tạm trú", [
            "- title: Đăng ký tạm trú  # tên trong quyết định", "+ title: Khai tạm trú  # tên trong quyết định"]),
        (("code",), "1.000170", ["- code: 1.004194", "+ code: 1.000170"]),
        (("note",), "Ghi chú", ["- note:", "+ note: Ghi chú"]),
        (("names", 1), "sổ tạm trú", ["-   - giấy tạm trú  # hay gọi", "+   - sổ tạm trú  # hay gọi"]),
        (("names",), ["khai tạm trú", "giấy tạm trú", "KT3"], ["+   - KT3"]),
        (("names",), ["KT3", "khai tạm trú", "giấy tạm trú"], ["+   - KT3"]),
        (("names",), ["giấy tạm trú"], ["-   - khai tạm trú"]),
        (("names",), None, [
            "- names:", "-   - khai tạm trú", "-   - giấy tạm trú  # hay gọi"]),
        (("long",), "Ngắn.", [
            "+ long: Ngắn.", "- long: >-",
            "-   Câu thứ nhất rất dài và được gấp lại ở giữa chừng để dễ đọc", "-   trên màn hình."]),
        (("answer",), "Đoạn một.\n\nĐoạn ba.", ["-   Đoạn hai.", "+   Đoạn ba."]),
        (("documents", 0, "name"), "Đơn: mẫu mới", ['-     name: "Đơn: theo mẫu"', '+     name: "Đơn: mẫu mới"']),
        (("documents", 1, "name"), "Ảnh: 3x4", ["-     name: Ảnh", "+     name: 'Ảnh: 3x4'"]),
        (("documents", 1, "name"), "Một\nHai", ["-     name: Ảnh", "+     name: |-", "+       Một", "+       Hai"]),
        (("documents", 0, "when"), None, ["-     when:", "-       a: b"]),
        (("documents", 0, "when", "a"), None, ["-     when:", "-       a: b"]),
        (("documents", 0, "when"), {"a": ["b", "c"]}, ["-       a: b", "+       a:", "+         - b", "+         - c"]),
        (("documents", 1, "required"), False, ["+     required: không"]),
        (("fees", 0, "amount"), 8000, ["-   amount: 7000", "+   amount: 8000"]),
        (("fees", 0, "valid_to"), date(2026, 12, 31), ["+   valid_to: 31/12/2026"]),
        (("fees",), [{"label": "Phí", "amount": "7000"}, {"label": "Lệ phí", "rule": "free"}], [
            "+ - label: Lệ phí", "+   rule: free"]),
        (("documents",), [{"id": "anh", "name": "Ảnh"}], [
            "-   - id: don", '-     name: "Đơn: theo mẫu"', "-     when:", "-       a: b"]),
        (("fresh",), "#không phải ghi chú", ["+ fresh: '#không phải ghi chú'"]),
    ],
)  # fmt: skip
def test_an_edit_changes_exactly_its_lines(path: tuple[str | int, ...], value: object, expected: list[str]) -> None:
    assert changed(TEXT, edit(TEXT, {path: value})) == expected


def test_several_edits_at_once() -> None:
    after = edit(TEXT, {("title",): "A", ("names",): None, ("fees", 0, "amount"): 9000})
    data = read("", after.encode()).data
    assert isinstance(data, dict)
    assert (data["title"], data["fees"], "names" in data) == ("A", [{"label": "Phí", "amount": "9000"}], False)


def test_no_change_is_no_change() -> None:
    same: dict[tuple[str | int, ...], object] = {
        ("names",): ["khai tạm trú", "giấy tạm trú"],
        ("title",): "Đăng ký tạm trú",
    }
    assert edit(TEXT, same) == TEXT


def test_a_new_key_lands_among_its_neighbours() -> None:
    after = edit(TEXT, {("plain",): "Tạm trú"}, lambda _: ["code", "title", "plain", "names"])
    assert after.split("\n")[3] == "plain: Tạm trú"


def test_windows_line_ends_stay() -> None:
    after = edit(TEXT.replace("\n", "\r\n"), {("title",): "A"})
    assert after.count("\r\n") == after.count("\n") == TEXT.count("\n")


@pytest.mark.parametrize("path", [("names", 7), ("title", "x"), ("nowhere", "x", "y")])
def test_a_path_that_leads_nowhere_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(ValueError, match="Không"):
        edit(TEXT, {path: "x"})


def test_unreadable_text_is_refused() -> None:
    with pytest.raises(ValueError, match="Tab"):
        edit("a:\n\t- b\n", {("a",): "x"})


def test_a_new_file_reads_back() -> None:
    value = {"code": "1.000170", "names": ["a: b", "no", "- c"], "answer": "x\n\ny", "required": True}
    assert read("", new(value).encode()).data == {**value, "required": "có"}


SAFE = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split())
).filter(bool)  # fmt: skip


@settings(deadline=None)  # a busy machine is no failure
@given(SAFE)
def test_any_text_reads_back_as_it_was_written(text: str) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", text)
    for path in (("title",), ("names", 0), ("documents", 0, "name"), ("long",), ("answer",), ("note",)):
        data = read("", edit(TEXT, {path: text}).encode()).data
        value: object = data
        for part in path:
            value = value[part]  # type: ignore[index]
        assert value == text
