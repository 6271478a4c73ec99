"""A finished dossier on its way to the agency, and the three ways that ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.engine.session import Answer


@dataclass(frozen=True, slots=True)
class File:
    """One uploaded paper."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything the agency gets; ``code`` is our draft code and the key that makes a repeat harmless."""

    code: str
    procedure: str
    procedure_title: str
    answers: Mapping[str, Answer]
    summary: Sequence[tuple[str, str]]
    files: Sequence[File]
    submitted_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The agency has it; ``official_code`` is its own code where it gives one at once, else empty."""

    official_code: str = ""


class Refused(Exception):
    """The agency said no; the message is its reason, in words for the citizen. Not tried again."""


class Unavailable(Exception):
    """The agency cannot be reached or is busy; tried again later, after ``retry_after`` seconds where it says so."""

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Gateway(Protocol):
    """One way to hand over a dossier."""

    async def submit(self, submission: Submission) -> Accepted:
        """Hands it over; the same code again must not make a second dossier. Raises ``Refused`` or ``Unavailable``."""
