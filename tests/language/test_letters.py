"""Letters: folding, tone placement, invisible marks."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.language import exact, fold, marked, nfc, sound, words

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằấầếềốồớờứừịọụ ", max_size=40)


def test_fold_drops_every_mark() -> None:
    assert fold("Đăng ký kết hôn ở Thượng Đình") == "dang ki ket hon o thuong dinh"


def test_both_spellings_of_last_i_are_one() -> None:
    assert fold("đăng kí") == fold("đăng ký")
    assert fold("thúy") == "thuy"


def test_tone_place_does_not_matter() -> None:
    assert exact("hoà") == exact("hòa")
    assert exact("thuỷ") == exact("thủy")
    assert exact("mất") != exact("mặt")


def test_letters_typed_apart_are_the_same_word() -> None:
    apart = unicodedata.normalize("NFD", "giấy khai sinh")
    assert nfc(apart) == "giấy khai sinh"
    assert words(apart) == ["giấy", "khai", "sinh"]


def test_invisible_marks_vanish() -> None:
    assert words("khai\u200b sinh\ufeff") == ["khai", "sinh"]


def test_echo_and_emoji_are_dropped() -> None:
    assert words("ơiiiii 😀 bhxh!!!") == ["ơi", "bhxh"]


def test_marked_knows_typed_marks() -> None:
    assert marked("đường")
    assert not marked("duong")


def test_sound_joins_what_is_mixed_up() -> None:
    assert sound("nai") == sound("lai")
    assert sound("xang") == sound("sang")
    assert sound("day") == sound("giay")
    assert sound("trich") == sound("chich")
    assert sound("mat") != sound("dat")


@given(VIETNAMESE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_exact_agrees_with_fold(text: str) -> None:
    for word in words(text):
        assert fold(exact(word)[:-1]) == fold(word)


@given(st.text(max_size=300))
def test_words_take_any_text(text: str) -> None:
    assert all(0 < len(word) <= 30 for word in words(text))
