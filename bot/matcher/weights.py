"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 2.3952,
    "lead": 4.1851,
    "best": 1.8226,
    "second": 0.0634,
    "name": 0.275,
    "said": 1.4851,
    "level": -0.058,
    "own": 1.3427,
    "faq": -0.1192,
    "unsaid": -0.7139,
    "foreign": -1.0775,
    "outside": 1.2058,
}

SCOPE: Mapping[str, float] = {
    "one": -5.1448,
    "value": 0.4104,
    "outside": -0.6198,
    "cover": -1.2811,
    "best": 0.8277,
    "said": 0.6809,
    "unknown": -3.8955,
    "asks": 0.959,
    "aspect": 0.2511,
    "ideas": 0.9579,
}

SURETY: Mapping[str, float] = {
    "one": -4.2119,
    "value": 0.3925,
    "margin": 0.9235,
    "best": -1.1376,
    "cover": 2.0381,
}

THRESHOLDS: Mapping[str, float] = {
    "scope": 0.6554,
    "answer": 0.7,
}
