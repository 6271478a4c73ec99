"""Weighing candidates: what speaks for each entry, as a few named numbers, and the learned weight of each number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.matcher.entries import Entry
from bot.matcher.index import Heard, Index, Likeness

FEATURES = (
    "cover",  # share of what the message says that the entry says too
    "lead",  # the same beside the strongest entry
    "best",  # likeness of its most alike phrase
    "second",  # likeness of the next one
    "name",  # likeness of its most alike name
    "said",  # share of that most alike phrase that the message says
    "level",  # nearness of the office that handles it
    "own",  # written up by us
    "faq",  # an answer, not a procedure
    "unsaid",  # ideas of its title that the message does not have
    "foreign",  # ideas of the message that the entry does not have
    "outside",  # talk no entry answers
    "repeat",  # how nearly the message repeats the most alike phrase; 0 below a likeness of three quarters
)
"""The numbers of one candidate, in this order; the comments are what staff see in an explanation."""

COVER, BEST, NAME, SAID = (FEATURES.index(name) for name in ("cover", "best", "name", "said"))

NEARLY = 0.75
"""Likeness from which on a message nearly repeats a phrase."""

MOST = 6
"""Entries weighed closely; of the rough order the right one is nearly always among the first six (ten did no better)."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One candidate: its entry number, its features in the order of ``FEATURES`` and their weighted sum."""

    number: int
    features: tuple[float, ...]
    value: float
    phrase: int


class Ranking:
    """The candidates of a message, best first."""

    def __init__(self, index: Index, weights: Mapping[str, float]) -> None:
        self._index = index
        self.weights = tuple(weights[name] for name in FEATURES)

    def title(self, number: int) -> frozenset[str]:
        """The ideas of an entry's title."""
        return self._index.titles[number]

    def weighed(self, heard: Heard) -> list[Weighed]:
        """The strongest candidates, best first; empty when no entry shares a term with the message."""
        index = self._index
        top = index.scores(heard, MOST)
        if not top:
            return []
        mass = heard.mass or 1.0
        alike = index.likeness(heard, [number for number, _ in top])
        strongest = top[0][1] or 1.0
        ideas = frozenset(heard.reading.concepts)
        found = []
        for (number, score), near in zip(top, alike, strict=True):
            features = self._features(index.entries[number], number, score, mass, strongest, near, ideas)
            value = sum([weight * feature for weight, feature in zip(self.weights, features, strict=True)])
            found.append(Weighed(number, features, value, near.phrase))
        found.sort(key=lambda one: (-one.value, one.number))
        return self._nearest_first(found)

    def _nearest_first(self, ranked: list[Weighed]) -> list[Weighed]:
        """Of entries with one official name that of the nearest office first, then our own: no word tells them apart."""
        entries = self._index.entries
        places: dict[str, list[int]] = {}
        for place, one in enumerate(ranked):
            if name := entries[one.number].name:
                places.setdefault(name, []).append(place)
        for same in places.values():
            if len(same) > 1:
                alike = [ranked[place] for place in same]
                alike.sort(key=lambda one: (-entries[one.number].level, -entries[one.number].own))
                for place, one, value in zip(same, alike, [ranked[place].value for place in same], strict=True):
                    ranked[place] = replace(one, value=value)
        return ranked

    def _features(
        self,
        entry: Entry,
        number: int,
        score: float,
        mass: float,
        strongest: float,
        near: Likeness,
        ideas: frozenset[str],
    ) -> tuple[float, ...]:
        return (
            score / mass,
            score / strongest,
            near.best,
            near.second,
            near.name,
            near.said,
            entry.level,
            entry.own,
            1.0 if entry.kind == "faq" else 0.0,
            min(len(self._index.titles[number] - ideas), 4) / 4,
            min(len(ideas - self._index.ideas[number]), 4) / 4,
            0.0 if entry.inside else 1.0,
            max(0.0, near.best - NEARLY) / (1 - NEARLY),
        )


def dot(weights: Sequence[float], features: Sequence[float]) -> float:
    """The weighted sum."""
    return sum([weight * feature for weight, feature in zip(weights, features, strict=True)])
