"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.9068,
    "lead": 6.0623,
    "best": 1.2111,
    "second": 1.0658,
    "name": -0.2312,
    "said": 0.5658,
    "level": -0.003,
    "own": 0.4146,
    "faq": 0.5515,
    "unsaid": -0.6298,
    "foreign": 0.3321,
    "outside": 1.497,
    "repeat": 0.6752,
}

SCOPE: Mapping[str, float] = {
    "one": -5.7533,
    "value": 0.2799,
    "outside": -0.2593,
    "cover": 0.8911,
    "best": 4.2306,
    "said": -1.2623,
    "unknown": -3.0267,
    "asks": -0.096,
    "aspect": 0.6142,
    "ideas": 0.2337,
    "lean": 0.7025,
    "pairs": 1.043,
    "talk": -1.3241,
    "known": -0.4807,
    "margin": 0.4251,
    "wants": 0.9161,
    "size": 0.6549,
    "long best": -6.3193,
    "long cover": 5.3784,
}

SURETY: Mapping[str, float] = {
    "one": -6.0295,
    "value": 0.7484,
    "margin": 1.4194,
    "best": -0.7752,
    "cover": -0.4744,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.52,
    "answer": 0.7,
}
