"""How much waits: numbers for operators, without a word of what it is."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from bot.storage import tables as t
from bot.storage.database import Database


async def waiting(database: Database) -> dict[str, int]:
    """Unsent messages by channel (``outbox_telegram``), unfinished updates, dossiers for the gateway, open hand-offs."""
    o = t.outbox.c
    unsent = (
        select(o.channel, func.count())
        .where(o.delivered_at.is_(None), o.given_up.is_(None), o.channel != "web", o.channel != "console")
        .group_by(o.channel)
    )
    counts = {
        "updates": select(func.count()).select_from(t.updates).where(t.updates.c.done_at.is_(None)),
        "dossiers": select(func.count()).select_from(t.dossiers).where(t.dossiers.c.gateway_state == "waiting"),
        "dossiers_given_up": select(func.count())
        .select_from(t.dossiers)
        .where(t.dossiers.c.gateway_state == "given_up"),
        "handoffs": select(func.count()).select_from(t.handoffs).where(t.handoffs.c.closed_at.is_(None)),
    }

    def work(connection: Connection) -> dict[str, int]:
        found = {f"outbox_{channel}": number for channel, number in connection.execute(unsent)}
        return found | {what: connection.execute(query).scalar_one() for what, query in counts.items()}

    return await database.read(work)


async def answers(database: Database) -> bool:
    """Whether the database answers at all; raises what it raises otherwise."""
    return await database.read(lambda c: c.execute(select(1)).scalar_one() == 1)
