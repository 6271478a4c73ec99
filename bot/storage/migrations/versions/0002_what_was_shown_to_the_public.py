"""What was shown to the public, from when to when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "publications_shown",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("publication", sa.String(length=80), nullable=False, comment="id of the item in the content"),
        sa.Column("content_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the item as it read"),
        sa.Column("item", sa.Integer(), nullable=False, comment="1 to 14, Law 10/2022/QH15, article 11"),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("office", sa.String(length=80), nullable=False, comment="empty: every office"),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("shown_from", sa.BigInteger(), nullable=False),
        sa.Column("shown_to", sa.BigInteger(), nullable=True, comment="empty while it is public"),
        sa.Column("ends_at", sa.BigInteger(), nullable=True, comment="end of the last day, where one was announced"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications_shown")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("publications_shown", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publications_shown_shown_from"), ["shown_from"], unique=False)
        batch_op.create_index(
            "uq_publications_shown_open",
            ["publication"],
            unique=True,
            sqlite_where=sa.text("shown_to IS NULL"),
            postgresql_where=sa.text("shown_to IS NULL"),
        )


def downgrade() -> None:
    """Back to the version before."""
    op.drop_table("publications_shown")
