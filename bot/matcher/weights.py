"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.5467,
    "lead": 4.9806,
    "best": 2.1726,
    "second": 0.4632,
    "name": -0.0286,
    "said": 0.9251,
    "level": -0.1421,
    "own": 0.6944,
    "faq": -0.0307,
    "unsaid": -0.6101,
    "foreign": 0.0945,
    "outside": 1.144,
}

SCOPE: Mapping[str, float] = {
    "one": -5.6589,
    "value": 0.4624,
    "outside": -0.2117,
    "cover": 0.1892,
    "best": 2.2683,
    "said": -0.4474,
    "unknown": -2.8337,
    "asks": -0.2826,
    "aspect": 0.1786,
    "ideas": 0.1311,
    "lean": 1.069,
    "pairs": 0.8748,
    "talk": -0.4946,
    "known": -0.582,
    "margin": 0.191,
    "wants": 0.7146,
}

SURETY: Mapping[str, float] = {
    "one": -3.9184,
    "value": 0.5118,
    "margin": 1.312,
    "best": -0.611,
    "cover": 0.3858,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.585,
    "answer": 0.7,
}
