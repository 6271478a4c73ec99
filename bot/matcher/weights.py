"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.2271,
    "lead": 4.5526,
    "best": 2.5033,
    "second": 0.0637,
    "name": 0.0445,
    "said": 1.4824,
    "level": -0.1084,
    "own": 1.3264,
    "faq": -0.022,
    "unsaid": -0.6243,
    "foreign": -0.6884,
    "outside": 1.054,
}

SCOPE: Mapping[str, float] = {
    "one": -5.2174,
    "value": 0.2869,
    "outside": -0.667,
    "cover": -1.1334,
    "best": 1.1829,
    "said": 0.9485,
    "unknown": -4.8043,
    "asks": 0.8508,
    "aspect": 0.4623,
    "ideas": 1.2515,
}

SURETY: Mapping[str, float] = {
    "one": -3.5453,
    "value": 0.4158,
    "margin": 1.3663,
    "best": -0.0793,
    "cover": 0.2443,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.6176,
    "answer": 0.7,
}
