"""What is offered where a message leaves things open, and the question that separates them."""

from __future__ import annotations

from bot.matcher.askback import ask_back, open_choice

CARD = frozenset({"can_cuoc"})
FIRST, NEW, AGAIN = CARD | {"cap_moi"}, CARD | {"cap_doi"}, CARD | {"cap_lai"}
LAND = frozenset({"so_do", "cap_moi"})


def test_titles_that_all_say_more_than_a_bare_word_are_as_good_as_each_other() -> None:
    titles = [FIRST, NEW, AGAIN]
    assert open_choice(CARD, titles, titles) == [0, 1, 2]


def test_a_first_title_that_says_no_more_is_the_plain_procedure() -> None:
    titles = [CARD, NEW, AGAIN]
    assert open_choice(CARD, titles, titles) == []


def test_titles_about_something_else_are_not_offered() -> None:
    titles = [FIRST, LAND, AGAIN]
    assert open_choice(CARD, titles, titles) == [0, 2]


def test_one_of_each_deed_is_offered() -> None:
    titles = [FIRST, FIRST | {"tre_em"}, NEW, AGAIN]
    assert open_choice(CARD, titles, titles) == [0, 2, 3]


def test_a_title_without_a_deed_comes_after_those_that_have_one() -> None:
    titles = [FIRST, CARD | {"tre_em"}, AGAIN, NEW]
    assert open_choice(CARD, titles, titles) == [0, 2, 3]


def test_of_one_deed_the_first_three_are_offered() -> None:
    titles = [CARD | {str(number)} for number in range(5)]
    assert open_choice(CARD, titles, titles) == [0, 1, 2]


def test_nothing_is_open_when_the_first_is_about_something_else_or_alone() -> None:
    assert open_choice(CARD, [LAND, FIRST, NEW], [LAND, FIRST, NEW]) == []
    assert open_choice(CARD, [FIRST, LAND], [FIRST, LAND]) == []


def test_the_question_names_the_deeds() -> None:
    assert ask_back([FIRST, NEW, AGAIN]) == (
        "Anh/chị muốn làm lần đầu, đổi vì hết hạn hoặc thay thông tin hay làm lại vì bị mất hoặc hỏng?"
    )


def test_no_question_separates_the_same_deed_or_different_things() -> None:
    assert ask_back([FIRST, FIRST | {"tre_em"}]) == ""
    assert ask_back([FIRST, LAND]) == ""
    assert ask_back([FIRST]) == ""
