"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.5628,
    "lead": 4.7115,
    "best": 2.2142,
    "second": 0.5083,
    "name": 0.0547,
    "said": 0.9003,
    "level": -0.0718,
    "own": 0.7598,
    "faq": -0.0605,
    "unsaid": -0.6265,
    "foreign": 0.0402,
    "outside": 1.1385,
}

SCOPE: Mapping[str, float] = {
    "one": -5.3369,
    "value": 0.4817,
    "outside": -0.2091,
    "cover": 0.0825,
    "best": 1.7369,
    "said": -0.4508,
    "unknown": -2.8716,
    "asks": -0.3008,
    "aspect": 0.1647,
    "ideas": 0.1609,
    "lean": 1.0005,
    "pairs": 0.8582,
    "talk": -0.5176,
    "known": -0.771,
    "margin": 0.1542,
    "wants": 0.6721,
    "close": 0.6537,
}

SURETY: Mapping[str, float] = {
    "one": -3.8099,
    "value": 0.5301,
    "margin": 1.2079,
    "best": -0.5486,
    "cover": 0.3383,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.5729,
    "answer": 0.7,
}
