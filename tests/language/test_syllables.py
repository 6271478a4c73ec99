"""The inventory of syllables: real ones, however rare, are in; what breaks the rules of spelling is not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import exact, fold, is_syllable, words

COMMON = words(
    """
    tôi anh chị em con cháu vợ chồng bố mẹ ông bà người nhà đất xe máy giấy tờ khai sinh tử kết hôn đăng ký
    căn cước hộ khẩu thường trú tạm vắng xác nhận chứng thực hợp đồng chuyển nhượng quyền sử dụng xây dựng
    phép kinh doanh nghiệp thuế phí tiền lương hưu bảo hiểm trợ cấp nghèo tuổi yếu tố nước ngoài ủy ban
    phường huyện tỉnh thành phố trường học nghĩa quân được không muốn hỏi cần nộp ở đâu mấy ngày
    thiếu niên quyết định quý quê quỹ gì gửi giữ nghỉ nghiêm nghiêng quốc quỳnh oan uống
    """
)

RARE = words(
    """
    khuỷu ngoằn ngoèo nguệch ngoạc khuếch huênh tuềnh thuở huơ quơ xoong boong soóc moóc goòng giếng gìn gièm
    giường giặc khuya nguýt suỵt huỵch uỵch quýnh quýt quệch quạc khuây nguẩy ngoáy loay khuâng hoẵng oằn oẳng
    thoắt choắt hoen nhoẻn loét ngoao ngoéo uể oải oạch ỷ yểng yếm yết ếch khướu bướu mướp kẻng éc tuýp ngoém ngoặc
    luýnh quầng quấc truất nhuần hươu ngửi ưu êm
    """
)

BROKEN = words(
    """
    kà ngi ngê ghà ngha cê gê mầt bàc hõc tảp khaai tinhr xyz str thhanh nghanh fải jê zô wa ptô
    cccd vneid khoong coong oong iê khk quu tâch ôch ngiêng kuê ƀa β 한 中 a1 2
    """
)

TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
VOWELS = "aăâeêioôơuưy"


@pytest.mark.parametrize("word", COMMON)
def test_common_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", RARE)
def test_rare_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", BROKEN)
def test_what_breaks_the_rules_is_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["", " ", "-", "khai sinh", "a b", "đ", "ng", "\u0301"])
def test_no_word_or_several_are_none(word: str) -> None:
    assert not is_syllable(word)


SYLLABLES = st.sampled_from(COMMON + RARE)


@given(SYLLABLES)
def test_a_syllable_without_marks_is_still_one(word: str) -> None:
    assert is_syllable(fold(word))


@given(SYLLABLES)
def test_neither_case_nor_composition_matters(word: str) -> None:
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@given(SYLLABLES)
def test_wherever_the_tone_is_put_it_is_the_same_syllable(word: str) -> None:
    """«hoà» and «hòa», «uỷ» and «ủy»; nobody writes «thuyến» as «thúyên», but the rule does not care."""
    apart = unicodedata.normalize("NFD", word.lower())
    tone = "".join(mark for mark in apart if mark in TONES[1:])
    bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in TONES[1:]))
    for place, letter in enumerate(bare):
        if letter in VOWELS:
            written = unicodedata.normalize("NFC", bare[: place + 1] + tone + bare[place + 1 :])
            assert exact(written) == exact(word)
            assert is_syllable(written)


@pytest.mark.parametrize(
    ("old", "new"),
    [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("uỷ", "ủy"), ("hoạ", "họa"), ("loè", "lòe"), ("tuỳ", "tùy")],
)
def test_old_and_new_places_of_the_tone_read_the_same(old: str, new: str) -> None:
    assert old != new
    assert exact(old) == exact(new)
    assert is_syllable(old)
    assert is_syllable(new)


@given(st.sampled_from([word for word in COMMON + RARE if fold(word)[-1] in "cpt" or fold(word).endswith("ch")]))
def test_a_stopped_syllable_carries_only_acute_or_dot(word: str) -> None:
    letters = exact(word)[:-1]
    vowel = max(place for place, letter in enumerate(letters) if letter in VOWELS)
    toned = [unicodedata.normalize("NFC", letters[: vowel + 1] + tone + letters[vowel + 1 :]) for tone in TONES]
    assert [is_syllable(one) for one in toned if not one.isascii()][-5:] == [False, True, False, False, True]


@given(st.text(max_size=12))
def test_any_text_has_an_answer(text: str) -> None:
    assert is_syllable(text) in {True, False}
    assert not (is_syllable(text) and len(text) > 30)
