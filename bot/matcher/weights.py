"""Learned weights of the matcher; written by ``motcua eval --fit``, not by hand."""

from __future__ import annotations

from collections.abc import Mapping

RANKING: Mapping[str, float] = {
    "cover": 5.0, "lead": 2.0, "best": 5.0, "second": 1.0, "name": 1.0, "said": 2.0,
    "level": 0.5, "own": 0.5, "faq": -0.5, "unsaid": -0.5, "foreign": -0.5, "outside": 0.0,
}  # fmt: skip
SCOPE: Mapping[str, float] = {
    "one": -3.0, "value": 0.5, "outside": -1.0, "cover": 1.0, "best": 1.0, "said": 0.5,
    "unknown": -2.0, "asks": 0.5, "aspect": 0.3, "ideas": 1.0,
}  # fmt: skip
SURETY: Mapping[str, float] = {"one": -1.0, "value": 0.2, "margin": 2.0, "best": 1.0, "cover": 0.5}
THRESHOLDS: Mapping[str, float] = {"scope": 0.5, "answer": 0.7}
