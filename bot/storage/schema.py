"""The database's schema: which version it has, bringing it to the newest, and telling drift from the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from sqlalchemy import BigInteger, Connection, inspect, text

from bot.storage.database import Database
from bot.storage.tables import Moment, metadata

HEAD = "0002"
"""The newest version; kept here so that a start need not load Alembic to see that there is nothing to do."""

_LOCK = 7_206_861
"""Number of the advisory lock that lets one process of several migrate."""


async def version(database: Database) -> str | None:
    """The version of the database, None when it is empty."""
    return await database.read(_version)


async def upgrade(database: Database) -> bool:
    """Brings the schema to ``HEAD`` in one transaction, one process at a time; False when it was there already."""
    if await version(database) == HEAD:
        return False

    def work(connection: Connection) -> bool:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"select pg_advisory_xact_lock({_LOCK})"))
        if _version(connection) == HEAD:
            return False
        from alembic import command

        command.upgrade(_config(connection), "head")
        return True

    return await database.write(work)


async def drift(database: Database) -> list[Any]:
    """What Alembic would still change to reach the tables of this program; empty when the migrations say it all."""

    def work(connection: Connection) -> list[Any]:
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext

        options = {"compare_type": compare_type, "render_as_batch": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    return await database.read(work)


def compare_type(
    _context: object, _inspected: object, _column: object, inspected_type: object, metadata_type: object
) -> bool | None:
    """A moment is a big integer in the database; everything else is compared as usual."""
    if isinstance(metadata_type, Moment):
        return not isinstance(inspected_type, BigInteger)
    return None


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Migrations write a moment as what it is in the database, so that they never change with our classes."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Moment) else False


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar_one_or_none()


def _config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
