"""Golden questions: the test questions of every entry, who wins each of them, and what an edit would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.catalogue.model import Catalogue, Kind


class Found(Protocol):
    """What a candidate of the matcher shows."""

    @property
    def kind(self) -> Literal["procedure", "faq"]: ...
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def confidence(self) -> float: ...


class Reading(Protocol):
    """What a match shows: what the citizen would get (``answer``, ``choose``, ``abstain``), and the candidates."""

    @property
    def verdict(self) -> str: ...
    @property
    def intent(self) -> str: ...
    @property
    def candidates(self) -> Sequence[Found]: ...


class Matches(Protocol):
    """The one thing asked of a matcher."""

    def match(self, text: str) -> Reading:
        """The best reading of ``text``."""


@dataclass(frozen=True, slots=True)
class Golden:
    """One test question and its owner; ``number`` is its place in the owner's ``tests``."""

    kind: Literal["procedure", "faq"]
    id: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question leads to: the winner (its title for people), or nothing."""

    kind: Literal["procedure", "faq", ""]
    id: str = ""
    title: str = ""

    def owns(self, golden: Golden) -> bool:
        """Whether the owner of ``golden`` won."""
        return (self.kind, self.id) == (golden.kind, golden.id)

    def __str__(self) -> str:
        return f"«{self.title}» ({self.id})" if self.id else "không hiểu câu hỏi"


@dataclass(frozen=True, slots=True)
class Lost:
    """A golden question that its owner did not win."""

    golden: Golden
    winner: Outcome


@dataclass(frozen=True, slots=True)
class Flip:
    """A golden question that an edit would answer differently; ``worse`` when its owner won before and no longer does."""

    golden: Golden
    before: Outcome
    after: Outcome

    @property
    def worse(self) -> bool:
        """Whether the edit takes the question from its owner."""
        return self.before.owns(self.golden) and not self.after.owns(self.golden)


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two entries that are hard to tell apart, each as its title and identity, and the golden questions that show it."""

    one: str
    other: str
    questions: tuple[str, ...]


def golden(catalogue: Catalogue) -> Iterator[Golden]:
    """Every test question of our own entries, in the order of the catalogue."""
    for procedure in catalogue.procedures.values():
        if procedure.kind is not Kind.IMPORTED:
            for number, text in enumerate(procedure.tests):
                yield Golden("procedure", procedure.code, number, text)
    for entry in catalogue.faq.values():
        for number, text in enumerate(entry.tests):
            yield Golden("faq", entry.id, number, text)


def lost(catalogue: Catalogue, matcher: Matches) -> tuple[Lost, ...]:
    """The golden questions that somebody else wins, or nobody (the overmatch check)."""
    return tuple(Lost(one, winner) for one in golden(catalogue) if not (winner := outcome(matcher, one.text)).owns(one))


def outcomes(texts: Iterable[str], matcher: Matches) -> dict[str, Outcome]:
    """Who wins each of these questions; worth keeping for one version of the content, it asks the matcher every one."""
    return {text: outcome(matcher, text) for text in dict.fromkeys(texts)}


def flips(
    before: Catalogue,
    after: Catalogue,
    build: Callable[[Catalogue], Matches],
    known: Mapping[str, Outcome] | None = None,
) -> tuple[Flip, ...]:
    """The golden questions of either catalogue whose winner changes from ``before`` to ``after``, the worse ones first.

    A question whose owner only ``after`` has counts too, when its owner does not win it. ``known`` are the outcomes of
    ``before`` as far as somebody kept them; only the others are asked again.
    """
    every = {(one.kind, one.id, one.text): one for one in (*golden(before), *golden(after))}
    old: Matches | None = None
    was_known = dict(known or {})
    if any(one.text not in was_known for one in every.values()):
        old = build(before)
    new = build(after)
    found: list[Flip] = []
    for one in every.values():
        was = was_known[one.text] if one.text in was_known or old is None else outcome(old, one.text)
        becomes = outcome(new, one.text)
        if (was.kind, was.id) != (becomes.kind, becomes.id) and not (becomes.owns(one) and _is_new(one, before)):
            found.append(Flip(one, was, becomes))
    return tuple(sorted(found, key=lambda flip: not flip.worse))


def confusions(catalogue: Catalogue, matcher: Matches, near: float = 0.5) -> tuple[Confusion, ...]:
    """The pairs of entries that confuse each other, those with most questions first.

    A question shows it when somebody else wins it, or comes within ``near`` of the winner's confidence (0 to 1).
    """
    found: dict[tuple[str, str], list[str]] = {}
    for one in golden(catalogue):
        candidates = matcher.match(one.text).candidates
        if not candidates:
            continue
        first, rivals = candidates[0], candidates[1:2]
        if (first.kind, first.id) != (one.kind, one.id):
            rivals = candidates[:1]
        for rival in rivals:
            if rival is first or rival.confidence >= near * first.confidence:
                pair = sorted((f"«{_title(catalogue, one)}» ({one.id})", f"«{rival.title}» ({rival.id})"))
                found.setdefault((pair[0], pair[1]), []).append(one.text)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Confusion(one, other, tuple(texts)) for (one, other), texts in ordered)


def _title(catalogue: Catalogue, one: Golden) -> str:
    return catalogue.procedures[one.id].plain if one.kind == "procedure" else catalogue.faq[one.id].question


def outcome(matcher: Matches, text: str) -> Outcome:
    """Who wins ``text``: the first candidate unless the matcher abstains.

    What only a person can settle («hồ sơ của tôi xong chưa») is won by the answer it comes closest to, which the citizen is shown
    beside the way to a person; ``motcua test`` sees to it that they are."""
    reading = matcher.match(text)
    if not reading.candidates:
        return Outcome("")
    first = reading.candidates[0]
    if reading.verdict == "abstain" and not (reading.intent == "human" and first.kind == "faq"):
        return Outcome("")
    return Outcome(first.kind, first.id, first.title)


def _is_new(one: Golden, before: Catalogue) -> bool:
    return one.id not in (before.procedures if one.kind == "procedure" else before.faq)
