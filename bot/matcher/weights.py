"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 3.0169,
    "lead": 5.5457,
    "best": 1.7442,
    "second": 0.8968,
    "name": -0.1158,
    "said": 0.7088,
    "level": -0.039,
    "own": 0.6185,
    "faq": 0.2925,
    "unsaid": -0.5892,
    "foreign": 0.2706,
    "outside": 1.6931,
}

SCOPE: Mapping[str, float] = {
    "one": -4.9606,
    "value": 0.202,
    "outside": -0.2783,
    "cover": 0.6269,
    "best": 4.0775,
    "said": -1.6583,
    "unknown": -2.746,
    "asks": -0.3782,
    "aspect": 0.3773,
    "ideas": 0.3428,
    "lean": 0.6371,
    "pairs": 0.96,
    "talk": -1.1391,
    "known": -0.0708,
    "margin": 0.3559,
    "wants": 1.1259,
}

SURETY: Mapping[str, float] = {
    "one": -6.1445,
    "value": 0.7551,
    "margin": 1.2709,
    "best": -0.8026,
    "cover": -0.2008,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.58,
    "answer": 0.7,
}
