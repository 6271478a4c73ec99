"""Confidence: chances between 0 and 1 that fall from candidate to candidate, from numbers that all have a learned weight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matcher import weights
from bot.matcher.confidence import SIGNALS, SURETY, chance, scope, shares, signals, surety
from bot.matcher.entries import Entry, Source, Text
from bot.matcher.index import Index
from bot.matcher.lexicon import lexicon
from bot.matcher.ranking import FEATURES, NEARLY, Ranking, Weighed
from bot.matcher.reading import Reader

NUMBER = st.floats(-1e6, 1e6)
CHANCE = st.floats(0.01, 0.99)
READER = Reader(lexicon({}))
INDEX = Index(
    [
        Source(Entry(kind, identity, identity), tuple(Text(field, said) for said in READER.said(text)))
        for kind, identity, field, text in (
            ("procedure", "birth", "name", "giấy khai sinh"),
            ("procedure", "death", "name", "giấy khai tử"),
            ("smalltalk", "greeting", "topic", "xin chào buổi sáng"),
        )
    ]
)


def weighed(value: float, number: int = 0) -> Weighed:
    """A candidate of this strength."""
    return Weighed(number, tuple(0.5 for _ in FEATURES), value, -1)


def seen(text: str) -> dict[str, float]:
    """The signals of a message by name."""
    heard = INDEX.hear(READER.read(text))
    ranked = Ranking(INDEX, weights.RANKING).weighed(heard)
    return dict(zip(SIGNALS, signals(heard, ranked, INDEX), strict=True))


@pytest.mark.parametrize(
    ("learned", "names"),
    [
        (weights.RANKING, FEATURES),
        (weights.SCOPE, SIGNALS),
        (weights.SURETY, SURETY),
        (weights.THRESHOLDS, ("scope", "answer")),
    ],
    ids=["ranking", "scope", "surety", "thresholds"],
)
def test_every_number_has_a_learned_weight_and_no_other_has(learned: dict[str, float], names: tuple[str, ...]) -> None:
    assert tuple(learned) == names


def test_thresholds_are_chances() -> None:
    assert all(0 < threshold < 1 for threshold in weights.THRESHOLDS.values())


@given(st.lists(NUMBER, min_size=3, max_size=3), st.lists(NUMBER, min_size=3, max_size=3))
def test_a_chance_lies_between_nothing_and_certainty(learned: list[float], numbers: list[float]) -> None:
    names = ("a", "b", "c")
    assert 0 < chance(dict(zip(names, learned, strict=True)), names, numbers) < 1


@given(NUMBER, NUMBER)
def test_a_larger_sum_is_no_smaller_chance(one: float, other: float) -> None:
    smaller, larger = sorted([one, other])
    assert chance({"a": 1.0}, ("a",), (smaller,)) <= chance({"a": 1.0}, ("a",), (larger,))


def test_no_evidence_is_an_even_chance() -> None:
    assert chance({"a": 1.0}, ("a",), (0.0,)) == 0.5


@given(st.lists(NUMBER, min_size=len(SIGNALS), max_size=len(SIGNALS)))
def test_the_scope_is_a_chance(numbers: list[float]) -> None:
    assert 0 < scope(weights.SCOPE, numbers) < 1


@pytest.mark.parametrize(
    ("best", "outside", "talk", "likely"),
    [
        (NEARLY, -1.0, 0.0, True),
        (NEARLY - 0.01, -1.0, 0.0, False),
        (NEARLY, 0.5, 0.0, False),
        (NEARLY, -1.0, NEARLY, False),
    ],
    ids=["repeats a phrase", "only resembles it", "talk is stronger", "talk is as alike"],
)
def test_what_repeats_a_phrase_of_ours_is_about_it(best: float, outside: float, talk: float, likely: bool) -> None:
    given_numbers = {"best": best, "outside": outside, "talk": talk}
    unlikely = dict.fromkeys(SIGNALS, 0.0) | {"one": -5.0}
    found = scope(unlikely, [given_numbers.get(name, 1.0) for name in SIGNALS])
    assert (found >= 0.9) is likely


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=10), CHANCE)
def test_shares_fall_and_are_no_more_than_one_together(values: list[float], first: float) -> None:
    """In any order: a procedure may stand before an answer of a little more value."""
    inside = [weighed(value) for value in values]
    found = shares(inside, first)
    assert found[0] == first
    assert len(found) == len(inside)
    assert found == sorted(found, reverse=True)
    assert sum(found) <= 1
    assert all(share >= 0 for share in found)


@given(CHANCE)
def test_equal_rivals_share_alike(first: float) -> None:
    found = shares([weighed(1.0), weighed(0.5), weighed(0.5)], first)
    assert found[1] == found[2]


def test_no_candidates_have_no_shares() -> None:
    assert shares([], 0.5) == []


def test_a_single_candidate_has_the_widest_margin() -> None:
    assert surety([weighed(2.0)])[SURETY.index("margin")] == 3.0
    assert surety([weighed(2.0), weighed(1.5)])[SURETY.index("margin")] == 0.5


@given(st.text(max_size=60) | st.sampled_from(["giấy khai sinh", "xin chào", "giấy", "buổi sáng khai tử"]))
def test_any_message_has_every_signal_within_its_range(text: str) -> None:
    found = seen(text)
    assert tuple(found) == SIGNALS
    assert found["one"] == 1.0
    assert -4 <= found["outside"] <= 4
    assert found["margin"] <= 3
    for name in ("best", "said", "unknown", "asks", "aspect", "ideas", "talk", "known", "wants"):
        assert 0 <= found[name] <= 1.0001, name


def test_unknown_words_are_a_signal() -> None:
    assert seen("giấy khai sinh")["unknown"] == 0.0
    assert seen("xe đạp điện")["unknown"] == 1.0


def test_our_own_phrase_is_as_alike_as_can_be() -> None:
    assert seen("giấy khai sinh")["best"] == pytest.approx(1.0)
    assert seen("giấy khai sinh")["talk"] == 0.0


def test_talk_is_stronger_than_entries_where_only_talk_is_said() -> None:
    assert seen("xin chào buổi sáng")["talk"] == pytest.approx(1.0)
    assert seen("xin chào buổi sáng")["outside"] > seen("giấy khai sinh")["outside"]
