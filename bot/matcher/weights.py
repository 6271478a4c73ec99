"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.6268,
    "lead": 4.7519,
    "best": 2.0368,
    "second": 0.3745,
    "name": 0.0036,
    "said": 1.3138,
    "level": -0.0955,
    "own": 0.6329,
    "faq": 0.0527,
    "unsaid": -0.5825,
    "foreign": -0.0109,
    "outside": 1.2353,
}

SCOPE: Mapping[str, float] = {
    "one": -4.9207,
    "value": 0.4115,
    "outside": -0.2559,
    "cover": -0.0549,
    "best": 2.2827,
    "said": -0.5597,
    "unknown": -3.0846,
    "asks": -0.2977,
    "aspect": 0.2541,
    "ideas": 0.0746,
    "lean": 0.9935,
    "pairs": 0.8088,
    "talk": -0.6343,
    "known": -0.7035,
    "margin": 0.2048,
    "wants": 0.6423,
}

SURETY: Mapping[str, float] = {
    "one": -4.0698,
    "value": 0.5404,
    "margin": 1.2988,
    "best": -0.7222,
    "cover": 0.3505,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.55,
    "answer": 0.7,
}
