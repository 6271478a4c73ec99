"""What a turn asks the runner to do, in the imperative; each becomes rows in the turn's own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.engine.session import Answer


@dataclass(frozen=True, slots=True)
class SubmitDossier:
    """A finished dossier; ``dossier`` is our draft code, ``summary`` the review as the citizen confirmed it (label, shown answer),
    ``helped`` that somebody typed for the citizen."""

    dossier: str
    procedure: str
    procedure_title: str
    answers: Mapping[str, Answer]
    summary: tuple[tuple[str, str], ...]
    uploads: tuple[str, ...]
    content_version: str
    helped: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """The citizen accepted or declined one purpose; ``text_version`` names the exact wording shown."""

    purpose: Literal["dossier", "reminders"]
    granted: bool
    text_version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordRating:
    """One rating of 1 to 5; ``factors`` among the five of the satisfaction survey. A dossier is rated once, in up to three steps
    (score, reasons, comment); each tells all so far, so that a citizen who stops half-way is counted; ``amends`` marks a later
    step of the same rating."""

    dossier: str
    procedure: str
    score: int
    factors: tuple[str, ...]
    comment: str
    at: datetime
    amends: bool = False


@dataclass(frozen=True, slots=True)
class NoteUnanswered:
    """A question nobody could answer; ``text`` has identity and phone numbers masked already."""

    text: str
    best: str
    confidence: float
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestOfficer:
    """The citizen asks for a person, about ``procedure`` or in general; ``question`` has personal numbers masked."""

    question: str
    procedure: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EraseCitizen:
    """Erase all that is kept of this citizen except what the law makes the office keep."""

    at: datetime


Effect = SubmitDossier | RecordConsent | RecordRating | NoteUnanswered | RequestOfficer | EraseCitizen
