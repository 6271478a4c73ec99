"""Who asked to be reminded and left a dossier half-way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.engine import session as sessions
from bot.storage import tables as t
from bot.storage.database import Database
from bot.storage.vault import Unreadable, Vault

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A dossier that citizen ``key`` last changed at ``touched``; ``draft`` is its id."""

    key: str
    draft: str
    touched: datetime


async def unfinished(database: Database, vault: Vault, before: datetime) -> tuple[Unfinished, ...]:
    """The dossiers untouched since ``before`` of citizens who said yes to reminders; one for each citizen, the latest."""
    found: list[Unfinished] = []
    after = ""
    while True:
        s = t.sessions.c
        query = select(t.sessions).where(s.key > after).order_by(s.key).limit(_BATCH)
        rows = await database.read(lambda c, q=query: c.execute(q).all())  # type: ignore[misc]
        if not rows:
            return tuple(found)
        for row in rows:
            try:
                session = sessions.load(vault.open(row.body, f"session:{row.key}"))
            except (Unreadable, ValueError):
                continue
            drafts = (
                [(one.touched or one.started, one.id) for one in session.drafts.values()] if session.reminders else []
            )
            if drafts and max(drafts)[0] < before:
                touched, draft = max(drafts)
                found.append(Unfinished(row.key, draft, touched))
        after = rows[-1].key
