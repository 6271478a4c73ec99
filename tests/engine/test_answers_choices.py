"""Choices in people's own words: marks tell numbers from words, and a telling word is enough to ask back."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalogue.model import AnswerType, Choice, Question
from bot.engine.answers import Doubt, Invalid, parse
from bot.engine.session import Answer

TODAY = date(2026, 11, 23)
WHO = Question(
    id="who",
    ask="Anh/chị là gì của bé?",
    label="Người đi khai",
    type=AnswerType.CHOICE,
    choices=(
        Choice(value="me", label="Mẹ"),
        Choice(value="cha", label="Cha"),
        Choice(value="ong_ba", label="Ông hoặc bà"),
        Choice(value="nho", label="Người được nhờ làm thay"),
    ),
)
HOW = Question(
    id="how",
    ask="Nộp bằng cách nào?",
    label="Cách nộp",
    type=AnswerType.CHOICE,
    choices=(
        Choice(value="mang", label="Trực tuyến (đã có VNeID mức 2)"),
        Choice(value="quay", label="Đến quầy một cửa"),
        Choice(value="thu", label="Gửi qua bưu chính"),
    ),
)


@pytest.mark.parametrize("text", ["đã cưới", "bốn mươi", "bảy", "xyz", "Nguyễn Văn An"])
def test_words_that_only_sound_like_a_place_in_the_list_are_refused(text: str) -> None:
    assert isinstance(parse(WHO, text, {}, TODAY), Invalid)


@pytest.mark.parametrize(
    ("text", "value"), [("cái cuối cùng", "nho"), ("cai dau", "me"), ("số 2", "cha"), ("3", "ong_ba")]
)
def test_places_in_the_list(text: str, value: str) -> None:
    found = parse(WHO, text, {}, TODAY)
    assert isinstance(found, Answer)
    assert value == found.value


@pytest.mark.parametrize("text", ["bà nội", "ông ngoại cháu", "ba noi"])
def test_one_telling_word_is_asked_back(text: str) -> None:
    found = parse(WHO, text, {}, TODAY)
    assert isinstance(found, Doubt)
    assert found.answer.value == "ong_ba"


@pytest.mark.parametrize("text", ["nop tai xa", "lên xã", "trực tiếp", "tôi ra phường nộp", "đến tận nơi", "ra quầy"])
def test_coming_in_person(text: str) -> None:
    found = parse(HOW, text, {}, TODAY)
    assert isinstance(found, Answer)
    assert found.value == "quay"


STAY = Question(
    id="days",
    ask="Ở trong bao lâu?",
    label="Thời gian ở",
    type=AnswerType.CHOICE,
    choices=(Choice(value="dai", label="Từ 30 ngày trở lên"), Choice(value="ngan", label="Dưới 30 ngày")),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6 tháng", "dai"),
        ("khoảng hai năm", "dai"),
        ("em ở 2 tuần thôi", "ngan"),
        ("10 ngày", "ngan"),
        ("30 ngày", "dai"),
    ],
)
def test_an_amount_is_placed_in_its_span_and_asked_back(text: str, value: str) -> None:
    found = parse(STAY, text, {}, TODAY)
    assert isinstance(found, Doubt | Answer)
    assert value == (found.answer if isinstance(found, Doubt) else found).value


@pytest.mark.parametrize("text", ["thuê trọ", "từ 10 đến 40 ngày tùy việc", "lâu"])
def test_no_amount_no_span(text: str) -> None:
    assert isinstance(parse(STAY, text, {}, TODAY), Invalid)
