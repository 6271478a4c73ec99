"""Words of a message, whatever the letters are dressed in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("khai  sinh", ["khai", "sinh"]),
        ("khai\u00a0sinh", ["khai", "sinh"]),
        ("khai\u3000sinh", ["khai", "sinh"]),
        ("khai_sinh", ["khai", "sinh"]),
        (unicodedata.normalize("NFD", "hộ chiếu"), ["hộ", "chiếu"]),
        ("k\u200bhai si\u200cnh", ["khai", "sinh"]),
        ("ｋｈａｉ　ｓｉｎｈ", ["khai", "sinh"]),
        ("𝐤𝐡𝐚𝐢 𝐬𝐢𝐧𝐡", ["khai", "sinh"]),
        ("b.h.y.t", ["bhyt"]),
        ("G.C.N đất", ["gcn", "đất"]),
        ("Đ.K khai sinh", ["đk", "khai", "sinh"]),
        ("g/k/s", ["gks"]),
        ("h/c", ["h/c"]),
        ("vâng a.e ơi", ["vâng", "a", "e", "ơi"]),
        ("xong.em hỏi", ["xong", "em", "hỏi"]),
    ],
)
def test_words(text: str, told: list[str]) -> None:
    assert words(text) == told


@given(st.text(max_size=200))
def test_words_are_lower_case_and_without_spaces(text: str) -> None:
    for word in words(text):
        assert word == word.lower()
        assert not any(letter.isspace() for letter in word)


@given(st.lists(st.sampled_from(["giấy", "khai", "sinh", "cho", "con", "đ", "a1", "2024"]), max_size=12))
def test_words_side_by_side_come_back(row: list[str]) -> None:
    for between in (" ", "  ", ", ", "\n", " - ", "\u3000", "\x00"):
        assert words(between.join(row)) == row


@given(st.text(max_size=100))
def test_neither_composition_nor_invisible_marks_matter(text: str) -> None:
    assert (
        words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text)) == words("\ufeff" + text)
    )


@given(st.text(max_size=100), st.integers(0, 5))
def test_no_more_words_than_asked_for(text: str, most: int) -> None:
    assert words(text, most) == words(text)[:most]
