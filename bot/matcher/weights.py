"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.9082,
    "lead": 6.0571,
    "best": 1.2206,
    "second": 1.0641,
    "name": -0.2352,
    "said": 0.5663,
    "level": -0.0128,
    "own": 0.4158,
    "faq": 0.5509,
    "unsaid": -0.6294,
    "foreign": 0.3161,
    "outside": 1.4912,
    "repeat": 0.6874,
}

SCOPE: Mapping[str, float] = {
    "one": -5.7257,
    "value": 0.2768,
    "outside": -0.2594,
    "cover": 0.9332,
    "best": 4.2076,
    "said": -1.2373,
    "unknown": -3.0601,
    "asks": -0.0932,
    "aspect": 0.6087,
    "ideas": 0.2213,
    "lean": 0.7013,
    "pairs": 1.044,
    "talk": -1.2998,
    "known": -0.5022,
    "margin": 0.4215,
    "wants": 0.9101,
    "size": 0.6704,
    "long best": -6.4282,
    "long cover": 5.4888,
}

SURETY: Mapping[str, float] = {
    "one": -5.73,
    "value": 0.7187,
    "margin": 1.3895,
    "best": -0.5377,
    "cover": -0.7343,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.51,
    "answer": 0.7,
}
