"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 3.008,
    "lead": 6.0533,
    "best": 1.6566,
    "second": 0.9488,
    "name": -0.1738,
    "said": 0.5168,
    "level": 0.0473,
    "own": 0.42,
    "faq": 0.4611,
    "unsaid": -0.6143,
    "foreign": 0.4609,
    "outside": 1.5288,
}

SCOPE: Mapping[str, float] = {
    "one": -4.821,
    "value": 0.2027,
    "outside": -0.2638,
    "cover": 1.2416,
    "best": 3.4303,
    "said": -1.4192,
    "unknown": -3.2121,
    "asks": -0.2358,
    "aspect": 0.6097,
    "ideas": 0.236,
    "lean": 0.6831,
    "pairs": 1.0582,
    "talk": -1.3885,
    "known": -0.1882,
    "margin": 0.3537,
    "wants": 1.0326,
}

SURETY: Mapping[str, float] = {
    "one": -6.2073,
    "value": 0.7069,
    "margin": 1.3516,
    "best": -0.4198,
    "cover": -0.1273,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.44,
    "answer": 0.7,
}
