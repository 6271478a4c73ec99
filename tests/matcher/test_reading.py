"""Reading: what says nothing about the matter is set aside, and letters without marks are read by the words around them."""

from __future__ import annotations

import pytest

from bot.matcher.lexicon import lexicon
from bot.matcher.reading import Reader, Reading
from bot.matcher.terms import QUIET, terms

READER = Reader(
    lexicon(
        {
            "concepts": (
                {"concept": "khai_tu", "phrases": ["khai tử", "qua đời"]},
                {"concept": "khai_sinh", "phrases": ["khai sinh"]},
                {"concept": "doi", "phrases": ["đổi"]},
                {"concept": "mat", "phrases": ["bị mất"]},
                {"concept": "can_cuoc", "phrases": ["căn cước"]},
                {"concept": "so_may", "phrases": ["điện thoại"]},
            ),
            "aspects": ({"aspect": "time", "phrases": ["mất bao lâu"]},),
            "fillers": (
                {"filler": "politeness", "phrases": ["ạ", "em chào"]},
                {"filler": "wishes", "phrases": ["chúc anh chị", "một ngày tốt lành", "nhiều sức khỏe"]},
                {"filler": "thanks", "phrases": ["cảm ơn", "em cảm ơn"]},
                {"filler": "small", "phrases": ["cho", "em", "thì", "ngày"]},
            ),
        }
    )
)


def read(text: str) -> Reading:
    """The reading of a citizen's message."""
    return READER.read(text, lambda words, _: words)


def said(text: str) -> set[str]:
    """The words and pairs of a message that speak."""
    return {term for term, weight in read(text).terms.items() if weight > QUIET and term[0] not in "#="}


@pytest.mark.parametrize(
    "text",
    [
        "làm khai sinh cho con. Em cảm ơn ạ",
        "làm khai sinh cho con, chúc anh chị nhiều sức khỏe",
        "chúc anh chị một ngày tốt lành, làm khai sinh cho con",
        "làm khai sinh cho con, sđt 0912345678",
        "ngày 3/5/2026 làm khai sinh cho con",
    ],
)
def test_wishes_thanks_and_figures_change_nothing(text: str) -> None:
    assert said(text) == said("làm khai sinh cho con")


def test_thanks_first_stay_because_they_may_be_the_message() -> None:
    assert "on" in read("cảm ơn làm khai sinh xong").terms


def test_a_number_of_the_card_is_not_the_card_when_something_else_is_asked() -> None:
    assert read("căn cước của em số 001085012345, em làm khai sinh").concepts == ("khai_sinh",)
    assert set(read("em bị mất căn cước số 001085012345").concepts) == {"can_cuoc", "mat"}


def test_without_marks_a_word_is_what_the_longer_phrase_says() -> None:
    assert read("ba toi qua doi").concepts == ("khai_tu",)
    assert set(read("doi can cuoc").concepts) == {"can_cuoc", "doi"}


def test_an_aspect_makes_no_pair_with_what_it_is_asked_of() -> None:
    weights = terms(READER.said("khai sinh mất bao lâu")[0])
    assert weights["sinh mat"] == QUIET
    assert weights["khai sinh"] == 1.0


@pytest.mark.parametrize(("text", "beyond"), [("căn cước", 0), ("em bị mất căn cước ạ", 0), ("căn cước của bà", 2)])
def test_words_that_stand_in_no_idea_are_counted(text: str, beyond: int) -> None:
    assert read(text).beyond == beyond


def test_a_telephone_number_right_after_an_idea_is_set_aside() -> None:
    assert said("em bị mất căn cước điện thoại 0912345678") == said("em bị mất căn cước")
