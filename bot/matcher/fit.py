"""Learning the weights from examples: small, deterministic, cross-validated; nothing here runs while citizens ask."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.language import fold
from bot.matcher.clauses import corrected
from bot.matcher.confidence import SIGNALS, SURETY, scope, signals, surety
from bot.matcher.entries import Entry, Phrases, Source, Text
from bot.matcher.index import Heard, Index
from bot.matcher.ranking import FEATURES, Ranking, Weighed, dot
from bot.matcher.reading import Reader
from bot.matcher.spelling import Spelling

FOLDS = 5
CONTENT_KINDS = frozenset({"name", "ask", "situation", "topic"})
"""Kinds of the questions that are the content's own phrases."""


@dataclass(frozen=True, slots=True)
class Question:
    """A message whose meaning is known: ``right`` entry ids in any order, none when no entry answers it. ``group`` and ``kind``
    name what it is left out with in cross-validation."""

    text: str
    right: frozenset[str]
    group: str
    kind: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A question as the matcher saw it before any weight was applied."""

    question: Question
    candidates: tuple[tuple[float, ...], ...]
    right: tuple[bool, ...]
    inside: tuple[bool, ...]
    signal: Callable[[Sequence[Weighed]], tuple[float, ...]]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything learned."""

    ranking: Mapping[str, float]
    scope: Mapping[str, float]
    surety: Mapping[str, float]
    thresholds: Mapping[str, float]


def examples(rows: Iterable[tuple[Entry, Phrases]], reader: Reader) -> list[Sample]:
    """The content's own phrases as questions, each asked of an index that has not seen it (nor its fold of phrases)."""
    read = [
        (entry, [(field, text, Text(field, one)) for field, text in phrases for one in reader.said(text)])
        for entry, phrases in rows
    ]
    samples: list[Sample] = []
    for turn in range(FOLDS):
        kept = []
        asked: list[Question] = []
        for entry, phrases in read:
            texts: list[Text] = []
            for field, words, text in phrases:
                out = field in CONTENT_KINDS and zlib.crc32(words.encode()) % FOLDS == turn
                if out and not (entry.kind == "faq" and field == "name"):
                    right = frozenset({entry.id}) if entry.inside else frozenset()
                    plain = zlib.crc32(words.encode()[::-1]) % 3 == 0
                    asked.append(Question(fold(words) if plain else words, right, entry.id, field))
                else:
                    texts.append(text)
            kept.append(Source(entry, tuple(texts)))
        index = Index(kept)
        samples += sampled(asked, reader, Spelling(index.said, reader.lexicon.spoken), index)
    return samples


def sampled(questions: Iterable[Question], reader: Reader, spelling: Spelling, index: Index) -> list[Sample]:
    """The questions as samples of this index."""
    ranking = Ranking(index, dict.fromkeys(FEATURES, 1.0))
    found = []
    for question in questions:
        heard = index.hear(reader.read(corrected(question.text), spelling.mend))
        ranked = ranking.weighed(heard)
        entries = [index.entries[one.number] for one in ranked]

        def signal(weighed: Sequence[Weighed], heard: Heard = heard) -> tuple[float, ...]:
            return signals(heard, weighed, index)

        found.append(
            Sample(
                question,
                tuple(one.features for one in ranked),
                tuple(entry.id in question.right if question.right else not entry.inside for entry in entries),
                tuple(entry.inside for entry in entries),
                signal,
                tuple(one.number for one in ranked),
            )
        )
    return found


def ranked(sample: Sample, weights: Mapping[str, float]) -> list[tuple[Weighed, bool, bool]]:
    """The sample's candidates under these weights, best first, each with (right, inside)."""
    row = [weights[name] for name in FEATURES]
    found = [
        (Weighed(number, features, dot(row, features), -1), right, inside)
        for number, features, right, inside in zip(
            sample.numbers, sample.candidates, sample.right, sample.inside, strict=True
        )
    ]
    found.sort(key=lambda one: (-one[0].value, one[0].number))
    return found


def fit_ranking(samples: Sequence[Sample], rounds: int = 60, ridge: float = 0.002) -> dict[str, float]:
    """Weights that make the right candidate win: softmax regression over each sample's candidates, full-batch with momentum."""
    usable = [one for one in samples if any(one.right) and not all(one.right)]
    weights, speed = np.ones(len(FEATURES)), np.zeros(len(FEATURES))
    if not usable:
        return dict.fromkeys(FEATURES, 1.0)
    sizes = np.array([len(one.candidates) for one in usable])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    features = np.array([row for one in usable for row in one.candidates])
    right = np.array([good for one in usable for good in one.right], float)
    importance = np.array([one.question.weight for one in usable])
    importance = np.repeat(importance / importance.sum(), sizes)
    for turn in range(rounds):
        values = features @ weights
        powers = np.exp(values - np.repeat(np.maximum.reduceat(values, starts), sizes))
        whole = np.repeat(np.add.reduceat(powers, starts), sizes)
        good = np.repeat(np.add.reduceat(powers * right, starts), sizes)
        slope = ((powers * right / good - powers / whole) * importance) @ features
        rate = 6.0 if turn < rounds * 2 // 3 else 3.0
        speed = 0.8 * speed + rate * (slope - ridge * weights)
        weights = weights + speed
    return {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}


def fit_chance(
    rows: Sequence[tuple[tuple[float, ...], bool, float]], names: Sequence[str], rounds: int = 25
) -> dict[str, float]:
    """Logistic weights for rows of (numbers, true or not, weight), by Newton's method on standardised sums (small ridge)."""
    weights = np.zeros(len(names))
    if not rows:
        return dict.fromkeys(names, 0.0)
    numbers = np.array([row for row, _, _ in rows])
    truth = np.array([good for _, good, _ in rows], float)
    importance = np.array([weight for _, _, weight in rows])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(numbers @ weights, -30.0, 30.0)))
        slope = (importance * (truth - p)) @ numbers - RIDGE * weights
        bend = (numbers.T * (importance * p * (1 - p))) @ numbers + RIDGE * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


RIDGE = 0.5
"""Pull of the logistic weights towards nothing."""


def fit(samples: Sequence[Sample]) -> Weights:
    """All weights from these samples. The content's own phrases, asked of an index that lost a fifth of them, weigh less than
    questions asked of the whole one; messages that nothing answers weigh together as much as all others."""
    ranking = fit_ranking(samples)
    scope_rows, sure_rows = [], []
    for one in samples:
        order = ranked(one, ranking)
        numbers = one.signal([weighed for weighed, _, _ in order])
        weight = one.question.weight * (HELD_BACK if one.question.kind in CONTENT_KINDS else 1.0)
        scope_rows.append((numbers, bool(one.question.right), weight))
        inside = [weighed for weighed, _, here in order if here]
        if one.question.right and inside:
            truth = next(right for _, right, here in order if here)
            hard = one.question.kind in CONTENT_KINDS
            sure_rows.append((surety(inside), truth, one.question.weight * (0.05 if hard else 1.0)))
    asked = any(one.question.right and one.question.kind not in CONTENT_KINDS for one in samples)
    answerable_weight = sum(weight for _, truth, weight in scope_rows if truth) or 1.0
    other_weight = sum(weight for _, truth, weight in scope_rows if not truth) or 1.0
    even = answerable_weight / other_weight  # talk beside the point is rarer among the examples than among citizens
    inside_weights = fit_chance([(row, truth, w if truth else w * even) for row, truth, w in scope_rows], SIGNALS)
    sure = fit_chance(sure_rows, SURETY)
    chances = [
        (scope(inside_weights, numbers), answerable, weight)
        for one, (numbers, answerable, weight) in zip(samples, scope_rows, strict=True)
        if one.question.kind not in CONTENT_KINDS or not asked  # what lost its nearest kin would put it too high
    ]
    return Weights(ranking, inside_weights, sure, {"scope": least_chance(chances), "answer": 0.7})


HELD_BACK = 0.3
"""Weight of the content's own phrases for the scope: they lost their nearest kin, so they are harder than what citizens ask."""


def least_chance(chances: Sequence[tuple[float, bool, float]]) -> float:
    """The chance from which on a message is answered: where the share of answerable ones refused and the share of others answered
    add up to the least, from (chance, answerable, weight); of all that are within three thousandths of it the most careful, for a
    wrong answer misleads and a refusal leads to a person."""
    asked = sum(weight for _, answerable, weight in chances if answerable)
    beside = sum(weight for _, answerable, weight in chances if not answerable)
    if not asked or not beside:
        return 0.5
    costs = []
    for step in range(30, 80):
        least = step / 100
        refused = sum(weight for p, answerable, weight in chances if answerable and p < least) / asked
        passed = sum(weight for p, answerable, weight in chances if not answerable and p >= least) / beside
        costs.append((refused + passed, least))
    lowest = min(costs)[0] + 0.003
    return max(least for cost, least in costs if cost <= lowest)


def written(weights: Weights) -> str:
    """The text of ``weights.py`` for these weights."""
    lines = [
        '"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""',
        "",
        "from __future__ import annotations",
        "",
        "from collections.abc import Mapping",
    ]
    for name, table in (
        ("RANKING", weights.ranking),
        ("SCOPE", weights.scope),
        ("SURETY", weights.surety),
        ("THRESHOLDS", weights.thresholds),
    ):
        rows = "".join(f'    "{key}": {value},\n' for key, value in table.items())
        lines += ["", f"{name}: Mapping[str, float] = {{\n{rows}}}"]
    return "\n".join(lines) + "\n"
