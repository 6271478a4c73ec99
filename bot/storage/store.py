"""The conversation's side of storage: sessions, handled events, outbox, kept updates and uploads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from bot.engine import session as sessions_of
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.storage import tables as t
from bot.storage.bodies import MESSAGE
from bot.storage.changes import Change, write_change
from bot.storage.database import Database
from bot.storage.effects import write_effect
from bot.storage.files import read_upload, upload_row
from bot.storage.once import insert_once
from bot.storage.records import KeptUpdate, Loaded, OutMessage, Upload
from bot.storage.vault import Vault

LEASE = timedelta(seconds=30)
"""How long a sender may hold a message before another may send it."""
MOST_TRIES = 8
_BACKOFF = (2, 5, 15, 60, 300, 900, 3600)


log = structlog.get_logger("motcua.storage")


class Conflict(Exception):
    """Another turn of this citizen was committed first; load again and repeat."""


class Store:
    """Keeps what a turn needs. Every method is one transaction; nothing personal is stored unsealed."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault

    # the turn

    async def load(self, key: str, event_id: str) -> Loaded:
        """The citizen's session, and what was answered if this event was handled before."""

        def work(connection: Connection) -> Loaded:
            row = connection.execute(_LOAD, {"k": key, "e": event_id}).one_or_none()
            if row is None:
                return Loaded(Session(), 0)
            answered = None
            if row.handled is not None:
                answered = self._messages(connection.execute(_ANSWERED, {"k": key, "e": event_id}).all())
            return Loaded(self._session(key, row.body), row.version, answered)

        return await self.database.read(work)

    async def commit(
        self,
        key: str,
        event_id: str,
        version: int,
        turn: Turn,
        at: datetime,
        *,
        holder: str | None = None,
        changes: Sequence[Change] = (),
    ) -> tuple[OutMessage, ...]:
        """Writes the whole turn at once and returns its messages with their ids.

        ``version`` is the one loaded; raises ``Conflict`` when it is no longer so or the event was handled meanwhile.
        ``holder`` takes the messages' lease from ``at`` (now, however old the event is), because it is about to send them
        itself. ``changes`` are written beside.
        """
        body = self.vault.seal(sessions_of.dump(turn.session), f"session:{key}")
        sealed = [self.vault.seal(MESSAGE.dump_json(message), f"outbox:{key}") for message in turn.messages]
        channel = key.partition(":")[0]
        lease = at + LEASE if holder else None

        def work(connection: Connection) -> tuple[OutMessage, ...]:
            if version:
                saved = connection.execute(_SAVE, {"k": key, "v": version, "b": body, "at": at}).rowcount
            else:
                fresh = {"key": key, "version": 1, "body": body, "updated_at": at}
                saved = connection.execute(insert_once(connection, t.sessions), fresh).rowcount
            handled = {"key": key, "event_id": event_id, "at": at}
            if not saved or not connection.execute(insert_once(connection, t.handled), handled).rowcount:
                raise Conflict(key)
            for effect in turn.effects:
                write_effect(connection, self.vault, key, effect)
            for change in changes:
                write_change(connection, self.vault, change)
            out: list[OutMessage] = []
            for message, one in zip(turn.messages, sealed, strict=True):
                row = {
                    "key": key, "channel": channel, "event_id": event_id, "body": one, "at": at,
                    "tries": 0, "next_try": at, "lease_until": lease, "lease_by": holder,
                }  # fmt: skip
                out.append(OutMessage(connection.execute(_SAY, row).scalar_one(), key, message, at))
            return tuple(out)

        return await self.database.write(work)

    async def sessions_known(self) -> int:
        """How many citizens have a conversation kept."""
        return await self.database.read(lambda c: c.execute(select(func.count()).select_from(t.sessions)).scalar_one())

    # the outbox

    async def missed(self, key: str, after: int, limit: int = 200) -> tuple[OutMessage, ...]:
        """The citizen's messages with an id over ``after``, oldest first."""
        query = (
            select(t.outbox).where(t.outbox.c.key == key, t.outbox.c.id > after).order_by(t.outbox.c.id).limit(limit)
        )
        return await self.database.read(lambda c: self._messages(c.execute(query).all()))

    async def newest(self, key: str) -> int:
        """The id of the citizen's newest message, 0 when there is none."""
        query = select(func.coalesce(func.max(t.outbox.c.id), 0)).where(t.outbox.c.key == key)
        return await self.database.read(lambda c: c.execute(query).scalar_one())

    async def claim(self, channel: str, limit: int, now: datetime, holder: str) -> tuple[OutMessage, ...]:
        """Takes up to ``limit`` unsent messages of ``channel``, each the oldest of its citizen, for ``LEASE``.

        Works with any number of senders: a message has one holder, and waits until the ones before it are out of the way.
        """
        earlier = t.outbox.alias("earlier")
        free = (
            select(t.outbox.c.id)
            .where(
                t.outbox.c.channel == channel,
                t.outbox.c.delivered_at.is_(None),
                t.outbox.c.given_up.is_(None),
                t.outbox.c.next_try <= now,
                or_(t.outbox.c.lease_until.is_(None), t.outbox.c.lease_until <= now),
                ~select(earlier.c.id)
                .where(
                    earlier.c.key == t.outbox.c.key,
                    earlier.c.id < t.outbox.c.id,
                    earlier.c.delivered_at.is_(None),
                    earlier.c.given_up.is_(None),
                )
                .exists(),
            )
            .order_by(t.outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        take = (
            update(t.outbox)
            .where(t.outbox.c.id.in_(free))
            .values(lease_until=now + LEASE, lease_by=holder, tries=t.outbox.c.tries + 1)
            .returning(t.outbox)
        )

        def work(connection: Connection) -> tuple[OutMessage, ...]:
            return self._messages(sorted(connection.execute(take).all(), key=lambda row: int(row.id)))

        return await self.database.write(work)

    async def waiting(self, key: str) -> bool:
        """Whether messages to this citizen are still unsent."""
        query = select(t.outbox.c.id).where(
            t.outbox.c.key == key, t.outbox.c.delivered_at.is_(None), t.outbox.c.given_up.is_(None)
        )
        return await self.database.read(lambda c: c.execute(query.limit(1)).first() is not None)

    async def delivered(self, ids: Sequence[int], now: datetime) -> None:
        """The messages reached their platform."""
        if not ids:
            return
        done = (
            update(t.outbox)
            .where(t.outbox.c.id.in_(list(ids)), t.outbox.c.delivered_at.is_(None))
            .values(delivered_at=now, lease_until=None, lease_by=None)
        )
        await self.database.write(lambda c: c.execute(done).rowcount)

    async def failed(self, message: int, now: datetime, retry_in: timedelta | None = None) -> bool:
        """A sending failed; tried again after ``retry_in`` (or growing pauses). False: given up after ``MOST_TRIES``."""

        def work(connection: Connection) -> bool:
            tries = connection.execute(select(t.outbox.c.tries).where(t.outbox.c.id == message)).scalar_one_or_none()
            if tries is None:
                return False
            again = bool(tries < MOST_TRIES)
            usual = timedelta(seconds=_BACKOFF[min(max(tries - 1, 0), len(_BACKOFF) - 1)])
            pause = usual if retry_in is None else retry_in
            values = {"lease_until": None, "lease_by": None, "next_try": now + pause}
            connection.execute(
                update(t.outbox).where(t.outbox.c.id == message).values(**values, given_up=None if again else "tries")
            )
            return again

        return await self.database.write(work)

    async def blocked(self, key: str) -> None:
        """The citizen closed this channel: nothing of theirs is tried any more."""
        stop = (
            update(t.outbox)
            .where(t.outbox.c.key == key, t.outbox.c.delivered_at.is_(None))
            .values(given_up="blocked", lease_until=None, lease_by=None)
        )
        await self.database.write(lambda c: c.execute(stop).rowcount)

    async def release(self) -> None:
        """Frees every lease, at the start of an installation of one process: whoever held them is gone."""

        def work(connection: Connection) -> None:
            for table in (t.outbox, t.dossiers):
                connection.execute(
                    update(table).where(table.c.lease_until.is_not(None)).values(lease_until=None, lease_by=None)
                )

        await self.database.write(work)

    # updates of a platform, kept before they are confirmed to it

    async def keep_update(self, channel: str, update_id: str | int, raw: bytes, at: datetime) -> bool:
        """Stores one raw update; returns once it is on disk. False: it was kept before."""
        return await self.keep_updates(channel, [(str(update_id), raw)], at) == 1

    async def keep_updates(self, channel: str, batch: Sequence[tuple[str, bytes]], at: datetime) -> int:
        """Stores several in their order, in one transaction; the number that was new."""

        def work(connection: Connection) -> int:
            newest = connection.execute(
                select(func.coalesce(func.max(t.updates.c.position), 0)).where(t.updates.c.channel == channel)
            ).scalar_one()
            fresh = 0
            for number, (update_id, raw) in enumerate(batch, newest + 1):
                body = self.vault.seal(raw, f"update:{channel}:{update_id}")
                row = {"channel": channel, "update_id": update_id, "position": number, "body": body, "at": at}
                fresh += connection.execute(insert_once(connection, t.updates), row).rowcount
            return fresh

        return await self.database.write(work)

    async def pending_updates(self, channel: str, limit: int = 1000) -> tuple[KeptUpdate, ...]:
        """Updates kept and not finished, in the order of their arrival."""
        u = t.updates.c
        query = select(t.updates).where(u.channel == channel, u.done_at.is_(None)).order_by(u.position).limit(limit)

        def work(connection: Connection) -> tuple[KeptUpdate, ...]:
            rows = connection.execute(query).all()
            return tuple(
                KeptUpdate(channel, r.update_id, self.vault.open(r.body, f"update:{channel}:{r.update_id}"), r.at)
                for r in rows
            )

        return await self.database.read(work)

    async def finish_update(self, channel: str, *update_ids: str | int, at: datetime) -> None:
        """Their turns are committed: the raw text is forgotten, the id stays so that a repeat is recognised."""
        done = (
            update(t.updates)
            .where(t.updates.c.channel == channel, t.updates.c.update_id.in_([str(one) for one in update_ids]))
            .values(done_at=at, body=None)
        )
        await self.database.write(lambda c: c.execute(done).rowcount)

    # uploads

    async def keep_upload(self, upload: Upload) -> None:
        """Stores a file; the same id of the same citizen again changes nothing."""
        row = upload_row(self.vault, upload)
        await self.database.write(lambda c: c.execute(insert_once(c, t.uploads), row).rowcount)

    async def upload(self, key: str, upload_id: str) -> Upload | None:
        """The citizen's own file, or None."""
        query = select(t.uploads).where(t.uploads.c.id == upload_id, t.uploads.c.key == key)

        def work(connection: Connection) -> Upload | None:
            row = connection.execute(query).one_or_none()
            return None if row is None else read_upload(self.vault, row)

        return await self.database.read(work)

    async def drop_uploads(self, key: str, upload_ids: Sequence[str]) -> None:
        """Forgets files not submitted with any dossier."""
        u = t.uploads.c
        gone = delete(t.uploads).where(u.key == key, u.id.in_(list(upload_ids)), u.dossier.is_(None))
        await self.database.write(lambda c: c.execute(gone).rowcount)

    # who a dossier or a hand-off belongs to

    async def dossier_owner(self, code: str) -> tuple[str, str] | None:
        """Citizen key and procedure of a dossier, or None; one past its period of keeping has no owner."""
        query = select(t.dossiers.c.key, t.dossiers.c.procedure).where(
            t.dossiers.c.code == code, t.dossiers.c.key != ""
        )
        row = await self.database.read(lambda c: c.execute(query).one_or_none())
        return None if row is None else (row.key, row.procedure)

    async def handoff_owner(self, handoff: int) -> str | None:
        """Citizen key of a hand-off, or None."""
        query = select(t.handoffs.c.key).where(t.handoffs.c.id == handoff, t.handoffs.c.key != "")
        return await self.database.read(lambda c: c.execute(query).scalar_one_or_none())

    def _session(self, key: str, body: bytes) -> Session:
        raw = self.vault.open(body, f"session:{key}")
        try:
            return sessions_of.load(raw)
        except ValueError:  # never happens to what this version wrote; a fresh start is better than none ever
            log.error("session_unreadable", key=key)
            return Session()

    def _messages(self, rows: Iterable[Any]) -> tuple[OutMessage, ...]:
        return tuple(self._message(row) for row in rows)

    def _message(self, row: Any) -> OutMessage:
        message = MESSAGE.validate_json(self.vault.open(row.body, f"outbox:{row.key}"))
        return OutMessage(row.id, row.key, message, row.at)


_S, _H, _O = t.sessions.c, t.handled.c, t.outbox.c
_LOAD = select(
    _S.version,
    _S.body,
    select(_H.event_id)
    .where(_H.key == bindparam("k"), _H.event_id == bindparam("e"))
    .scalar_subquery()
    .label("handled"),
).where(_S.key == bindparam("k"))
_ANSWERED = (
    select(_O.id, _O.key, _O.body, _O.at).where(_O.key == bindparam("k"), _O.event_id == bindparam("e")).order_by(_O.id)
)
_SAVE = (
    update(t.sessions)
    .where(_S.key == bindparam("k"), _S.version == bindparam("v"))
    .values(version=bindparam("v") + 1, body=bindparam("b"), updated_at=bindparam("at"))
)
_SAY = insert(t.outbox).returning(t.outbox.c.id)
