"""What reading a typed answer can lead to: an answer, a doubt the citizen may overrule, or a kind refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.catalogue.model import Offices
from bot.engine.session import Answer


@dataclass(frozen=True, slots=True)
class Doubt:
    """``answer`` looks unusual: show ``reason`` and ask "đúng chưa?"; the citizen may keep it."""

    answer: Answer
    reason: str


@dataclass(frozen=True, slots=True)
class Invalid:
    """The text cannot be an answer; ``reason`` is one kind sentence that says what to do."""

    reason: str


Outcome = Answer | Doubt | Invalid


@dataclass(frozen=True, slots=True)
class Context:
    """What a parser may look at beside the text: earlier answers, the day of the event, the list of offices."""

    today: date
    answers: Mapping[str, Answer] = field(default_factory=dict)
    offices: Offices | None = None
