"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.9489,
    "lead": 6.208,
    "best": 1.2512,
    "second": 1.0445,
    "name": -0.2521,
    "said": 0.5858,
    "level": 0.0466,
    "own": 0.4054,
    "faq": 0.5681,
    "unsaid": -0.6393,
    "foreign": 0.3976,
    "outside": 1.4683,
    "repeat": 0.6899,
}

SCOPE: Mapping[str, float] = {
    "one": -5.6661,
    "value": 0.2772,
    "outside": -0.27,
    "cover": 0.9085,
    "best": 4.3034,
    "said": -1.2274,
    "unknown": -3.0654,
    "asks": -0.0719,
    "aspect": 0.6187,
    "ideas": 0.215,
    "lean": 0.6991,
    "pairs": 1.0196,
    "talk": -1.2747,
    "known": -0.6154,
    "margin": 0.3828,
    "wants": 0.9209,
    "size": 0.7098,
    "long best": -6.7073,
    "long cover": 5.5338,
}

SURETY: Mapping[str, float] = {
    "one": -5.1711,
    "value": 0.5863,
    "margin": 1.4366,
    "best": -0.1606,
    "cover": -0.3137,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.46,
    "answer": 0.7,
}
