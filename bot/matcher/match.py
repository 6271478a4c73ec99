"""The answer of the matcher as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Verdict(StrEnum):
    """What the citizen gets: the first candidate, up to three as buttons, or none."""

    ANSWER = "answer"
    CHOOSE = "choose"
    ABSTAIN = "abstain"


class Intent(StrEnum):
    """What kind of message it is."""

    PROCEDURE = "procedure"
    FAQ = "faq"
    SMALLTALK = "smalltalk"
    HUMAN = "human"
    NOTHING = "nothing"


Aspect = Literal["", "fee", "time", "where", "documents", "online", "result", "status"]
"""The part of a procedure a message asks about; empty: the procedure itself."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry; ``confidence`` from 0 to 1 is the calibrated chance that it is what was meant."""

    kind: Literal["procedure", "faq"]
    id: str
    title: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Match:
    """Up to ten candidates, best first, whatever the verdict. ``ask_back`` is a question that separates the first ones, or empty;
    ``also`` are further entries when the message holds several questions; ``about_focus`` says that the message names no entry
    but asks an aspect ("phí bao nhiêu?"), so it is about whatever was talked about last."""

    verdict: Verdict
    intent: Intent
    candidates: tuple[Candidate, ...] = ()
    aspect: Aspect = ""
    ask_back: str = ""
    also: tuple[Candidate, ...] = ()
    about_focus: bool = False
    smalltalk: Literal["", "greeting", "thanks", "bye", "yes", "insult", "other"] = ""
    topic: str = ""
    """What the talk beside the point is about when the verdict is abstain ("distress", "violence", "emergency", "greeting" ...)."""
    likeness: float = 0.0
    """How alike the message is to a phrase of ``topic``, from 0 to 1; below 0.3 little more than a word is shared."""
