"""Erasing a citizen and giving a citizen their own data.

Law 91/2025/QH15 lets a person see and erase their data; a submitted dossier stays, because archive law makes the agency
keep it, and so do its files, its history and its rating's number.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, update

from bot.storage import tables as t


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
