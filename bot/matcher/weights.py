"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 3.02,
    "lead": 5.5556,
    "best": 1.7341,
    "second": 0.9003,
    "name": -0.0457,
    "said": 0.688,
    "level": -0.0229,
    "own": 0.6331,
    "faq": 0.2975,
    "unsaid": -0.5884,
    "foreign": 0.1823,
    "outside": 1.6553,
}

SCOPE: Mapping[str, float] = {
    "one": -4.8635,
    "value": 0.1719,
    "outside": -0.2992,
    "cover": 0.6327,
    "best": 4.0939,
    "said": -1.677,
    "unknown": -2.8518,
    "asks": -0.3758,
    "aspect": 0.3585,
    "ideas": 0.3416,
    "lean": 0.6259,
    "pairs": 0.9711,
    "talk": -0.9031,
    "known": 0.042,
    "margin": 0.3799,
    "wants": 1.1335,
}

SURETY: Mapping[str, float] = {
    "one": -5.7796,
    "value": 0.6853,
    "margin": 1.289,
    "best": -0.5223,
    "cover": -0.1333,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.5703,
    "answer": 0.7,
}
