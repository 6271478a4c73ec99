"""Letters: folding, tone placement, invisible marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import exact, fold, marked, near_key, nfc, sound, toneless, words
from bot.language.letters import folded_word

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


@given(st.text(max_size=60))
def test_folding_any_text_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_a_folded_text_has_no_marks(text: str) -> None:
    assert not any(unicodedata.combining(letter) for letter in fold(text))
    assert "đ" not in fold(text)


@given(VIETNAMESE)
def test_neither_case_nor_composition_matters_to_folding(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12))
def test_without_marks_exact_is_the_folded_word(word: str) -> None:
    assert exact(word) == fold(word) + "0"
    assert (toneless(word), near_key(word), marked(word)) == (fold(word), fold(word), False)


@given(VIETNAMESE)
def test_exact_knows_the_word_in_any_composition(text: str) -> None:
    for word in words(text):
        assert exact(unicodedata.normalize("NFD", word)) == exact(word) == exact(word.upper())
        assert near_key(word) == (exact(word) if marked(word) else fold(word))


@pytest.mark.parametrize("one", ["mà", "má", "mả", "mã", "mạ", "mă", "mâ"])
def test_every_mark_makes_another_word(one: str) -> None:
    others = {"ma", "mà", "má", "mả", "mã", "mạ", "mă", "mâ"} - {one}
    assert exact(one) not in {exact(other) for other in others}
    assert fold(one) == "ma"
    assert marked(one)


@pytest.mark.parametrize(
    ("one", "other"), [("ký", "kí"), ("lý", "lí"), ("tỷ", "tỉ"), ("quý", "quí"), ("mỹ", "mĩ"), ("hy", "hi")]
)
def test_a_lone_last_y_is_i_with_every_tone(one: str, other: str) -> None:
    assert exact(one) == exact(other)
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("tay", "tai"), ("thúy", "thúi"), ("ngày", "ngài"), ("suy", "sui")])
def test_a_last_y_after_a_vowel_is_another_word(one: str, other: str) -> None:
    assert exact(one) != exact(other)
    assert fold(one) != fold(other)


@given(st.text(max_size=60) | st.lists(st.sampled_from("aeăơ\u0323\u0301\u200b\u00ad\ufeff")).map("".join))
def test_one_form_is_the_form_of_itself(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert unicodedata.is_normalized("NFC", nfc(text))


def test_marks_behind_an_invisible_one_still_join_their_letter() -> None:
    assert nfc("\u200b".join(unicodedata.normalize("NFD", "giấy"))) == "giấy"


def test_marks_piled_on_one_letter_are_dropped() -> None:
    assert len(nfc("a" + "\u0301\u0323" * 500)) < 20


def test_folding_remembers_words_and_no_messages() -> None:
    said = "tên tôi là Nguyễn Thị Thử, sinh ngày 01/02/1990, số căn cước 001190000001"
    before = folded_word.cache_info().currsize
    fold(said)
    fold(said + " ạ")
    assert folded_word.cache_info().currsize == before
