"""What can happen in a conversation, in the past tense; every event carries its time, so the engine needs no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Started:
    """The citizen opened the conversation; ``payload`` is a deep link (``p_1001193``, ``f_<faq id>``, ``r_<dossier>``) or empty."""

    at: datetime
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The citizen typed ``text`` (any length, any characters)."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Chose:
    """The citizen pressed a button holding ``value`` (perhaps an old one, perhaps one we never made)."""

    value: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file the channel has already stored; ``problem`` is why it was refused (``empty``, ``too_large``, ``type``, ``broken``),
    or empty."""

    upload_id: str
    name: str
    size: int
    media_type: str
    at: datetime
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionAccepted:
    """The gateway took the dossier; ``official_code`` is the agency's own code where it gives one at once."""

    dossier: str
    at: datetime
    official_code: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionRefused:
    """The other system said no, with its reason."""

    dossier: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """An officer moved the dossier to another status (words of ``engine.wording``)."""

    dossier: str
    procedure: str
    status: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OfficerReplied:
    """An officer answered a hand-off; ``officer`` is the name shown to the citizen."""

    text: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """The day came to remind of the dossier with this draft id, left half-way; sent to those who said yes to reminders."""

    draft: str
    at: datetime


Event = (
    Started
    | Said
    | Chose
    | Uploaded
    | SubmissionAccepted
    | SubmissionRefused
    | StatusChanged
    | OfficerReplied
    | ReminderDue
)
