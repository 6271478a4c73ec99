"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.5656,
    "lead": 4.621,
    "best": 2.2774,
    "second": 0.4023,
    "name": 0.0719,
    "said": 1.2874,
    "level": -0.1144,
    "own": 0.7481,
    "faq": 0.0583,
    "unsaid": -0.5504,
    "foreign": -0.1258,
    "outside": 1.2797,
}

SCOPE: Mapping[str, float] = {
    "one": -4.9671,
    "value": 0.4117,
    "outside": -0.2415,
    "cover": -0.2086,
    "best": 3.3624,
    "said": -1.3601,
    "unknown": -3.0705,
    "asks": -0.3288,
    "aspect": 0.2855,
    "ideas": 0.2139,
    "lean": 0.9566,
    "pairs": 0.8097,
    "talk": -0.9461,
    "known": -0.8789,
    "margin": 0.2443,
    "wants": 0.6712,
}

SURETY: Mapping[str, float] = {
    "one": -4.4273,
    "value": 0.5785,
    "margin": 1.2785,
    "best": -0.4912,
    "cover": 0.0496,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.525,
    "answer": 0.7,
}
