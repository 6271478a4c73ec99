"""Learning: deterministic, and better than no weights on a made-up task."""

from __future__ import annotations

import ast
import math
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.matcher.confidence import SIGNALS, SURETY, chance
from bot.matcher.entries import Entry, rows
from bot.matcher.fit import (
    CONTENT_KINDS,
    Question,
    Sample,
    examples,
    fit,
    fit_chance,
    fit_ranking,
    least_chance,
    ranked,
    written,
)
from bot.matcher.lexicon import lexicon
from bot.matcher.ranking import FEATURES
from bot.matcher.reading import Reader
from tests.matcher.test_matcher import catalogue

Row = tuple[tuple[float, ...], bool, float]


def sample(number: int) -> Sample:
    """Two candidates; the right one always has the higher «best», the wrong one the higher «cover»."""
    good = tuple(0.8 if name == "best" else 0.1 * (number % 3) for name in FEATURES)
    bad = tuple(0.9 if name == "cover" else 0.1 * (number % 2) for name in FEATURES)
    return Sample(
        Question("?", frozenset({"a"}), "g", "plain"), (good, bad), (True, False), (True, True), lambda _: (), (0, 1)
    )


def test_ranking_learns_what_tells() -> None:
    weights = fit_ranking([sample(number) for number in range(20)])
    assert weights["best"] > weights["cover"]
    assert weights == fit_ranking([sample(number) for number in range(20)])


def test_chance_is_calibrated_on_a_plain_case() -> None:
    rows = [((1.0, float(value)), value > 0 if step else value < 0, 1.0) for value in (-1, 1) for step in (1, 1, 1, 0)]
    weights = fit_chance(rows, ("one", "value"))
    assert 0.6 < chance(weights, ("one", "value"), (1.0, 1.0)) < 0.8


READER = Reader(lexicon(catalogue().words))


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    """The phrases of the hand-made catalogue as questions."""
    return examples(rows(catalogue(), READER.lexicon), READER)


def test_every_phrase_of_the_content_is_asked_once(samples: list[Sample]) -> None:
    asked = [one.question for one in samples]
    expected = [
        (entry.id, field)
        for entry, phrases in rows(catalogue(), READER.lexicon)
        for field, _ in phrases
        if field in CONTENT_KINDS
    ]
    assert sorted((question.group, question.kind) for question in asked) == sorted(expected)


def test_talk_has_no_right_entry_and_its_own_candidates_are_right(samples: list[Sample]) -> None:
    for one in samples:
        assert bool(one.question.right) == (one.question.kind != "topic")
        if not one.question.right:
            assert one.right == tuple(not inside for inside in one.inside)


def test_a_phrase_is_asked_of_an_index_that_has_not_seen_it() -> None:
    """A catalogue of one entry with one name: left out, nothing is left to find."""
    entry = Entry("procedure", "birth", "birth")
    asked = examples([(entry, [("name", "giấy khai sinh")])], READER)
    assert [one.candidates for one in asked] == [()]


def test_the_same_samples_give_the_same_weights(samples: list[Sample]) -> None:
    again = examples(rows(catalogue(), READER.lexicon), READER)
    assert fit(samples) == fit(again)


def test_every_number_gets_a_weight(samples: list[Sample]) -> None:
    weights = fit(samples)
    assert tuple(weights.ranking) == FEATURES
    assert tuple(weights.scope) == SIGNALS
    assert tuple(weights.surety) == SURETY
    assert tuple(weights.thresholds) == ("scope", "answer")


def test_no_samples_leave_the_weights_even() -> None:
    weights = fit([])
    assert set(weights.scope.values()) == {0.0}
    assert weights.thresholds["scope"] == 0.5


def test_weights_are_written_as_a_module_that_says_them(samples: list[Sample]) -> None:
    weights = fit(samples)
    text = written(weights)
    tables = {
        node.target.id: ast.literal_eval(node.value)
        for node in ast.parse(text).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value
    }
    assert tables == {
        "RANKING": weights.ranking,
        "SCOPE": weights.scope,
        "SURETY": weights.surety,
        "THRESHOLDS": weights.thresholds,
    }
    assert text == written(weights)


def test_ranked_puts_the_strongest_first_and_ties_by_entry_number() -> None:
    one = sample(1)
    tied = replace(one, candidates=(one.candidates[0],) * 2, numbers=(7, 3))
    even = dict.fromkeys(FEATURES, 1.0)
    assert [weighed.number for weighed, _, _ in ranked(tied, even)] == [3, 7]
    assert [right for _, right, _ in ranked(one, dict.fromkeys(FEATURES, 0.0) | {"best": 1.0})] == [True, False]


def test_a_sample_without_a_right_or_a_wrong_candidate_teaches_nothing() -> None:
    hopeless, certain = replace(sample(1), right=(False, False)), replace(sample(1), right=(True, True))
    usual = [sample(number) for number in range(6)]
    assert fit_ranking([*usual, hopeless, certain]) == fit_ranking(usual)


def test_twice_the_weight_is_the_question_twice() -> None:
    one, other = sample(1), sample(3)
    heavy = replace(one, question=replace(one.question, weight=2.0))
    assert fit_ranking([heavy, other]) == pytest.approx(fit_ranking([one, one, other]), abs=2e-4)


ROWS = st.lists(
    st.tuples(st.tuples(st.just(1.0), st.floats(-3, 3)), st.booleans(), st.sampled_from([0.5, 1.0])), max_size=12
)


@given(ROWS)
def test_chances_are_fitted_alike_and_finite_whatever_the_rows(given_rows: list[Row]) -> None:
    weights = fit_chance(given_rows, ("one", "value"))
    assert weights == fit_chance(list(given_rows), ("one", "value"))
    assert all(math.isfinite(weight) for weight in weights.values())


@given(ROWS)
def test_the_order_of_the_rows_does_not_matter(given_rows: list[Row]) -> None:
    forward, backward = (fit_chance(some, ("one", "value")) for some in (given_rows, given_rows[::-1]))
    assert forward == pytest.approx(backward, abs=2e-4)


def test_the_least_chance_parts_what_can_be_parted() -> None:
    chances = [(0.9, True, 1.0), (0.8, True, 1.0), (0.4, False, 1.0), (0.35, False, 1.0)]
    assert 0.4 < least_chance(chances) <= 0.8


def test_the_least_chance_is_the_most_careful_of_the_cheapest_ones() -> None:
    assert least_chance([(0.7, True, 1.0), (0.5, False, 1.0)]) == 0.7


def test_the_least_chance_gives_up_the_lighter_mistake() -> None:
    """A strong message beside the point stands between the questions: refusing two of three costs more than answering it."""
    questions = [(0.9, True, 1.0), (0.5, True, 1.0), (0.5, True, 1.0)]
    assert least_chance([*questions, (0.6, False, 1.0), (0.4, False, 9.0)]) <= 0.5
    assert least_chance([*questions, (0.6, False, 9.0), (0.4, False, 1.0)]) > 0.6


def cost(chances: list[tuple[float, bool, float]], least: float) -> float:
    """The share of questions refused and the share of other messages answered from this chance on."""
    asked = sum(weight for _, answerable, weight in chances if answerable)
    beside = sum(weight for _, answerable, weight in chances if not answerable)
    refused = sum(weight for p, answerable, weight in chances if answerable and p < least)
    passed = sum(weight for p, answerable, weight in chances if not answerable and p >= least)
    return refused / asked + passed / beside


CHANCES = st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.sampled_from([0.5, 1.0, 3.0])), max_size=15)


@given(CHANCES)
@example([(0.4, True, 1.0), (0.6, False, 1.0)])  # cheap below and above, dear between
def test_no_chance_is_much_cheaper_than_the_least(chances: list[tuple[float, bool, float]]) -> None:
    least = least_chance(chances)
    assert 0.3 <= least < 0.8
    if {answerable for _, answerable, _ in chances} == {True, False}:
        assert cost(chances, least) <= min(cost(chances, step / 100) for step in range(30, 80)) + 0.0051


@pytest.mark.parametrize("answerable", [True, False])
def test_one_kind_of_message_alone_teaches_no_chance(answerable: bool) -> None:
    assert least_chance([(0.9, answerable, 1.0)]) == 0.5
