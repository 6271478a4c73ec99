"""Relevance, conditions, progress and what an edit would drop."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalogue.model import Comparison
from bot.engine import flow
from bot.engine.session import Answer, Draft
from tests.engine.town import START, birth

TODAY = date(2026, 11, 23)


def answers(**given: str | int | bool | tuple[str, ...]) -> dict[str, Answer]:
    """Answers by question id."""
    return {key: Answer(value, str(value)) for key, value in given.items()}


def draft(**given: str | int | bool | tuple[str, ...]) -> Draft:
    """A draft with these answers."""
    return Draft("d", "1.001193", START, stage="asking", answers=answers(**given))


def test_only_questions_on_the_path_are_relevant() -> None:
    at_home = [one.id for one in flow.relevant(birth(), answers(noi_sinh="nha"), TODAY)]
    assert "do_de" in at_home
    assert "anh" not in at_home


def test_conditions_see_only_answers_on_the_path() -> None:
    """An answer left over from another branch decides nothing."""
    left_over = answers(noi_sinh="vien", lam_chung="co")
    assert "lam_chung" not in [one.id for one in flow.documents(birth(), left_over, TODAY)]


@pytest.mark.parametrize(
    ("value", "wanted", "met"),
    [
        ("nha", "nha", True),
        ("nha", ("vien", "nha"), True),
        ("nha", "vien", False),
        (("a", "b"), "b", True),
        (("a", "b"), ("c",), False),
        (True, "co", True),
        ("2026-11-23", Comparison(older_than_days=0), False),
        ("2026-09-23", Comparison(older_than_days=60), True),
        ("2026-09-24", Comparison(older_than_days=60), False),
        ("2012-11-23", Comparison(older_than_years=14), True),
        ("2012-11-24", Comparison(older_than_years=14), False),
        ("2012-11-24", Comparison(younger_than_years=14), True),
        ("5", Comparison(over=4), True),
        (5, Comparison(over=4, under=5), False),
        ("x", Comparison(over=4), False),
        ("2026-11-23", Comparison(over=4), False),
    ],
)
def test_conditions(
    value: str | int | bool | tuple[str, ...], wanted: str | tuple[str, ...] | Comparison, met: bool
) -> None:
    assert flow.holds({"q": wanted}, answers(q=value), TODAY) is met
    assert not flow.holds({"other": wanted}, answers(q=value), TODAY)


def test_unless_needs_a_condition_to_exclude() -> None:
    assert flow.applies({}, {}, {}, TODAY)
    assert flow.applies({}, {"q": "x"}, {}, TODAY)
    assert not flow.applies({}, {"q": "x"}, answers(q="x"), TODAY)


def test_a_choice_that_left_the_content_is_not_settled() -> None:
    question = birth().questions[0]
    assert flow.settled(question, draft(noi_sinh="vien"))
    assert not flow.settled(question, draft(noi_sinh="da_xoa"))
    assert not flow.settled(question, draft(noi_sinh="nuoc_ngoai"))


def test_what_an_edit_drops() -> None:
    given = draft(noi_sinh="nha", lam_chung="co", do_de="Hoa", ten="An")
    lost = flow.dropped(birth(), given, "noi_sinh", Answer("vien", "viện"), TODAY)
    assert [question.id for question, _ in lost] == ["lam_chung", "do_de"]


def test_cases_are_asked_in_order_and_only_where_they_matter() -> None:
    assert [one.id for one in flow.case_questions(birth())] == ["noi_sinh", "lam_chung"]
    assert getattr(flow.next_case(birth(), {"noi_sinh": "nha"}, TODAY), "id", None) == "lam_chung"
    assert flow.next_case(birth(), {"noi_sinh": "vien"}, TODAY) is None
