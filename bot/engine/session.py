"""What is remembered of one conversation: immutable, and the same after a trip through JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

FORMAT = 1
"""Version of the session's own shape; an unknown one is started over without losing the answers."""

Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: ``value`` canonical (ISO date, bare digits, choice values, upload ids), ``shown`` as it is read back."""

    value: Value
    shown: str


Stage = Literal["consent", "reminders", "asking", "confirming", "review", "dropping"]
"""Where a draft stands beside its answers; which question is next is always derived from the answers."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A dossier being prepared. ``asked`` is the question last put to the citizen; ``editing`` one being changed from the review;
    ``held`` an answer waiting for "đúng rồi" (a doubt) or for leave to drop dependent answers; ``skipped`` optional ones passed
    over; ``gathering`` what is ticked or uploaded so far for a question that takes several (value -> as shown);
    ``touched`` when it last changed (None where that was not noted yet: then ``started`` counts)."""

    id: str
    procedure: str
    started: datetime
    stage: Stage = "consent"
    answers: Mapping[str, Answer] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    asked: str | None = None
    editing: str | None = None
    held: Answer | None = None
    gathering: Mapping[str, str] = field(default_factory=dict)
    failures: int = 0
    content_version: str = ""
    touched: datetime | None = None


@dataclass(frozen=True, slots=True)
class PendingRating:
    """A rating being given for ``dossier``: score first, then factors, then a comment."""

    dossier: str
    procedure: str
    score: int | None = None
    factors: tuple[str, ...] = ()
    commenting: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """A dossier this citizen has submitted, as last reported to the conversation; ``draft`` is the id its buttons carried."""

    dossier: str
    procedure: str
    status: str
    at: datetime
    rated: bool = False
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One citizen's conversation. ``drafts`` holds every unfinished dossier by procedure code, ``active`` the one being filled;
    ``focus`` is the entry last talked about (``procedure:1.004194`` or ``faq:<id>``), ``offered`` the values of the buttons
    of the last list, so that "phí bao nhiêu?" and "cái thứ hai" mean something; ``misses`` counts turns in a row without an answer;
    ``pending`` is a yes/no the bot waits for (``erase``, ``restart:<draft>``, ...); ``buttons`` are (label, value) of the last
    ones shown, so that a typed label or number counts as a tap; ``cases`` the case chosen for the documents of ``focus``;
    ``question`` the last question in the citizen's words, masked, for the officer; ``requested`` when one was last asked for."""

    format: int = FORMAT
    started: datetime | None = None
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    active: str | None = None
    focus: str | None = None
    offered: tuple[str, ...] = ()
    misses: int = 0
    rating: PendingRating | None = None
    dossiers: tuple[Submitted, ...] = ()
    reminders: bool | None = None
    greeted: bool = False
    pending: str | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    cases: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    requested: datetime | None = None


_SESSION: TypeAdapter[Session] = TypeAdapter(Session)


def dump(session: Session) -> bytes:
    """The session as UTF-8 JSON."""
    return _SESSION.dump_json(session)


def load(raw: bytes) -> Session:
    """The session from ``dump``'s JSON; raises ``ValueError`` when it is not one. One of another format keeps whatever of it
    still has the present shape (drafts with their answers, dossiers, consents), so that an upgrade loses no answer."""
    try:
        session = _SESSION.validate_json(raw)
    except ValidationError:
        kept = from_json(raw)
        if not isinstance(kept, dict) or kept.get("format") in {None, FORMAT}:
            raise
        session = Session(**{name: _salvaged(name, kept[name]) for name in _SALVAGED if name in kept})
    return session if session.format == FORMAT else replace(session, format=FORMAT)


_SALVAGED = ("drafts", "dossiers", "reminders")


def _salvaged(name: str, value: object) -> Any:
    """One field in its present shape; of a mapping or a list, the members that have it."""
    if name == "reminders":
        return value if isinstance(value, bool) else None
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    good = []
    for key, member in members:
        try:
            good.append((key, _MEMBER[name].validate_python(member)))
        except ValidationError:
            continue
    return dict(good) if name == "drafts" else tuple(member for _, member in good)


_MEMBER: Mapping[str, TypeAdapter[Any]] = {"drafts": TypeAdapter(Draft), "dossiers": TypeAdapter(Submitted)}
