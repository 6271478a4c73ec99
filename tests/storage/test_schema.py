"""The migrations lead from nothing to the tables of the program, on both databases."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import inspect

from bot.storage import schema, tables
from bot.storage.database import Database, open_database


async def test_an_empty_database_reaches_the_newest_version(database_url: str) -> None:
    database = open_database(database_url)
    assert await schema.version(database) is None
    assert await schema.upgrade(database) is True
    assert await schema.version(database) == schema.HEAD
    await database.close()


async def test_upgrading_again_changes_nothing(database: Database) -> None:
    assert await schema.upgrade(database) is False


async def test_the_tables_of_the_program_are_the_tables_of_the_migrations(database: Database) -> None:
    """What ``alembic check`` would say: whoever changes a table writes a migration."""
    assert await schema.drift(database) == []


async def test_every_table_is_made(database: Database) -> None:
    names = await database.read(lambda connection: set(inspect(connection).get_table_names()))
    assert set(tables.metadata.tables) <= names


async def test_two_starts_at_once_migrate_once(database_url: str) -> None:
    first, second = open_database(database_url), open_database(database_url)
    assert sorted(await asyncio.gather(schema.upgrade(first), schema.upgrade(second))) == [False, True]
    await first.close()
    await second.close()


def test_the_head_named_in_the_program_is_the_newest_file() -> None:
    folder = Path(schema.__file__).parent / "migrations" / "versions"
    assert max(path.name[:4] for path in folder.glob("[0-9]*.py")) == schema.HEAD
