"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.1985,
    "lead": 4.3522,
    "best": 2.368,
    "second": 0.0678,
    "name": 0.0602,
    "said": 1.2998,
    "level": -0.1005,
    "own": 1.316,
    "faq": -0.1783,
    "unsaid": -0.6728,
    "foreign": -0.6672,
    "outside": 1.0947,
}

SCOPE: Mapping[str, float] = {
    "one": -5.4739,
    "value": 0.4276,
    "outside": -0.6353,
    "cover": -1.5499,
    "best": 0.9326,
    "said": 0.4523,
    "unknown": -4.514,
    "asks": 0.833,
    "aspect": 0.3766,
    "ideas": 1.3365,
}

SURETY: Mapping[str, float] = {
    "one": -3.2781,
    "value": 0.3238,
    "margin": 1.2234,
    "best": -0.3792,
    "cover": 1.341,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.6152,
    "answer": 0.7,
}
