"""Slips of the ear: words many speakers say alike share a key, others do not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language import fold, sound

RHYMES = ["a", "an", "anh", "ao", "ai", "e", "em", "eo", "o", "om", "oi", "u", "ui", "uc", "ut", "ua", "uon", "uoi"]


@pytest.mark.parametrize("rhyme", RHYMES)
@pytest.mark.parametrize(
    "onsets",
    [("n", "l"), ("s", "x"), ("ch", "tr"), ("d", "gi", "r")],
    ids=["n and l", "s and x", "ch and tr", "d, gi and r"],
)
def test_onsets_that_are_mixed_up_share_a_key(onsets: tuple[str, ...], rhyme: str) -> None:
    assert len({sound(onset + rhyme) for onset in onsets}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gì", "rì"),
        ("gìn", "dìn"),
        ("giếng", "riếng"),
        ("giết", "diết"),
        ("giường", "rường"),
        ("giẻ", "rẻ"),
        ("kỹ", "kĩ"),
        ("quý", "quí"),
        ("lý", "ní"),
        ("nghỉ", "ngỉ"),
        ("ghế", "gế"),
        ("căng", "căn"),
        ("khuyết", "khuyếc"),
        ("mặc", "mặt"),
    ],
)
def test_words_said_alike_share_a_key(one: str, other: str) -> None:
    assert sound(fold(one)) == sound(fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mat", "dat"),
        ("nha", "la"),
        ("nga", "la"),
        ("tha", "ta"),
        ("kha", "ca"),
        ("phi", "bi"),
        ("sinh", "sin"),
        ("ach", "at"),
    ],
)
def test_words_said_otherwise_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text(alphabet="abcdeghiklmnopqrstuvxy", max_size=8))
@example("ghi")
@example("gy")
def test_the_key_of_a_key_starts_alike(word: str) -> None:
    """The starts settle at once; only the end of a word may shorten twice."""
    key = sound(word)
    assert "y" not in key
    assert sound(key)[:1] == key[:1]


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert len(sound(text)) <= len(text)
