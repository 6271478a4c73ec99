"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 3.0072,
    "lead": 5.5584,
    "best": 1.7157,
    "second": 0.8781,
    "name": -0.0279,
    "said": 0.6767,
    "level": 0.0101,
    "own": 0.6393,
    "faq": 0.2909,
    "unsaid": -0.5992,
    "foreign": 0.2082,
    "outside": 1.6452,
}

SCOPE: Mapping[str, float] = {
    "one": -4.7763,
    "value": 0.1772,
    "outside": -0.2972,
    "cover": 0.5912,
    "best": 4.037,
    "said": -1.6665,
    "unknown": -2.8478,
    "asks": -0.4098,
    "aspect": 0.4211,
    "ideas": 0.2772,
    "lean": 0.6544,
    "pairs": 0.9797,
    "talk": -0.9371,
    "known": 0.0204,
    "margin": 0.3669,
    "wants": 1.1026,
}

SURETY: Mapping[str, float] = {
    "one": -4.9576,
    "value": 0.5535,
    "margin": 1.3415,
    "best": -0.3888,
    "cover": 0.3007,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.5609,
    "answer": 0.7,
}
