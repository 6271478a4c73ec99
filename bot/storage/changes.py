"""What the office and the gateway change beside a turn, written in that turn's own transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, update

from bot.storage import tables as t
from bot.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class MoveDossier:
    """An officer, or the agency's system, gives the dossier another status."""

    code: str
    status: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SettleSubmission:
    """The gateway is done with a dossier: ``accepted`` (perhaps with the agency's code), ``refused`` or ``given_up``."""

    code: str
    state: str
    official_code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerHandoff:
    """An officer's answer to a waiting citizen; ``close`` ends the hand-off."""

    handoff: int
    text: str
    officer: str
    by: str
    close: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the audit log; ``detail`` holds no personal data."""

    who: str
    action: str
    subject: str
    detail: str
    at: datetime


Change = MoveDossier | SettleSubmission | AnswerHandoff | Note


def write_change(connection: Connection, vault: Vault, change: Change) -> None:
    """The rows of one change."""
    match change:
        case MoveDossier():
            values = {"status": change.status, "changed_at": change.at}
            connection.execute(update(t.dossiers).where(t.dossiers.c.code == change.code).values(**values))
            write_history(connection, vault, change.code, change.status, change.note, change.by, change.at)
        case SettleSubmission():
            settled = {"gateway_state": change.state, "lease_until": None, "lease_by": None, "changed_at": change.at}
            if change.official_code:
                settled["official_code"] = change.official_code
            connection.execute(update(t.dossiers).where(t.dossiers.c.code == change.code).values(**settled))
        case AnswerHandoff():
            text = vault.seal(change.text.encode(), f"handoff_reply:{change.handoff}")
            row = {"handoff": change.handoff, "text": text, "officer": change.officer, "at": change.at}
            connection.execute(insert(t.handoff_replies).values(**row))
            if change.close:
                closed = {"closed_at": change.at, "closed_by": change.by}
                connection.execute(update(t.handoffs).where(t.handoffs.c.id == change.handoff).values(**closed))
        case Note():
            line = {"at": change.at, "who": change.who, "action": change.action}
            connection.execute(insert(t.audit).values(**line, subject=change.subject, detail=change.detail))


def write_history(
    connection: Connection, vault: Vault, code: str, status: str, note: str, by: str, at: datetime
) -> None:
    """One line in the life of dossier ``code``."""
    sealed = vault.seal(note.encode(), f"history:{code}")
    row = {"dossier": code, "status": status, "note": sealed, "by": by, "at": at}
    connection.execute(insert(t.dossier_history).values(**row))
