"""Removing what is past its period of keeping, as the consent notice promised; what is left of a dossier is a number.

Law 91/2025/QH15: personal data is kept no longer than its purpose needs. Each step stands alone and may be repeated, so a
purge that is cut short goes on the next day, and several processes may purge at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select, update

from bot.engine import session as sessions_of
from bot.engine.keeping import Periods
from bot.engine.session import Session
from bot.storage import tables as t
from bot.storage.bodies import DOSSIER_BODY
from bot.storage.database import Database
from bot.storage.staff import IDLE, LONGEST
from bot.storage.vault import Unreadable, Vault

OVER = frozenset({"returned", "refused", "withdrawn", "stopped"})
"""States after which nobody works on a dossier any more."""
_REPEATS = timedelta(days=7)
"""Ids of handled events stay at least so long: a phone that was off may send its last message again."""
_LOOSE = timedelta(days=1)
"""A file that belongs to no draft is left alone so long: its turn may still be under way."""
_BATCH = 500
_UNSENT = ("web", "console")
"""Channels that are read, not sent to: their messages count as delivered by age alone."""


@dataclass(slots=True)
class Purged:
    """How many of each were removed (or would be, in a dry run). ``held``: submitted dossiers past their period on which somebody
    still works; ``unreadable``: sessions that no key opens, left as they are."""

    drafts: int = 0
    sessions: int = 0
    dossiers: int = 0
    uploads: int = 0
    messages: int = 0
    handoffs: int = 0
    unanswered: int = 0
    consents: int = 0
    handled: int = 0
    updates: int = 0
    staff_sessions: int = 0
    staff_links: int = 0
    held: int = 0
    unreadable: int = 0


@dataclass(slots=True)
class _Walk:
    """What a look at every session found: the versions of those to change, those to remove, and the files still in use."""

    shorter: dict[str, int] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    drafts: int = 0
    unreadable: set[str] = field(default_factory=set)


class Retention:
    """The purge of one installation."""

    def __init__(self, database: Database, vault: Vault, keep: Periods) -> None:
        self._database = database
        self._vault = vault
        self._keep = keep

    async def purge(self, now: datetime, *, dry: bool = False) -> Purged:
        """Removes what is past its period at ``now``; with ``dry`` only counts it and changes nothing."""
        early = now - timedelta(days=self._keep.draft)
        late = now - timedelta(days=self._keep.dossier)
        done = Purged()
        codes = await self._due_dossiers(late)
        emptied = {*codes, *await self._emptied()}
        done.dossiers = len(codes)
        done.held = await self._held(late, codes)
        done.uploads = await self._dossiers(codes, dry=dry)
        walk = await self._walk(emptied, early)
        done.drafts, done.unreadable = walk.drafts, len(walk.unreadable)
        done.sessions = len(walk.gone)
        if not dry:
            done.drafts, done.sessions = await self._shorten(walk, emptied, early)
        done.uploads += await self._loose_uploads(walk, now - _LOOSE, dry=dry)
        done.handoffs = await self._handoffs(late, dry=dry)
        done.unanswered = await self._unanswered(early, dry=dry)
        done.messages = await self._remove(t.outbox, _old_message(min(early, now - timedelta(days=1))), dry)
        repeats = min(early, now - _REPEATS)
        done.handled = await self._remove(t.handled, t.handled.c.at < repeats, dry)
        done.updates = await self._remove(t.updates, t.updates.c.done_at < repeats, dry)
        done.consents = await self._remove(t.consents, _consent_of_nobody(late), dry)
        done.consents += await self._consents_of(walk.gone, late) if dry else 0
        s = t.staff_sessions.c
        ended = or_(s.seen_at <= now - IDLE, s.created_at <= now - LONGEST)
        done.staff_sessions = await self._remove(t.staff_sessions, ended, dry)
        done.staff_links = await self._remove(t.staff_links, t.staff_links.c.expires_at <= now, dry)
        return done

    # dossiers: the row stays for the monthly numbers, without owner, answers, notes and files

    async def _due_dossiers(self, late: datetime) -> tuple[str, ...]:
        """Codes to empty: over and submitted before ``late``, or lying untouched since then."""
        d = t.dossiers.c
        over = and_(d.status.in_(OVER), d.submitted_at < late)
        query = select(d.code).where(d.key != "", d.gateway_state != "waiting", or_(over, d.changed_at < late))
        return await self._database.read(lambda c: tuple(c.execute(query.order_by(d.code)).scalars()))

    async def _emptied(self) -> tuple[str, ...]:
        """Codes emptied before; a session may still name one when that purge was cut short."""
        query = select(t.dossiers.c.code).where(t.dossiers.c.key == "")
        return await self._database.read(lambda c: tuple(c.execute(query).scalars()))

    async def _held(self, late: datetime, due: Collection[str]) -> int:
        d = t.dossiers.c
        query = select(func.count()).select_from(t.dossiers).where(d.key != "", d.submitted_at < late)
        return await self._database.read(lambda c: int(c.execute(query).scalar_one()) - len(due))

    async def _dossiers(self, codes: Collection[str], *, dry: bool) -> int:
        """Empties these dossiers, one transaction each; the number of their files."""
        files = 0
        for code in codes:
            if dry:
                query = select(func.count()).select_from(t.uploads).where(t.uploads.c.dossier == code)
                files += await self._database.read(lambda c, q=query: int(c.execute(q).scalar_one()))  # type: ignore[misc]
            else:
                files += await self._database.write(lambda c, code=code: self._empty(c, code))  # type: ignore[misc]
        return files

    def _empty(self, connection: Connection, code: str) -> int:
        body = self._vault.seal(DOSSIER_BODY.dump_json(({}, (), ())), f"dossier:{code}")
        bare = {"key": "", "body": body, "official_code": ""}
        connection.execute(update(t.dossiers).where(t.dossiers.c.code == code).values(**bare))
        nothing = self._vault.seal(b"", f"history:{code}")
        connection.execute(update(t.dossier_history).where(t.dossier_history.c.dossier == code).values(note=nothing))
        connection.execute(update(t.ratings).where(t.ratings.c.dossier == code).values(key=None, comment=None))
        return connection.execute(delete(t.uploads).where(t.uploads.c.dossier == code)).rowcount

    # sessions: drafts untouched too long, dossiers no longer kept, and conversations with nothing left in them

    async def _walk(self, emptied: Collection[str], early: datetime) -> _Walk:
        walk = _Walk()
        async for rows in self._sessions():
            for row in rows:
                try:
                    session = self._open(row)
                except (Unreadable, ValueError):
                    walk.unreadable.add(row.key)
                    continue
                left = _left(session, emptied, early)
                walk.used |= set(_files(left))
                walk.drafts += len(session.drafts) - len(left.drafts)
                if _nothing(left) and row.updated_at < early:
                    walk.gone[row.key] = row.version
                elif left is not session:
                    walk.shorter[row.key] = row.version
        return walk

    async def _sessions(self) -> Any:
        after = ""
        while True:
            query = select(t.sessions).where(t.sessions.c.key > after).order_by(t.sessions.c.key).limit(_BATCH)
            rows = await self._database.read(lambda c, q=query: c.execute(q).all())  # type: ignore[misc]
            if not rows:
                return
            yield rows
            after = rows[-1].key

    async def _shorten(self, walk: _Walk, emptied: Collection[str], early: datetime) -> tuple[int, int]:
        """Writes what the walk found; a conversation that went on meanwhile is left for the next day."""
        drafts, gone = 0, 0

        def shorten(connection: Connection, key: str, version: int) -> int:
            own = (t.sessions.c.key == key, t.sessions.c.version == version)
            row = connection.execute(select(t.sessions).where(*own)).one_or_none()
            if row is None:
                return 0
            session = self._open(row)
            left = _left(session, emptied, early)
            body = self._vault.seal(sessions_of.dump(left), f"session:{key}")
            saved = connection.execute(update(t.sessions).where(*own).values(version=version + 1, body=body)).rowcount
            return (len(session.drafts) - len(left.drafts)) * saved

        def remove(connection: Connection, key: str, version: int) -> tuple[int, int]:
            own = (t.sessions.c.key == key, t.sessions.c.version == version)
            row = connection.execute(select(t.sessions).where(*own)).one_or_none()
            if row is None or not connection.execute(delete(t.sessions).where(*own)).rowcount:
                return 0, 0
            return len(self._open(row).drafts), 1

        for key, version in walk.shorter.items():
            drafts += await self._database.write(lambda c, k=key, v=version: shorten(c, k, v))  # type: ignore[misc]
        for key, version in walk.gone.items():
            lost, removed = await self._database.write(lambda c, k=key, v=version: remove(c, k, v))  # type: ignore[misc]
            drafts, gone = drafts + lost, gone + removed
        return drafts, gone

    async def _loose_uploads(self, walk: _Walk, before: datetime, *, dry: bool) -> int:
        """Files sent before then that no draft uses and no dossier holds; those of an unreadable session stay."""
        u = t.uploads.c
        query = select(u.id, u.key).where(u.dossier.is_(None), u.at < before)
        rows = await self._database.read(lambda c: c.execute(query).all())
        loose = [row.id for row in rows if row.id not in walk.used and row.key not in walk.unreadable]
        for some in [] if dry else _batches(loose):
            gone = delete(t.uploads).where(u.id.in_(some), u.dossier.is_(None))
            await self._database.write(lambda c, gone=gone: c.execute(gone).rowcount)  # type: ignore[misc]
        return len(loose)

    # words exchanged with officers, and questions nobody could answer: the count and the times stay

    async def _handoffs(self, late: datetime, *, dry: bool) -> int:
        h = t.handoffs.c
        query = select(h.id).where(h.closed_at < late, h.key != "")
        ids = await self._database.read(lambda c: tuple(c.execute(query).scalars()))

        def forget(connection: Connection, handoff: int) -> int:
            connection.execute(
                update(t.handoffs).where(h.id == handoff).values(key="", question=self._vault.seal(b"", "handoff:"))
            )
            nothing = self._vault.seal(b"", f"handoff_reply:{handoff}")
            replies = update(t.handoff_replies).where(t.handoff_replies.c.handoff == handoff)
            return connection.execute(replies.values(text=nothing)).rowcount

        for one in () if dry else ids:
            await self._database.write(lambda c, one=one: forget(c, one))  # type: ignore[misc]
        return len(ids)

    async def _unanswered(self, early: datetime, *, dry: bool) -> int:
        """Masked questions stay for the editors, without knowing whose they were."""
        own = and_(t.unanswered.c.at < early, t.unanswered.c.key.is_not(None))
        if dry:
            return await self._count(t.unanswered, own)
        change = update(t.unanswered).where(own).values(key=None)
        return await self._database.write(lambda c: int(c.execute(change).rowcount))

    async def _consents_of(self, gone: Collection[str], late: datetime) -> int:
        """How many more proofs of consent would go with these sessions."""
        query = select(t.consents.c.key).where(t.consents.c.at < late, ~_HOLDS.exists())
        return await self._database.read(lambda c: sum(key in gone for key in c.execute(query).scalars()))

    async def _remove(self, table: Table, past: ColumnElement[bool], dry: bool) -> int:
        if dry:
            return await self._count(table, past)
        return await self._database.write(lambda c: int(c.execute(delete(table).where(past)).rowcount))

    async def _count(self, table: Table, past: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(table).where(past)
        return await self._database.read(lambda c: int(c.execute(query).scalar_one()))

    def _open(self, row: Any) -> Session:
        return sessions_of.load(self._vault.open(row.body, f"session:{row.key}"))


def _left(session: Session, emptied: Collection[str], early: datetime) -> Session:
    """What is kept of a session; the same object when that is all of it."""
    drafts = {code: one for code, one in session.drafts.items() if (one.touched or one.started) >= early}
    dossiers = tuple(one for one in session.dossiers if one.dossier not in emptied)
    if len(drafts) == len(session.drafts) and len(dossiers) == len(session.dossiers):
        return session
    rating = session.rating if session.rating is None or session.rating.dossier not in emptied else None
    active = session.active if session.active in drafts else None
    return replace(session, drafts=drafts, dossiers=dossiers, active=active, rating=rating, pending=None, buttons=())


def _nothing(session: Session) -> bool:
    return not session.drafts and not session.dossiers


def _files(session: Session) -> Iterator[str]:
    """Every value in the drafts that may be the id of a file."""
    for draft in session.drafts.values():
        yield from draft.gathering
        for answer in (*draft.answers.values(), draft.held):
            if answer is not None and isinstance(answer.value, tuple):
                yield from answer.value


def _old_message(before: datetime) -> ColumnElement[bool]:
    o = t.outbox.c
    return and_(o.at < before, or_(o.delivered_at.is_not(None), o.given_up.is_not(None), o.channel.in_(_UNSENT)))


def _consent_of_nobody(late: datetime) -> ColumnElement[bool]:
    """Proofs of consent for data that is no longer kept."""
    talks = select(t.sessions.c.key).where(t.sessions.c.key == t.consents.c.key)
    return and_(t.consents.c.at < late, ~talks.exists(), ~_HOLDS.exists())


_HOLDS = select(t.dossiers.c.code).where(t.dossiers.c.key == t.consents.c.key)


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
