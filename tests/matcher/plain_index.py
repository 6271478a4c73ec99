"""The index once more, in plain dictionaries and as its formulas read: what the one on arrays is compared with."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.matcher.entries import Source, Text
from bot.matcher.index import (
    COMMON,
    ENOUGH,
    FAINT,
    FIELD_WEIGHTS,
    LENGTH,
    LOUDEST,
    PRIOR,
    SATURATION,
    TYPE_WEIGHTS,
)
from bot.matcher.terms import QUIET, term_type, terms

Terms = Mapping[str, float]


class PlainIndex:
    """What each entry and phrase says, one dictionary each; slow and obvious."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.size = len(sources)
        self.phrases = [_with_terms(_names_before_others(source)) for source in sources]
        said: list[dict[str, float]] = []
        for source in sources:
            counts: defaultdict[str, float] = defaultdict(float)
            for text in source.texts:
                for term, share in terms(text.said).items():
                    counts[term] += share * FIELD_WEIGHTS[text.field]
            said.append(counts)
        self.seen = Counter(term for counts in said for term in counts)
        self.rarity = {term: self._rarity(seen) * TYPE_WEIGHTS[term_type(term)] for term, seen in self.seen.items()}
        described = [sum(counts.values()) for counts, source in zip(said, sources, strict=True) if source.entry.own]
        mean = sum(described) / max(len(described), 1)
        self.amounts = [self._amounts(counts, mean) for counts in said]
        self.lean = self._lean(sources)

    def _rarity(self, seen: int) -> float:
        """How rare a term of this many entries is; one entry more than there are, so that nothing is worthless."""
        return math.log(1 + (self.size + 1 - seen + 0.5) / (seen + 0.5))

    def _amounts(self, counts: Terms, mean: float) -> dict[str, float]:
        """BM25: each term's saturated count times its rarity."""
        norm = SATURATION * (1 - LENGTH + LENGTH * sum(counts.values()) / (mean or 1.0))
        return {term: count / (count + norm) * self.rarity[term] for term, count in counts.items()}

    def _lean(self, sources: Sequence[Source]) -> dict[str, float]:
        """Log odds of a word or pair in questions beside talk, each side by how much it says in all."""
        asked: Counter[str] = Counter()
        talked: Counter[str] = Counter()
        for source in sources:
            for text in source.texts:
                plain = [term for term in terms(text.said) if term_type(term) in {"word", "pair"}]
                if not source.entry.inside:
                    talked.update(plain)
                elif text.field in {"name", "ask", "situation"}:
                    asked.update(plain)
        even = math.sqrt((asked.total() + 1) / (talked.total() + 1))
        return {
            term: max(-2.0, min(2.0, math.log((asked[term] / even + PRIOR) / (talked[term] * even + PRIOR))))
            for term in asked | talked
            if asked[term] + talked[term] > 1
        }

    def heard(self, message: Terms) -> tuple[dict[str, float], float, float]:
        """The terms looked up with their weights, strongest first; the mass, and the mass of what is known."""
        known = {term: weight for term, weight in message.items() if term in self.rarity}
        mass = sum(weight * self.rarity[term] for term, weight in known.items())
        strange = sum(
            weight for term, weight in message.items() if term not in self.rarity and term_type(term) == "word"
        )
        loud = {term: weight for term, weight in known.items() if weight > QUIET}
        kept = loud if len(loud) >= ENOUGH else known
        strongest = sorted(kept, key=lambda term: -kept[term] * self.rarity[term])[:LOUDEST]
        unknown = math.log(1 + (self.size + 1) / 0.5)
        return {term: kept[term] for term in strongest}, mass + strange * unknown, mass

    def scores(self, heard: Terms) -> dict[int, float]:
        """Entry number -> summed amounts: the rare terms choose the entries, the common ones add to those chosen."""
        rare = [term for place, term in enumerate(heard) if self.seen[term] <= COMMON or not place]
        chosen = {
            number: sum(heard[term] * said[term] for term in rare if term in said)
            for number, said in enumerate(self.amounts)
        }
        least = max(chosen.values(), default=0.0) * FAINT
        common = [term for term in heard if term not in rare]
        return {
            number: score + sum(heard[term] * self.amounts[number].get(term, 0.0) for term in common)
            for number, score in chosen.items()
            if score > least
        }

    def likeness(self, heard: Terms, number: int) -> tuple[float, float, float]:
        """The best cosine with a phrase, the second best, the best with a name; topics' fields are not compared."""
        message = {term: weight * self.rarity[term] for term, weight in heard.items() if term_type(term) != "exact"}
        cosines = [(text.field, _cosine(message, self._told(text))) for text in self.phrases[number]]
        best = sorted((0.0 if field == "field" else cosine for field, cosine in cosines), reverse=True)
        names = [cosine for field, cosine in cosines if field == "name"]
        return best[0], best[1] if len(best) > 1 else 0.0, max(names, default=0.0)

    def portion(self, heard: Terms, number: int, phrase: int) -> float:
        """The share of this phrase's weight that the message says."""
        told = self._told(self.phrases[number][phrase])
        return sum(weight for term, weight in told.items() if term in heard) / (sum(told.values()) or 1.0)

    def _told(self, text: Text) -> dict[str, float]:
        """The telling terms of a phrase."""
        return {
            term: share * self.rarity[term]
            for term, share in terms(text.said).items()
            if share > QUIET and term_type(term) != "exact"
        }


def _names_before_others(source: Source) -> list[Text]:
    return sorted(source.texts, key=lambda text: text.field != "name")


def _with_terms(texts: Iterable[Text]) -> list[Text]:
    """A phrase without a term is none."""
    return [text for text in texts if terms(text.said)]


def _cosine(one: Terms, other: Terms) -> float:
    lengths = _length(one.values()) * _length(other.values())
    return sum(weight * other.get(term, 0.0) for term, weight in one.items()) / lengths if lengths else 0.0


def _length(weights: Iterable[float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights))
