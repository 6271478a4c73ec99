"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.967,
    "lead": 5.6689,
    "best": 1.6823,
    "second": 0.92,
    "name": -0.1129,
    "said": 0.6277,
    "level": -0.0172,
    "own": 0.6104,
    "faq": 0.2922,
    "unsaid": -0.5947,
    "foreign": 0.2622,
    "outside": 1.6894,
}

SCOPE: Mapping[str, float] = {
    "one": -5.0168,
    "value": 0.217,
    "outside": -0.2708,
    "cover": 0.6316,
    "best": 4.0807,
    "said": -1.7771,
    "unknown": -2.7136,
    "asks": -0.4473,
    "aspect": 0.4275,
    "ideas": 0.4139,
    "lean": 0.666,
    "pairs": 0.9731,
    "talk": -1.1586,
    "known": -0.1215,
    "margin": 0.359,
    "wants": 1.1617,
}

SURETY: Mapping[str, float] = {
    "one": -5.9093,
    "value": 0.7437,
    "margin": 1.227,
    "best": -0.6029,
    "cover": -0.5404,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.6,
    "answer": 0.7,
}
