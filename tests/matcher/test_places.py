"""Where somebody lives: set aside, unless it is what the message is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalogue.loader import load
from bot.matcher import Matcher, build
from bot.matcher.lexicon import lexicon
from bot.matcher.reading import Reader, Reading
from bot.matcher.terms import QUIET, terms

READER = Reader(
    lexicon(
        {
            "concepts": (
                {"concept": "don_vi_moi", "phrases": ["thuộc xã nào"]},
                {"concept": "khai_sinh", "phrases": ["khai sinh"]},
                {"concept": "xe", "phrases": ["ô tô"]},
            ),
            "fillers": (
                {"filler": "small", "phrases": ["em", "ở", "cho"]},
                {"filler": "place", "phrases": ["tứ hiệp", "huyện thanh trì cũ", "văn điển"]},
            ),
        }
    )
)


def read(text: str) -> Reading:
    """The reading of a citizen's message."""
    return READER.read(text, lambda words, _: words)


def loud(text: str) -> set[str]:
    return {
        term for term, weight in read(text).terms.items() if weight > QUIET and term[0] not in "#=" and " " not in term
    }


@pytest.mark.parametrize(
    "place",
    [
        "em ở tứ hiệp",
        "em o tu hiep",
        "em ở tứ hiệp, huyện thanh trì cũ",
        "em ở xã quỳnh lưu",
        "em ở tổ 5",
        "em ở phường 12 quận 3",
        "em o to 5",
        "em tên lan, cho em",
        "em tên là lan hương, cho em",
    ],
)
def test_a_place_says_nothing(place: str) -> None:
    assert loud(place + ", làm khai sinh") == {"lam", "khai", "sinh"}


def test_a_place_is_heard_where_it_is_asked_about() -> None:
    assert {"tu", "hiep"} <= loud("tứ hiệp giờ thuộc xã nào")


def test_a_place_is_heard_where_little_else_is_said() -> None:
    assert {"van", "dien"} <= loud("em ở văn điển")


def test_a_place_is_heard_in_what_staff_wrote() -> None:
    assert terms(READER.said("em ở tứ hiệp, làm khai sinh")[0])["hiep"] == 1.0


def test_no_idea_is_taken_from_inside_a_place() -> None:
    assert read("em o to 5, lam khai sinh").concepts == ("khai_sinh",)
    assert read("o to 5 cho, lam khai sinh").concepts == ("xe", "khai_sinh")


def test_a_unit_before_known_words_is_no_place() -> None:
    assert {"khai", "sinh"} <= loud("xã khai sinh cho con nhanh")


def test_known_words_after_a_unit_are_no_name() -> None:
    assert {"sinh", "thuoc"} <= loud("thôn sinh thuộc khai sinh muộn rồi")


@pytest.fixture(scope="module")
def ours() -> Matcher:
    return build(load([Path(__file__).resolve().parents[2]]))


@pytest.mark.parametrize(
    "text",
    [
        "em ở tứ hiệp, huyện thanh trì cũ, muốn đăng ký tạm trú",
        "dang ky tam tru o van dien",
        "nhà em ở thôn triều khúc xã tân triều, đăng ký tạm trú thế nào",
        "em ở tổ 5 phường đại kim quận hoàng mai đăng ký tạm trú cần gì",
        "em o to 5 phuong dai kim, dang ky tam tru can gi",
        "đăng ký tạm trú ở xã quỳnh lưu tỉnh nghệ an",
    ],
)
def test_a_place_does_not_change_what_is_found(ours: Matcher, text: str) -> None:
    assert ours.match(text).candidates[0].id == "1.004194"


def test_a_question_about_a_place_still_finds_it(ours: Matcher) -> None:
    assert ours.match("Tứ Hiệp nay thuộc xã nào").candidates[0].id == "sn_xa_thanh_tri"
