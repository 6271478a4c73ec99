"""Where SQL is run: SQLite in one writing thread that commits several callers together, PostgreSQL through asyncpg."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

Result = TypeVar("Result")
Work = Callable[[Connection], Result]
Outcome = tuple[object, BaseException | None]

BUSY_MS = 30_000
"""How long SQLite waits for another process's transaction before it gives up."""
BATCH = 64
"""Callers whose transactions are committed together at most."""
READERS = 2


class Database(Protocol):
    """Runs plain functions over a SQLAlchemy connection, so that one text of SQL serves both databases."""

    url: str

    async def read(self, work: Work[Result]) -> Result:
        """``work`` on a connection that only reads."""

    async def write(self, work: Work[Result]) -> Result:
        """``work`` in its own transaction; what it raises undoes what it wrote, and only that."""

    async def close(self) -> None:
        """Finishes what is under way and closes every connection."""


def open_database(url: str) -> Database:
    """The database behind ``sqlite:///…`` or ``postgresql://…``; raises ``ValueError`` for anything else."""
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return SqliteDatabase(parsed.set(drivername="sqlite").render_as_string(hide_password=False))
        case "postgresql":
            return PostgresDatabase(parsed.set(drivername="postgresql+asyncpg").render_as_string(hide_password=False))
        case other:
            raise ValueError(f"cơ sở dữ liệu {other} không được hỗ trợ, chỉ sqlite hoặc postgresql")


def sqlite_engine(url: str) -> Engine:
    """An engine whose every transaction takes the write lock first: read-then-write may never lose an update.

    The driver's own transaction handling is switched off because it begins late (measured: 79 of 600 increments kept).
    """
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, poolclass=QueuePool, pool_size=READERS + 1, connect_args={"check_same_thread": False})

    def connected(dbapi: Any, _record: object) -> None:
        dbapi.isolation_level = None
        for pragma in (f"busy_timeout={BUSY_MS}", "synchronous=full", "foreign_keys=on"):
            dbapi.execute(f"pragma {pragma}").close()
        _write_ahead(dbapi)

    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("readonly", False)
        connection.exec_driver_sql("begin" if reading else "begin immediate")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begin)
    return engine


def _write_ahead(dbapi: Any) -> None:
    """Turns write-ahead logging on. SQLite does not wait for another process that is doing the same at this moment, however
    long the busy timeout, so we do."""
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            dbapi.execute("pragma journal_mode=wal").close()
            return
        except sqlite3.OperationalError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.01)


class _Job:
    """One caller's transaction and where its outcome goes."""

    __slots__ = ("future", "loop", "work")

    def __init__(self, work: Work[Any], loop: asyncio.AbstractEventLoop) -> None:
        self.work = work
        self.loop = loop
        self.future: asyncio.Future[Any] = loop.create_future()

    def settle(self, result: object, error: BaseException | None) -> None:
        """Hands the outcome to the waiting caller, who may have gone; called in the caller's loop."""
        if self.future.done():
            return
        if error is None:
            self.future.set_result(result)
        else:
            self.future.set_exception(error)


def _settle(jobs: Sequence[_Job], outcomes: Sequence[Outcome]) -> None:
    """Wakes each waiting loop once for all of its callers: a wake-up costs as much as a statement."""
    loops = {job.loop: [pair for pair in zip(jobs, outcomes, strict=True) if pair[0].loop is job.loop] for job in jobs}

    def settle(pairs: Sequence[tuple[_Job, Outcome]]) -> None:
        for job, (result, error) in pairs:
            job.settle(result, error)

    for loop, pairs in loops.items():
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, pairs)


class SqliteDatabase:
    """SQLite in WAL mode. All writes go through one thread and callers waiting together share one commit (one fsync)."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = sqlite_engine(url)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="sqlite-read")
        self._writer = threading.Thread(target=self._write_forever, name="sqlite-write", daemon=True)
        self._closed = False
        self._writer.start()

    async def read(self, work: Work[Result]) -> Result:
        """``work`` over a snapshot of the last commit, beside the writer."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def write(self, work: Work[Result]) -> Result:
        """``work`` in the writing thread; returns once it is on disk. A caller that goes away does not undo it."""
        if self._closed:
            raise RuntimeError("the database is closed")
        job = _Job(work, asyncio.get_running_loop())
        self._jobs.put(job)
        result: Result = await job.future
        return result

    async def close(self) -> None:
        """Commits what is queued, then closes."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._writer.join)
        self._readers.shutdown()
        self._engine.dispose()

    def _read(self, work: Work[Result]) -> Result:
        with self._engine.connect().execution_options(readonly=True) as connection:
            return work(connection)

    def _write_forever(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs = [first]
            last = False
            with contextlib.suppress(queue.Empty):
                while len(jobs) < BATCH:
                    if (job := self._jobs.get_nowait()) is None:
                        last = True
                        break
                    jobs.append(job)
            self._commit(jobs)
            if last:
                return

    def _commit(self, jobs: list[_Job]) -> None:
        """One transaction for all; each job has a savepoint of its own, so one that fails takes no other with it."""
        outcomes: list[Outcome] = []
        try:
            with self._engine.connect() as connection, connection.begin():
                for job in jobs:
                    outcomes.append(_in_savepoint(connection, job.work, alone=len(jobs) == 1))
                if len(jobs) == 1 and outcomes[0][1] is not None:
                    raise outcomes[0][1]
        except BaseException as error:  # noqa: BLE001 - handed to the callers, who raise it
            outcomes = [(None, own or error) for _, own in outcomes] or [(None, error)]
            outcomes += [(None, error)] * (len(jobs) - len(outcomes))
        _settle(jobs, outcomes)


def _in_savepoint(connection: Connection, work: Work[Any], *, alone: bool) -> Outcome:
    """The result or the error of ``work``; a job alone in its transaction needs no savepoint."""
    if alone:
        try:
            return work(connection), None
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            return None, error
    connection.exec_driver_sql("savepoint job")
    try:
        result = work(connection)
    except BaseException as error:  # noqa: BLE001 - handed to the caller
        connection.exec_driver_sql("rollback to job")
        connection.exec_driver_sql("release job")
        return None, error
    connection.exec_driver_sql("release job")
    return result, None


class PostgresDatabase:
    """PostgreSQL through asyncpg; sessions meet by their version column, the outbox by ``SKIP LOCKED``."""

    def __init__(self, url: str, size: int = 10) -> None:
        from sqlalchemy.ext.asyncio import create_async_engine  # only where it is used: a start should be quick

        self.url = url
        self._engine = create_async_engine(url, pool_size=size, max_overflow=size, pool_pre_ping=True)

    async def read(self, work: Work[Result]) -> Result:
        """``work`` on a pooled connection."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Work[Result]) -> Result:
        """``work`` in one transaction."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        """Closes the pool."""
        await self._engine.dispose()
