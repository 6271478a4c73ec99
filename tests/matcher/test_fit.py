"""Learning: deterministic, and better than no weights on a made-up task."""

from __future__ import annotations

from bot.matcher.confidence import chance
from bot.matcher.fit import Question, Sample, fit_chance, fit_ranking
from bot.matcher.ranking import FEATURES


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
