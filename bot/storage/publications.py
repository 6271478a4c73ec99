"""The log of what was shown to the public, from when to when (Law 10/2022/QH15, articles 11 to 13)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from bot.catalogue.model import Publication
from bot.storage import tables as t
from bot.storage.database import Database
from bot.storage.once import insert_once
from bot.storage.tables import VIETNAM


@dataclass(frozen=True, slots=True)
class Shown:
    """One wording of one item and how long it was public; ``shown_to`` None: it still is. ``office`` empty: every office."""

    id: int
    publication: str
    content_hash: str
    item: int
    title: str
    office: str
    sample: bool
    shown_from: datetime
    shown_to: datetime | None


class PublicationLog:
    """Written by the installation itself, never by hand; nothing in it is ever changed but the end of what has ended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sync(self, items: Sequence[Publication], at: datetime) -> tuple[int, int]:
        """Opens a line for each of ``items`` (all that is public now) that has none, and closes the lines of what is no longer
        public or reads differently now; how many were opened and closed. Doing it again changes nothing.

        An item whose last day has passed is closed with the end of that day, however late it is noticed.
        """
        fresh = {one.id: _row(one, at) for one in items}
        p = t.publications_shown.c
        going = select(p.id, p.publication, p.content_hash, p.ends_at).where(p.shown_to.is_(None))

        def work(connection: Connection) -> tuple[int, int]:
            closed, known = 0, set()
            for row in connection.execute(going).all():
                same = row.publication in fresh and fresh[row.publication]["content_hash"] == row.content_hash
                if same:
                    known.add(row.publication)
                    continue
                ended = min(at, row.ends_at) if row.ends_at is not None else at
                own = update(t.publications_shown).where(p.id == row.id, p.shown_to.is_(None))
                closed += connection.execute(own.values(shown_to=ended)).rowcount
            once = insert_once(connection, t.publications_shown)
            opened = sum(connection.execute(once, fresh[one]).rowcount for one in fresh if one not in known)
            return opened, closed

        if await self._unchanged(going, fresh):
            return 0, 0
        return await self._database.write(work)

    async def shown(self, limit: int = 300) -> tuple[Shown, ...]:
        """The log, newest first; what began together by item number."""
        p = t.publications_shown.c
        query = select(t.publications_shown).order_by(p.shown_from.desc(), p.item, p.id.desc()).limit(limit)
        return await self._database.read(lambda c: tuple(_shown(row) for row in c.execute(query)))

    async def _unchanged(self, going: Any, fresh: dict[str, dict[str, object]]) -> bool:
        """The usual answer, without taking the write lock."""
        wanted = {(name, row["content_hash"]) for name, row in fresh.items()}
        rows = await self._database.read(lambda c: c.execute(going).all())
        return {(row.publication, row.content_hash) for row in rows} == wanted


def _row(one: Publication, at: datetime) -> dict[str, object]:
    text = one.model_dump_json().encode()
    ends = None
    if one.ends_on is not None:
        ends = datetime.combine(one.ends_on + timedelta(days=1), time(), VIETNAM)
    return {
        "publication": one.id, "content_hash": hashlib.sha256(text).hexdigest(), "item": one.item, "title": one.title,
        "office": one.office or "", "sample": one.sample, "shown_from": at, "ends_at": ends,
    }  # fmt: skip


def _shown(row: Any) -> Shown:
    return Shown(
        row.id, row.publication, row.content_hash, row.item, row.title, row.office, row.sample, row.shown_from, row.shown_to,
    )  # fmt: skip
