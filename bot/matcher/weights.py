"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.9352,
    "lead": 6.2287,
    "best": 1.1795,
    "second": 1.0138,
    "name": -0.2621,
    "said": 0.5503,
    "level": 0.0518,
    "own": 0.3695,
    "faq": 0.4207,
    "unsaid": -0.6366,
    "foreign": 0.4038,
    "outside": 1.4967,
    "repeat": 0.6314,
}

SCOPE: Mapping[str, float] = {
    "one": -5.1144,
    "value": 0.2105,
    "outside": -0.2607,
    "cover": 1.0442,
    "best": 4.1791,
    "said": -1.2964,
    "unknown": -3.0377,
    "asks": -0.1932,
    "aspect": 0.6034,
    "ideas": 0.3141,
    "lean": 0.7,
    "pairs": 1.0458,
    "talk": -1.4401,
    "known": -0.2812,
    "margin": 0.3592,
    "wants": 1.0068,
    "size": 0.7971,
    "long best": -6.2881,
    "long cover": 5.0022,
}

SURETY: Mapping[str, float] = {
    "one": -5.2395,
    "value": 0.576,
    "margin": 1.4105,
    "best": -0.189,
    "cover": 0.1238,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.47,
    "answer": 0.7,
}
