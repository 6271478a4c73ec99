"""Keyboard residue and the syllables that allow undoing it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import exact, is_syllable, untype


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tinhr", "tỉnh"),
        ("sưar", "sửa"),
        ("dduwowcj", "được"),
        ("ddawng", "đăng"),
        ("kys", "ký"),
        ("to6i", "tôi"),
        ("d9a8ng", "đăng"),
        ("vieejt", "việt"),
        ("muoons", "muốn"),
    ],
)
def test_residue_is_undone(typed: str, meant: str) -> None:
    assert exact(untype(typed)) == exact(meant)


@pytest.mark.parametrize(("typed", "meant"), [("dangkykhaisinh", "dangkikhaisinh"), ("đăngkýkếthôn", "đăngkíkếthôn")])
def test_glued_words_get_the_i_of_the_matcher(typed: str, meant: str) -> None:
    assert untype(typed) == meant


@pytest.mark.parametrize("word", ["cccd", "bhyt", "khai", "sinh", "được", "vneid", "x"])
def test_other_words_are_left_alone(word: str) -> None:
    assert untype(word) == word


@pytest.mark.parametrize(
    "word", ["khai", "nghiêng", "quyết", "giấy", "gì", "uỷ", "oan", "thuở", "xoong", "quốc", "quỳnh", "quýt"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["cccd", "tinhr", "mầt", "kà", "ngi", "xyz", "ƀa", "khaai"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@given(st.text(max_size=20))
def test_any_word_is_survived(word: str) -> None:
    untype(word)
    is_syllable(word)
