"""From weighed candidates to a verdict: how sure we are that the message asks for something here, and that the first is it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

from bot.matcher.index import Heard, Index
from bot.matcher.ranking import BEST, COVER, NEARLY, SAID, Weighed
from bot.matcher.terms import QUIET

SIGNALS = (
    "one",  # constant
    "value",  # strength of the best entry
    "outside",  # strength of the best talk beside the point, less the entry's
    "cover",  # share of the message the best entry explains
    "best",  # likeness of its most alike phrase
    "said",  # share of that phrase that the message says
    "unknown",  # share of the message no entry here uses
    "asks",  # the message asks or wants something
    "aspect",  # the message asks about fee, time, place ...
    "ideas",  # the message holds ideas of our field
    "lean",  # its words are those of questions rather than of talk
    "pairs",  # the same of its pairs of words
    "talk",  # likeness of the most alike phrase of talk
    "known",  # share of the words known here that the best entry explains
    "margin",  # how far the best entry stands before the next
    "wants",  # the message says what it wants
    "size",  # how much is said, 0 to 1
    "long best",  # likeness, where much is said
    "long cover",  # share explained, where much is said
)
"""What decides whether a message is about an entry at all."""

MUCH = 40
"""Telling words from which on a message is as long as any."""

SURETY = ("one", "value", "margin", "best", "cover")
"""What decides how sure the first candidate is, given that the message is about some entry."""


_OUTSIDE, _LIKE, _TALK = SIGNALS.index("outside"), SIGNALS.index("best"), SIGNALS.index("talk")


def signals(heard: Heard, ranked: Sequence[Weighed], index: Index) -> tuple[float, ...]:
    """The numbers of ``SIGNALS`` for one message."""
    reading = heard.reading
    inside = next((one for one in ranked if index.entries[one.number].inside), None)
    outside = next((one for one in ranked if not index.entries[one.number].inside), None)
    value = inside.value if inside else 0.0
    beside = (outside.value - value) if outside else -4.0
    words = [term for term in reading.terms if term[0] not in "=#" and " " not in term]
    strange = sum(1 for word in words if word not in index.vocabulary)
    talk = outside.features[BEST] if outside else 0.0
    lean = index.lean
    alone = [lean[word] for word in words if word in lean and reading.terms[word] > QUIET]
    pairs = [
        lean[term]
        for term, weight in reading.terms.items()
        if weight > QUIET and " " in term and term[0] not in "=#" and term in lean
    ]
    size = min(reading.loud, MUCH) / MUCH
    cover, best = (inside.features[COVER], inside.features[BEST]) if inside else (0.0, 0.0)
    rivals = [one.value for one in ranked if index.entries[one.number].inside][:2]
    return (
        1.0,
        value,
        max(-4.0, min(4.0, beside)),
        cover,
        best,
        inside.features[SAID] if inside else 0.0,
        strange / len(words) if words else 1.0,
        1.0 if reading.requests else 0.0,
        1.0 if reading.aspects else 0.0,
        min(len(reading.concepts), 3) / 3,
        sum(alone) / math.sqrt(len(alone) + 1),
        sum(pairs) / math.sqrt(len(pairs) + 1),
        talk,
        min(inside.features[COVER] * heard.mass / heard.known, 1.0) if inside and heard.known else 0.0,
        min(rivals[0] - rivals[1], 3.0) if len(rivals) > 1 else 3.0,
        1.0 if "want" in reading.requests else 0.0,
        size,
        size * best,
        size * cover,
    )


def surety(inside: Sequence[Weighed]) -> tuple[float, ...]:
    """The numbers of ``SURETY`` for the candidates of one message, best first (at least one)."""
    first = inside[0]
    margin = first.value - inside[1].value if len(inside) > 1 else 3.0
    return (1.0, first.value, min(margin, 3.0), first.features[BEST], first.features[COVER])


def chance(weights: Mapping[str, float], names: Sequence[str], numbers: Sequence[float]) -> float:
    """The logistic chance, from 0 to 1."""
    total = sum([weights[name] * number for name, number in zip(names, numbers, strict=True)])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def scope(weights: Mapping[str, float], numbers: Sequence[float]) -> float:
    """The chance that a message with these ``SIGNALS`` is about an entry; what nearly repeats a phrase of the best entry, and of no
    talk, is about it."""
    likely = chance(weights, SIGNALS, numbers)
    repeats = numbers[_OUTSIDE] < 0 and numbers[_LIKE] >= max(NEARLY, numbers[_TALK] + 0.1)
    return max(likely, 0.9) if repeats else likely


def shares(inside: Sequence[Weighed], first: float) -> list[float]:
    """Confidence of each candidate, given the chance of the first: the rest of the chance falls off with the distance, and never
    rises, not even where an answer stands behind a procedure of less value."""
    if not inside:
        return []
    top = inside[0].value
    others = [math.exp(one.value - top) for one in inside[1:]]
    rest = (1 - first) * 0.8 / (sum(others) or 1.0)
    return list(accumulate([first, *(part * rest for part in others)], min))
