"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.2645,
    "lead": 4.273,
    "best": 2.0823,
    "second": 0.1301,
    "name": 0.2122,
    "said": 1.2135,
    "level": -0.092,
    "own": 1.3485,
    "faq": -0.1532,
    "unsaid": -0.7152,
    "foreign": -0.8498,
    "outside": 1.1553,
}

SCOPE: Mapping[str, float] = {
    "one": -5.2731,
    "value": 0.4078,
    "outside": -0.6254,
    "cover": -1.3907,
    "best": 0.9873,
    "said": 0.4964,
    "unknown": -4.3333,
    "asks": 0.8652,
    "aspect": 0.3289,
    "ideas": 1.2037,
}

SURETY: Mapping[str, float] = {
    "one": -3.8097,
    "value": 0.3321,
    "margin": 0.9433,
    "best": -0.8879,
    "cover": 1.9571,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.5872,
    "answer": 0.7,
}
