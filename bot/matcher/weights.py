"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.2374,
    "lead": 4.5442,
    "best": 2.495,
    "second": 0.0625,
    "name": 0.0523,
    "said": 1.4771,
    "level": -0.1104,
    "own": 1.3317,
    "faq": -0.0223,
    "unsaid": -0.6233,
    "foreign": -0.6968,
    "outside": 1.0533,
}

SCOPE: Mapping[str, float] = {
    "one": -5.1681,
    "value": 0.2835,
    "outside": -0.6724,
    "cover": -1.1585,
    "best": 1.1645,
    "said": 0.9487,
    "unknown": -4.6891,
    "asks": 0.8691,
    "aspect": 0.4437,
    "ideas": 1.2248,
}

SURETY: Mapping[str, float] = {
    "one": -3.5111,
    "value": 0.4153,
    "margin": 1.3381,
    "best": -0.0881,
    "cover": 0.3155,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.6073,
    "answer": 0.7,
}
