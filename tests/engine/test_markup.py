"""Single values in sentences: citizens' words, masks, money, dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.wording import markup


@given(st.text(max_size=80))
def test_citizens_words_are_shown_letter_for_letter(text: str) -> None:
    assert markup.unescaped(markup.plain(text)) == markup.one_line(text)


@given(st.text(max_size=80))
def test_citizens_words_hold_no_bare_markup(text: str) -> None:
    bare = markup.plain(text).replace("\\\\", "")
    for place, sign in enumerate(bare):
        if sign in "*_[]<>`":
            assert bare[place - 1] == "\\"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("cccd 001 199 012 345 nhé", "cccd [số đã ẩn] nhé"),
        ("+84912345678", "[số đã ẩn]"),
        ("0912.345.678", "[số đã ẩn]"),
        ("a.b-c@d.com.vn", "[email đã ẩn]"),
        ("năm 2026 tháng 11", "năm 2026 tháng 11"),
        ("mã 1.001193", "mã 1.001193"),
        ("thửa 12345678", "thửa 12345678"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert markup.masked(text) == masked


@pytest.mark.parametrize("piece", ["x", "a.b.c.", "1", "a@", "MC-2.", "mai.anh@xa.vn "])
def test_masks_a_million_letters_in_one_pass(piece: str) -> None:
    assert "@xa" not in markup.masked(piece * (1_000_000 // len(piece)))  # letter by letter, this takes an hour


def test_money_dates_sizes() -> None:
    assert markup.money(10000) == "10.000 đồng"
    assert markup.day(date(2026, 3, 5)) == "05/03/2026"
    assert [markup.size(one) for one in (0, 2048, 25 * 1024 * 1024)] == ["0 byte", "2 KB", "25,0 MB"]


@given(st.text(max_size=200), st.integers(10, 60))
def test_labels_fit(text: str, limit: int) -> None:
    assert len(markup.shortened(text, limit)) <= limit
