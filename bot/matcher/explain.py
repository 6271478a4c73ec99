"""Why the matcher said so: which terms counted for which entry, and what the next ones lacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.matcher.index import Index
from bot.matcher.lexicon import Hit
from bot.matcher.ranking import FEATURES, Ranking, Weighed
from bot.matcher.reading import Reading


@dataclass(frozen=True, slots=True)
class Reason:
    """One candidate's case. ``terms`` are (word or idea, weight) that counted, strongest first; ``phrase`` the words of its most
    alike phrase; ``numbers`` the features and what each added; ``lacked`` what the first candidate had that this one had not.
    ``counted`` are all index terms that counted, as the index writes them (``=`` before a word with its marks, ``#`` before an
    idea), with their weights; ``unsaid`` the ideas of the title that the message does not have."""

    kind: str
    id: str
    title: str
    value: float
    terms: tuple[tuple[str, float], ...]
    phrase: str
    numbers: tuple[tuple[str, float, float], ...]
    lacked: tuple[str, ...]
    counted: tuple[tuple[str, float], ...] = ()
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a message was read, and the case of each of the first candidates. ``spans`` are (start, end, kind, target) in ``words``
    of every listed phrase found: kind ``concept``, ``aspect``, ``filler`` or ``request``; they may overlap."""

    words: tuple[str, ...]
    ideas: tuple[str, ...]
    aspects: tuple[str, ...]
    unknown: tuple[str, ...]
    reasons: tuple[Reason, ...]
    spans: tuple[tuple[int, int, str, str], ...] = ()


def explained(
    index: Index, ranking: Ranking, reading: Reading, ranked: Sequence[Weighed], hits: Sequence[Hit] = ()
) -> Explanation:
    """The explanation of one ranking; ``hits`` are what the lists found in the message."""
    said = [index.counted(reading.terms.items(), one.number) for one in ranked]
    reasons = []
    for place, (one, terms) in enumerate(zip(ranked, said, strict=True)):
        entry = index.entries[one.number]
        strongest = sorted(terms.items(), key=lambda item: (-item[1], item[0]))[:8]
        missing = [term for term in said[0] if term not in terms] if place else []
        missing.sort(key=lambda term: -said[0][term])
        reasons.append(
            Reason(
                entry.kind,
                entry.id,
                entry.title,
                round(one.value, 3),
                tuple((term.lstrip("#="), round(weight, 2)) for term, weight in strongest),
                index.phrase(one.phrase) if one.phrase >= 0 else "",
                tuple(
                    (name, round(feature, 3), round(feature * weight, 3))
                    for name, feature, weight in zip(FEATURES, one.features, ranking.weights, strict=True)
                ),
                tuple(term.lstrip("#=") for term in missing[:5]),
                tuple(terms.items()),
                tuple(sorted(index.titles[one.number] - frozenset(reading.concepts))),
            )
        )
    unknown = tuple(word for word in dict.fromkeys(reading.folded) if word not in index.vocabulary)
    spans = tuple(
        (start, end, kind, target)
        for start, end, (kind, target) in hits
        if kind != "concept" or target in reading.concepts
    )
    return Explanation(reading.words, reading.concepts, reading.aspects, unknown, tuple(reasons), spans)
