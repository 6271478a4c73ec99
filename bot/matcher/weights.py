"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.9685,
    "lead": 5.6691,
    "best": 1.6791,
    "second": 0.9162,
    "name": -0.1068,
    "said": 0.6255,
    "level": -0.0177,
    "own": 0.6134,
    "faq": 0.2921,
    "unsaid": -0.5953,
    "foreign": 0.2632,
    "outside": 1.6893,
}

SCOPE: Mapping[str, float] = {
    "one": -4.9333,
    "value": 0.202,
    "outside": -0.2716,
    "cover": 0.6355,
    "best": 4.15,
    "said": -1.7571,
    "unknown": -2.7617,
    "asks": -0.4551,
    "aspect": 0.4365,
    "ideas": 0.4203,
    "lean": 0.6757,
    "pairs": 0.9655,
    "talk": -1.1826,
    "known": -0.1078,
    "margin": 0.3571,
    "wants": 1.1595,
}

SURETY: Mapping[str, float] = {
    "one": -5.946,
    "value": 0.7516,
    "margin": 1.2188,
    "best": -0.6089,
    "cover": -0.5759,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.49,
    "answer": 0.7,
}
