"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.8799,
    "lead": 6.0942,
    "best": 1.1411,
    "second": 1.0895,
    "name": -0.2586,
    "said": 0.5615,
    "level": 0.0055,
    "own": 0.4401,
    "faq": 0.5134,
    "unsaid": -0.6248,
    "foreign": 0.3346,
    "outside": 1.4849,
    "repeat": 0.6968,
}

SCOPE: Mapping[str, float] = {
    "one": -5.838,
    "value": 0.2919,
    "outside": -0.2575,
    "cover": 0.9439,
    "best": 4.0779,
    "said": -1.1966,
    "unknown": -3.0021,
    "asks": -0.0916,
    "aspect": 0.608,
    "ideas": 0.2585,
    "lean": 0.7104,
    "pairs": 1.0619,
    "talk": -1.2947,
    "known": -0.5,
    "margin": 0.4291,
    "wants": 0.9021,
    "size": 0.5607,
    "long best": -6.0999,
    "long cover": 5.3235,
}

SURETY: Mapping[str, float] = {
    "one": -5.889,
    "value": 0.713,
    "margin": 1.4421,
    "best": -0.814,
    "cover": -0.0831,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.55,
    "answer": 0.7,
}
