"""Every table. What a citizen said, answered or sent is in ``bytes`` columns, sealed by the vault; times are UTC microseconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware time kept as whole microseconds since 1970 UTC (the same on both databases), read back in Vietnam's time."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Refuses naive times: nobody knows what they mean."""
        if value is None:
            return None
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The same instant at +07:00."""
        return None if value is None else (_EPOCH + value * _MICROSECOND).astimezone(VIETNAM)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = BigInteger().with_variant(Integer, "sqlite")
_KEY = String(120)
_NAME = String(80)

sessions = Table(
    "sessions",
    metadata,
    Column("key", _KEY, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
)

handled = Table(
    "handled",
    metadata,
    Column("key", _KEY, primary_key=True),
    Column("event_id", String(160), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("key", _KEY, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("event_id", String(160), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Column("delivered_at", Moment),
    Column("given_up", String(40), comment="why nobody tries any more: blocked, tries"),
    Column("tries", Integer, nullable=False, default=0),
    Column("next_try", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("lease_by", String(40)),
    Index("ix_outbox_key_id", "key", "id"),
    Index("ix_outbox_channel_delivered_at_given_up_id", "channel", "delivered_at", "given_up", "id"),
    sqlite_autoincrement=True,
)

updates = Table(
    "updates",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("update_id", String(80), primary_key=True),
    Column("position", _Id, nullable=False, comment="order of arrival"),
    Column("body", LargeBinary),
    Column("at", Moment, nullable=False),
    Column("done_at", Moment, index=True),
    Index("ix_updates_channel_position", "channel", "position"),
    Index("ix_updates_channel_done_at_position", "channel", "done_at", "position"),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("key", _KEY, nullable=False, index=True),
    Column("name", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("dossier", String(40), index=True, comment="set when submitted with it"),
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("key", _KEY, nullable=False, index=True),
    Column("procedure", String(20), nullable=False, index=True),
    Column("procedure_title", Text, nullable=False),
    Column("status", String(30), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False, comment="answers, summary and upload ids"),
    Column("content_version", String(80), nullable=False),
    Column("helped", Boolean, nullable=False),
    Column("submitted_at", Moment, nullable=False, index=True),
    Column("changed_at", Moment, nullable=False),
    Column("official_code", String(80), nullable=False, default=""),
    Column("gateway_state", String(20), nullable=False, index=True, comment="waiting, accepted, refused, given_up"),
    Column("gateway_tries", Integer, nullable=False, default=0),
    Column("gateway_next_try", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("lease_by", String(40)),
)

dossier_history = Table(
    "dossier_history",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("dossier", String(40), ForeignKey("dossiers.code", ondelete="CASCADE"), nullable=False, index=True),
    Column("status", String(30), nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("by", _NAME, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("dossier", String(40), nullable=False),
    Column("key", _KEY, comment="empty once the citizen is erased"),
    Column("procedure", String(20), nullable=False, index=True),
    Column("score", Integer, nullable=False),
    Column("factors", Text, nullable=False, comment="comma separated"),
    Column("comment", LargeBinary),
    Column("at", Moment, nullable=False, index=True),
    UniqueConstraint("dossier"),
    Index("ix_ratings_key", "key"),
    sqlite_autoincrement=True,
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("key", _KEY, index=True),
    Column("text", LargeBinary, nullable=False),
    Column("best", String(80), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("closed_at", Moment),
    Column("closed_by", _NAME),
    sqlite_autoincrement=True,
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("key", _KEY, nullable=False, index=True),
    Column("question", LargeBinary, nullable=False),
    Column("procedure", String(20), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("closed_at", Moment),
    Column("closed_by", _NAME),
    sqlite_autoincrement=True,
)

handoff_replies = Table(
    "handoff_replies",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("handoff", _Id, ForeignKey("handoffs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", LargeBinary, nullable=False),
    Column("officer", _NAME, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

consents = Table(
    "consents",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("key", _KEY, nullable=False, index=True),
    Column("purpose", String(30), nullable=False),
    Column("granted", Boolean, nullable=False),
    Column("text_version", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

staff = Table(
    "staff",
    metadata,
    Column("name", _NAME, primary_key=True),
    Column("shown", String(120), nullable=False, comment="the name citizens and colleagues read"),
    Column("role", String(20), nullable=False),
    Column("password", String(200), comment="argon2; empty until the one-time link is used"),
    Column("active", Boolean, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", Moment),
    Column("created_at", Moment, nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token", LargeBinary, primary_key=True, comment="SHA-256 of the random cookie"),
    Column("name", _NAME, ForeignKey("staff.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

staff_links = Table(
    "staff_links",
    metadata,
    Column("token", LargeBinary, primary_key=True, comment="SHA-256 of the random part of the link"),
    Column("name", _NAME, comment="empty: whoever opens it creates the first administrator"),
    Column("expires_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False, index=True),
    Column("who", _NAME, nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("detail", Text, nullable=False, comment="never personal data"),
    sqlite_autoincrement=True,
)

content_versions = Table(
    "content_versions",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("path", String(300), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("author", _NAME, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

publications_shown = Table(
    "publications_shown",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("publication", _NAME, nullable=False, comment="id of the item in the content"),
    Column("content_hash", String(64), nullable=False, comment="SHA-256 of the item as it read"),
    Column("item", Integer, nullable=False, comment="1 to 14, Law 10/2022/QH15, article 11"),
    Column("title", String(200), nullable=False),
    Column("office", _NAME, nullable=False, default="", comment="empty: every office"),
    Column("sample", Boolean, nullable=False),
    Column("shown_from", Moment, nullable=False, index=True),
    Column("shown_to", Moment, comment="empty while it is public"),
    Column("ends_at", Moment, comment="end of the last day, where one was announced"),
    Index(
        "uq_publications_shown_open",
        "publication",
        unique=True,
        sqlite_where=text("shown_to IS NULL"),
        postgresql_where=text("shown_to IS NULL"),
    ),
    sqlite_autoincrement=True,
)
