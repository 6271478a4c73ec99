"""Erasing a citizen and giving a citizen their own data.

Law 91/2025/QH15 lets a person see and erase their data; a submitted dossier stays, because archive law makes the agency
keep it, and so do its files, its history and its rating's number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from bot.engine import session as sessions_of
from bot.engine.messages import Message
from bot.storage import tables as t
from bot.storage.bodies import DOSSIER_BODY, MESSAGE
from bot.storage.database import Database
from bot.storage.files import file_name
from bot.storage.vault import Vault


def erase(connection: Connection, key: str) -> None:
    """Removes everything kept of ``key`` except submitted dossiers with their files and the bare scores of ratings.

    The session row itself is written by the turn (empty); the ids of handled events stay, so that a repeated update does
    nothing, and messages go, even unsent ones.
    """
    connection.execute(delete(t.outbox).where(t.outbox.c.key == key))
    connection.execute(delete(t.uploads).where(t.uploads.c.key == key, t.uploads.c.dossier.is_(None)))
    connection.execute(delete(t.handoffs).where(t.handoffs.c.key == key))
    connection.execute(delete(t.consents).where(t.consents.c.key == key))
    connection.execute(update(t.ratings).where(t.ratings.c.key == key).values(key=None, comment=None))
    connection.execute(update(t.unanswered).where(t.unanswered.c.key == key).values(key=None))


async def export(database: Database, vault: Vault, key: str) -> dict[str, object]:
    """Everything kept of ``key`` as plain values for JSON, files by name only; times are ISO 8601."""

    def work(connection: Connection) -> dict[str, object]:
        def rows(table: Any, *order: Any) -> Sequence[Any]:
            return connection.execute(select(table).where(table.c.key == key).order_by(*order)).all()

        def text(sealed: bytes | None, place: str) -> str:
            return "" if sealed is None else vault.open(sealed, place).decode()

        session = connection.execute(select(t.sessions.c.body).where(t.sessions.c.key == key)).scalar_one_or_none()
        drafts = {} if session is None else sessions_of.load(vault.open(session, f"session:{key}")).drafts
        return {
            "drafts": [
                {"procedure": code, "answers": {name: answer.shown for name, answer in draft.answers.items()}}
                for code, draft in drafts.items()
            ],
            "messages": [
                {"at": row.at.isoformat(), "text": _message(vault, key, row.body).text}
                for row in rows(t.outbox, t.outbox.c.id)
            ],
            "files": [
                {"name": file_name(vault, row), "size": row.size, "at": row.at.isoformat(), "dossier": row.dossier}
                for row in rows(t.uploads, t.uploads.c.at)
            ],
            "dossiers": [_dossier(vault, row) for row in rows(t.dossiers, t.dossiers.c.submitted_at)],
            "ratings": [
                {
                    "dossier": row.dossier,
                    "score": row.score,
                    "factors": [one for one in row.factors.split(",") if one],
                    "comment": text(row.comment, f"rating:{row.dossier}"),
                    "at": row.at.isoformat(),
                }
                for row in rows(t.ratings, t.ratings.c.id)
            ],
            "questions_to_officers": [
                {"question": text(row.question, f"handoff:{key}"), "at": row.at.isoformat()}
                for row in rows(t.handoffs, t.handoffs.c.id)
            ],
            "unanswered": [
                {"text": text(row.text, "unanswered"), "at": row.at.isoformat()}
                for row in rows(t.unanswered, t.unanswered.c.id)
            ],
            "consents": [
                {"purpose": row.purpose, "granted": row.granted, "text": row.text_version, "at": row.at.isoformat()}
                for row in rows(t.consents, t.consents.c.id)
            ],
        }

    return await database.read(work)


def _message(vault: Vault, key: str, body: bytes) -> Message:
    return MESSAGE.validate_json(vault.open(body, f"outbox:{key}"))


def _dossier(vault: Vault, row: Any) -> dict[str, object]:
    _, summary, _ = DOSSIER_BODY.validate_json(vault.open(row.body, f"dossier:{row.code}"))
    return {
        "code": row.code,
        "procedure": row.procedure_title,
        "status": row.status,
        "submitted_at": row.submitted_at.isoformat(),
        "official_code": row.official_code,
        "answers": [{"label": label, "value": value} for label, value in summary],
    }
