"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 3.011,
    "lead": 5.5598,
    "best": 1.7245,
    "second": 0.8752,
    "name": -0.0242,
    "said": 0.6676,
    "level": 0.0116,
    "own": 0.6424,
    "faq": 0.2895,
    "unsaid": -0.6004,
    "foreign": 0.2013,
    "outside": 1.6493,
}

SCOPE: Mapping[str, float] = {
    "one": -4.7309,
    "value": 0.175,
    "outside": -0.2965,
    "cover": 0.4653,
    "best": 4.148,
    "said": -1.696,
    "unknown": -2.8128,
    "asks": -0.4456,
    "aspect": 0.422,
    "ideas": 0.249,
    "lean": 0.6765,
    "pairs": 0.9745,
    "talk": -0.9622,
    "known": 0.0765,
    "margin": 0.3686,
    "wants": 1.1115,
}

SURETY: Mapping[str, float] = {
    "one": -4.9589,
    "value": 0.5567,
    "margin": 1.3338,
    "best": -0.3919,
    "cover": 0.2659,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.5515,
    "answer": 0.7,
}
