"""Runs migrations on the connection that ``bot.storage.schema`` hands over."""

from __future__ import annotations

from alembic import context

from bot.storage.schema import compare_type, render_item
from bot.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=compare_type,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
