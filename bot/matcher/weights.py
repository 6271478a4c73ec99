"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.9643,
    "lead": 6.1741,
    "best": 1.3209,
    "second": 1.0648,
    "name": -0.2348,
    "said": 0.5797,
    "level": 0.055,
    "own": 0.3869,
    "faq": 0.4114,
    "unsaid": -0.636,
    "foreign": 0.4112,
    "outside": 1.5063,
}

SCOPE: Mapping[str, float] = {
    "one": -5.0071,
    "value": 0.1874,
    "outside": -0.2652,
    "cover": 1.0949,
    "best": 4.2789,
    "said": -1.2915,
    "unknown": -3.0753,
    "asks": -0.1693,
    "aspect": 0.6081,
    "ideas": 0.2972,
    "lean": 0.6994,
    "pairs": 1.0443,
    "talk": -1.4,
    "known": -0.2426,
    "margin": 0.3464,
    "wants": 0.9877,
    "size": 0.8924,
    "long best": -6.4525,
    "long cover": 5.005,
}

SURETY: Mapping[str, float] = {
    "one": -5.9382,
    "value": 0.6582,
    "margin": 1.3729,
    "best": -0.0067,
    "cover": -0.0991,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.47,
    "answer": 0.7,
}
