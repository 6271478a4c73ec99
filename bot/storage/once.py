"""Inserts that do nothing when the row is there already, in the dialect of the connection."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import sqlite


def insert_once(connection: Connection, table: Table) -> Insert:
    """``INSERT … ON CONFLICT DO NOTHING`` for ``table``; its ``rowcount`` says whether the row is new."""
    return _insert(connection.dialect.name, table)


@cache
def _insert(dialect: str, table: Table) -> Insert:
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # 0.2 s that the embedded database need not wait for

        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
