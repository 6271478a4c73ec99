"""Figures: dates, hours, telephone and identity numbers are found with the words that announce them, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import figures, fold, words


def found(text: str) -> list[str]:
    """The figures of a text, as typed."""
    typed = words(text)
    return [" ".join(typed[start:end]) for start, end, _ in figures([fold(word) for word in typed])]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("bố tôi mất ngày 3/5/2026", "ngày 3/5 2026"),
        ("cưới ngày 20/10/2026 rồi", "ngày 20/10 2026"),
        ("họp ngày 12-7-2026", "ngày 12 7 2026"),
        ("ông mất hôm mùng 5 tháng giêng", "hôm mùng 5 tháng giêng"),
        ("ngày 3 tháng 5 năm 2026 âm lịch bà mất", "ngày 3 tháng 5 năm 2026 âm lịch"),
        ("từ 07/2026 đến giờ", "07/2026"),
        ("em sinh năm 1985", "sinh năm 1985"),
        ("luật đất đai 2024", "2024"),
        ("bà nội mất lúc 3h sáng nay", "lúc 3h sáng"),
        ("hẹn 8h30 sáng mai", "8h30 sáng"),
        ("sđt 0912345678", "sđt 0912345678"),
        ("liên hệ 0987 654 321 ạ", "liên hệ 0987 654 321"),
        ("gọi cho tôi 0987654321", "gọi cho tôi 0987654321"),
        ("căn cước của em số 001085012345", "căn cước của em số 001085012345"),
    ],
)
def test_a_figure_is_found_with_what_announces_it(text: str, figure: str) -> None:
    assert found(text) == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "con 14 tuổi làm căn cước",
        "thẻ 12 số",
        "nộp 10 ngày rồi",
        "chờ 3 tháng",
        "xe 50cc",
        "ngõ 12/34 phố Huế",
        "lương 7 triệu",
        "mấy giờ mở cửa",
        "ngày mai",
        "năm nay",
        "đổi tiền 500 nghìn",
    ],
)
def test_ages_durations_and_amounts_are_none(text: str) -> None:
    assert found(text) == []


WORDS = st.lists(
    st.sampled_from(["ngay", "3", "12", "2026", "thang", "gieng", "sdt", "0912345678", "3/5", "8h", "sang", "mat"])
)


@given(WORDS)
def test_figures_stand_in_order_and_never_overlap(folded: list[str]) -> None:
    end = 0
    for start, stop, _ in figures(folded):
        assert end <= start < stop <= len(folded)
        end = stop
