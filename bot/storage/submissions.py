"""Dossiers waiting for the gateway: taken under a lease, put back with a pause, given up after many tries."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select, update

from bot.storage import tables as t
from bot.storage.bodies import DOSSIER_BODY
from bot.storage.database import Database
from bot.storage.files import read_upload
from bot.storage.records import Waiting
from bot.storage.vault import Vault

LEASE = timedelta(minutes=5)
MOST_TRIES = 200
"""With pauses of at most an hour, more than a week; then an officer decides."""


class Submissions:
    """The gateway's queue."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def claim(self, limit: int, now: datetime, holder: str) -> tuple[Waiting, ...]:
        """Takes up to ``limit`` waiting dossiers whose time has come and nobody holds, oldest first."""
        d = t.dossiers.c
        free = (
            select(d.code)
            .where(
                d.gateway_state == "waiting",
                d.gateway_next_try <= now,
                or_(d.lease_until.is_(None), d.lease_until <= now),
            )
            .order_by(d.submitted_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        take = (
            update(t.dossiers)
            .where(d.code.in_(free))
            .values(lease_until=now + LEASE, lease_by=holder, gateway_tries=d.gateway_tries + 1)
            .returning(t.dossiers)
        )
        waits = select(d.code).where(d.gateway_state == "waiting", d.gateway_next_try <= now).limit(1)

        def work(connection: Connection) -> tuple[Waiting, ...]:
            rows = connection.execute(take).all()
            return tuple(self._waiting(connection, row) for row in sorted(rows, key=lambda row: row.submitted_at))

        if await self._database.read(lambda c: c.execute(waits).first()) is None:
            return ()  # the usual answer, without taking the write lock
        return await self._database.write(work)

    async def later(self, code: str, now: datetime, pause: timedelta) -> bool:
        """Puts a dossier back for ``pause``; False when its tries are used up and it waits for an officer instead."""
        d = t.dossiers.c

        def work(connection: Connection) -> bool:
            tries = connection.execute(select(d.gateway_tries).where(d.code == code)).scalar_one()
            again = bool(tries < MOST_TRIES)
            values = {"lease_until": None, "lease_by": None, "gateway_next_try": now + pause}
            state = "waiting" if again else "given_up"
            connection.execute(update(t.dossiers).where(d.code == code).values(**values, gateway_state=state))
            return again

        return await self._database.write(work)

    def _waiting(self, connection: Connection, row: Any) -> Waiting:
        answers, summary, _ = DOSSIER_BODY.validate_json(self._vault.open(row.body, f"dossier:{row.code}"))
        files = connection.execute(select(t.uploads).where(t.uploads.c.dossier == row.code).order_by(t.uploads.c.at))
        return Waiting(
            row.code, row.procedure, row.procedure_title, answers, summary,
            tuple(read_upload(self._vault, file) for file in files), row.submitted_at, row.gateway_tries,
        )  # fmt: skip
