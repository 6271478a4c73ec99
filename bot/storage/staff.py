"""Desk accounts: argon2 passwords, revocable sessions with an idle limit, one-time links."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, delete, func, insert, select, update

from bot.storage import tables as t
from bot.storage.database import Database
from bot.storage.records import StaffAccount

ROLES = ("officer", "editor", "leader", "admin")
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
LINK_LIFE = timedelta(hours=24)
SHORTEST_PASSWORD = 10
FAILURES = 5
LOCKED = timedelta(minutes=15)


class NameTaken(Exception):
    """An account of this name exists."""


class NoAccount(LookupError):
    """No account of this name."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """``token`` opens a session and goes into the cookie; None: ``refusal`` is ``wrong`` or ``locked``."""

    token: str | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link that still works; ``name`` None: it creates the first administrator."""

    name: str | None


class Staff:
    """Accounts and their sessions. Tokens are random and only their SHA-256 is stored."""

    def __init__(self, database: Database, hasher: PasswordHasher | None = None) -> None:
        self._database = database
        self._hasher = hasher or PasswordHasher()

    # accounts

    async def accounts(self) -> tuple[StaffAccount, ...]:
        """All accounts, by name."""
        query = select(t.staff).order_by(t.staff.c.name)
        return await self._database.read(lambda c: tuple(_account(row) for row in c.execute(query)))

    async def account(self, name: str) -> StaffAccount | None:
        """One account, or None."""
        query = select(t.staff).where(t.staff.c.name == name)

        def work(connection: Connection) -> StaffAccount | None:
            row = connection.execute(query).one_or_none()
            return None if row is None else _account(row)

        return await self._database.read(work)

    async def add(self, name: str, role: str, at: datetime, shown: str = "") -> str:
        """A new account without a password; the token of the link that sets it. Raises ``NameTaken``."""
        token = secrets.token_urlsafe(32)

        def work(connection: Connection) -> None:
            if connection.execute(select(t.staff.c.name).where(t.staff.c.name == name)).first():
                raise NameTaken(name)
            _insert_account(connection, name, shown, role, None, at)
            _insert_link(connection, token, name, at)

        await self._database.write(work)
        return token

    async def reset(self, name: str, at: datetime) -> str:
        """Ends the account's sessions and password; the token of a new link. Raises ``NoAccount``."""
        token = secrets.token_urlsafe(32)

        def work(connection: Connection) -> None:
            _change(connection, name, password=None, failures=0, locked_until=None, active=True)
            connection.execute(delete(t.staff_sessions).where(t.staff_sessions.c.name == name))
            connection.execute(delete(t.staff_links).where(t.staff_links.c.name == name))
            _insert_link(connection, token, name, at)

        await self._database.write(work)
        return token

    async def disable(self, name: str) -> None:
        """Shuts the account and ends its sessions and links at once. Raises ``NoAccount``."""

        def work(connection: Connection) -> None:
            _change(connection, name, active=False)
            connection.execute(delete(t.staff_sessions).where(t.staff_sessions.c.name == name))
            connection.execute(delete(t.staff_links).where(t.staff_links.c.name == name))

        await self._database.write(work)

    async def set_role(self, name: str, role: str) -> None:
        """Gives the account another role, from its next request on. Raises ``NoAccount``."""
        await self._database.write(lambda c: _change(c, name, role=role))

    # one-time links

    async def first_link(self, at: datetime) -> str | None:
        """A link for creating the first administrator, or None when somebody has an account. Older ones end."""
        token = secrets.token_urlsafe(32)

        def work(connection: Connection) -> bool:
            if connection.execute(select(func.count()).select_from(t.staff)).scalar_one():
                return False
            connection.execute(delete(t.staff_links).where(t.staff_links.c.name.is_(None)))
            _insert_link(connection, token, None, at)
            return True

        return token if await self._database.write(work) else None

    async def link(self, token: str, now: datetime) -> Link | None:
        """What the link is for, or None when it was used or has expired."""
        query = select(t.staff_links).where(t.staff_links.c.token == _hash(token), t.staff_links.c.expires_at > now)

        def work(connection: Connection) -> Link | None:
            row = connection.execute(query).one_or_none()
            return None if row is None else Link(row.name)

        return await self._database.read(work)

    async def use_link(self, token: str, password: str, now: datetime, name: str = "", shown: str = "") -> str | None:
        """Sets the password (and creates the administrator ``name`` with a first link); the account's name, or None.

        Raises ``ValueError`` for a password under 10 characters and ``NameTaken``.
        """
        if len(password) < SHORTEST_PASSWORD:
            raise ValueError(f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự.")
        hashed = await asyncio.to_thread(self._hasher.hash, password)

        def work(connection: Connection) -> str | None:
            spent = (
                delete(t.staff_links)
                .where(t.staff_links.c.token == _hash(token), t.staff_links.c.expires_at > now)
                .returning(t.staff_links.c.name)
            )
            row = connection.execute(spent).one_or_none()
            if row is None:
                return None
            if row.name is not None:
                _change(connection, row.name, password=hashed, failures=0, locked_until=None)
                return str(row.name)
            if connection.execute(select(func.count()).select_from(t.staff)).scalar_one():
                return None
            _insert_account(connection, name, shown, "admin", hashed, now)
            return name

        return await self._database.write(work)

    # sessions

    async def sign_in(self, name: str, password: str, now: datetime) -> SignIn:
        """Checks the password in a thread (200 ms); five failures lock the account for a quarter of an hour."""
        row = await self._database.read(
            lambda c: c.execute(select(t.staff).where(t.staff.c.name == name)).one_or_none()
        )
        if row is not None and row.locked_until is not None and row.locked_until > now:
            return SignIn(None, "locked")
        known = row is not None and row.active and row.password is not None
        right = await asyncio.to_thread(self._verify, row.password if row is not None and known else None, password)
        if not known or not right:
            if row is not None:
                await self._database.write(lambda c: _failed(c, name, now))
            return SignIn(None, "wrong")
        token = secrets.token_urlsafe(32)

        def work(connection: Connection) -> None:
            _change(connection, name, failures=0, locked_until=None)
            fresh = {"token": _hash(token), "name": name, "created_at": now, "seen_at": now}
            connection.execute(insert(t.staff_sessions).values(**fresh))

        await self._database.write(work)
        return SignIn(token)

    async def signed_in(self, token: str, now: datetime) -> StaffAccount | None:
        """The account of a session that is neither idle for half an hour nor older than a shift; keeps it alive."""
        s = t.staff_sessions
        query = (
            select(t.staff, s.c.seen_at)
            .join(s, s.c.name == t.staff.c.name)
            .where(
                s.c.token == _hash(token),
                s.c.seen_at > now - IDLE,
                s.c.created_at > now - LONGEST,
                t.staff.c.active.is_(True),
            )
        )
        row = await self._database.read(lambda c: c.execute(query).one_or_none())
        if row is None:
            return None
        if now - row.seen_at > timedelta(minutes=1):
            seen = update(s).where(s.c.token == _hash(token)).values(seen_at=now)
            await self._database.write(lambda c: c.execute(seen).rowcount)
        return _account(row)

    async def sign_out(self, token: str) -> None:
        """Ends this session."""
        gone = delete(t.staff_sessions).where(t.staff_sessions.c.token == _hash(token))
        await self._database.write(lambda c: c.execute(gone).rowcount)

    def _verify(self, hashed: str | None, password: str) -> bool:
        try:
            return self._hasher.verify(hashed or _nobody(self._hasher), password)
        except (VerifyMismatchError, InvalidHashError):
            return False


@cache
def _nobody(hasher: PasswordHasher) -> str:
    """Verified when there is no such account, so that the answer takes as long."""
    return hasher.hash(secrets.token_urlsafe(16))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _account(row: Any) -> StaffAccount:
    return StaffAccount(row.name, row.shown, row.role, row.active, row.password is not None, row.created_at)


def _change(connection: Connection, name: str, **values: object) -> None:
    if not connection.execute(update(t.staff).where(t.staff.c.name == name).values(**values)).rowcount:
        raise NoAccount(name)


def _failed(connection: Connection, name: str, now: datetime) -> None:
    failures = connection.execute(select(t.staff.c.failures).where(t.staff.c.name == name)).scalar_one() + 1
    if failures >= FAILURES:
        _change(connection, name, failures=0, locked_until=now + LOCKED)
    else:
        _change(connection, name, failures=failures)


def _insert_account(
    connection: Connection, name: str, shown: str, role: str, password: str | None, at: datetime
) -> None:
    if role not in ROLES:
        raise ValueError(f"vai trò phải là một trong: {', '.join(ROLES)}")
    row = {"name": name, "shown": shown or name, "role": role, "password": password, "active": True, "created_at": at}
    connection.execute(insert(t.staff).values(**row, failures=0))


def _insert_link(connection: Connection, token: str, name: str | None, at: datetime) -> None:
    row = {"token": _hash(token), "name": name, "expires_at": at + LINK_LIFE}
    connection.execute(insert(t.staff_links).values(**row))
