"""What storage hands out: frozen records, decrypted, with times at +07:00."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.engine.messages import Message
from bot.engine.session import Answer, Session


@dataclass(frozen=True, slots=True)
class OutMessage:
    """One message to a citizen as stored in the outbox; ``id`` grows with time, for one citizen without exception."""

    id: int
    key: str
    message: Message
    at: datetime


@dataclass(frozen=True, slots=True)
class Loaded:
    """A session as loaded: ``version`` 0 means nobody has spoken yet; ``answered`` the event's messages when it was handled
    before, else None."""

    session: Session
    version: int
    answered: tuple[OutMessage, ...] | None = None


@dataclass(frozen=True, slots=True)
class KeptUpdate:
    """One raw update of a platform, kept until its turn is committed."""

    channel: str
    update_id: str
    raw: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Upload:
    """One file a citizen sent."""

    id: str
    key: str
    name: str
    content: bytes
    media_type: str
    size: int
    at: datetime
    dossier: str | None


@dataclass(frozen=True, slots=True)
class UploadRow:
    """An upload without its content."""

    id: str
    name: str
    media_type: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dossier on its way to the gateway, with its files; ``tries`` counts this one."""

    code: str
    procedure: str
    procedure_title: str
    answers: Mapping[str, Answer]
    summary: tuple[tuple[str, str], ...]
    files: tuple[Upload, ...]
    submitted_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of the desk's queue; ``applicant`` is the first full name of the confirmed summary, or empty."""

    code: str
    procedure: str
    procedure_title: str
    status: str
    applicant: str
    submitted_at: datetime
    changed_at: datetime
    official_code: str
    gateway_state: str
    helped: bool
    uploads: int


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One step in a dossier's life."""

    status: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dossier:
    """A submitted dossier with everything the citizen confirmed."""

    row: DossierRow
    key: str
    answers: Mapping[str, Answer]
    summary: tuple[tuple[str, str], ...]
    uploads: tuple[UploadRow, ...]
    history: tuple[StatusEntry, ...]
    content_version: str
    gateway_tries: int


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One rating, 1 to 5."""

    id: int
    dossier: str
    procedure: str
    score: int
    factors: tuple[str, ...]
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings, newest first, with the count and average over all of the asked period (average None: none)."""

    rows: tuple[RatingRow, ...]
    count: int
    average: float | None
    by_score: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class UnansweredGroup:
    """The same question asked ``count`` times; ``ids`` are its rows, for closing them together."""

    text: str
    count: int
    best: str
    confidence: float
    last_at: datetime
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HandoffReply:
    """One answer of an officer."""

    text: str
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Handoff:
    """A citizen waiting for a person; open while ``closed_at`` is None."""

    id: int
    key: str
    question: str
    procedure: str
    at: datetime
    replies: tuple[HandoffReply, ...]
    closed_at: datetime | None
    closed_by: str | None


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """A desk account; ``ready`` once a password is set."""

    name: str
    shown: str
    role: str
    active: bool
    ready: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which subject."""

    id: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class ContentVersion:
    """A content file as somebody saved it."""

    id: int
    path: str
    text: str
    author: str
    note: str
    at: datetime
