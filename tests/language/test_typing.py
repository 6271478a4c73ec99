"""Keyboard residue and the syllables that allow undoing it; proper words are never touched."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import exact, fold, is_syllable, untype, words


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


@given(st.text(max_size=20))
def test_any_word_is_survived(word: str) -> None:
    untype(word)
    is_syllable(word)


TONES = "\u0300\u0301\u0309\u0303\u0323"
MARKED = TONES + "âêôăơưđ"
TELEX = dict(zip(MARKED, ["f", "s", "r", "x", "j", "aa", "ee", "oo", "aw", "ow", "uw", "dd"], strict=True))
VNI = dict(zip(MARKED, ["2", "1", "3", "4", "5", "a6", "e6", "o6", "a8", "o7", "u7", "d9"], strict=True))

SYLLABLES = words(
    """
    giấy khai sinh tử đăng ký kết hôn căn cước hộ khẩu thường trú tạm vắng xác nhận chứng thực hợp đồng quyền sử dụng
    xây dựng phép doanh nghiệp thuế tiền lương hưu bảo hiểm trợ cấp nghèo tuổi yếu tố nước ngoài ủy ban phường huyện
    tỉnh thành trường nghĩa được không muốn hỏi cần nộp đâu mấy ngày quyết định quý gì gửi giữ nghỉ uống công đông
    khuỷu ngoằn nguệch khuếch huênh giếng gìn huỵch quỳnh nguẩy hoẵng thoắt uể oải yếm ếch khướu mướp tuýp luật xuất
    """
)


def keys(word: str, by: Mapping[str, str], tone_last: bool) -> str:
    """The keys of a word, its tone key after its vowel or at the very end."""
    typed, tone = "", ""
    for letter in word:
        apart = unicodedata.normalize("NFD", letter)
        mark = next((by[part] for part in apart if part in TONES), "")
        plain = unicodedata.normalize("NFC", "".join(part for part in apart if part not in TONES))
        typed += by.get(plain, plain) + ("" if tone_last else mark)
        tone += mark
    return typed + (tone if tone_last else "")


@pytest.mark.parametrize("word", SYLLABLES)
@pytest.mark.parametrize("by", [TELEX, VNI], ids=["telex", "vni"])
@pytest.mark.parametrize("tone_last", [True, False], ids=["tone last", "tone inside"])
def test_the_keys_of_a_syllable_give_the_syllable(word: str, by: Mapping[str, str], tone_last: bool) -> None:
    assert exact(untype(keys(word, by, tone_last))) == exact(word)


@pytest.mark.parametrize("by", [TELEX, VNI], ids=["telex", "vni"])
@given(st.sampled_from(SYLLABLES))
def test_capitals_are_keys_too(by: Mapping[str, str], word: str) -> None:
    assert exact(untype(keys(word, by, True).capitalize())) == exact(word)


@given(st.sampled_from(SYLLABLES))
def test_a_proper_syllable_is_never_touched(word: str) -> None:
    for written in (word, fold(word), word.upper(), unicodedata.normalize("NFD", word)):
        assert untype(written) == written


@given(st.text(alphabet="aăâbcdđeêfghijklmnoôơpqrsxtuưvwyz123456789áạấếệộợửỳ", max_size=10))
def test_undoing_gives_a_syllable_or_nothing_new(word: str) -> None:
    read = untype(word)
    assert read == word or is_syllable(read) or len(read) == len(word) > 5
    assert untype(read) == read


@pytest.mark.parametrize(
    "word", ["vneid", "cccd", "ct01", "covid19", "bhxh", "a1", "b2", "sql", "windows", "zalo", "www"]
)
def test_names_and_codes_stay(word: str) -> None:
    assert untype(word) == word
