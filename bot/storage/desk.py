"""What the desk reads: queue, dossier, ratings, unanswered questions, hand-offs, audit; and its small writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from bot.storage import tables as t
from bot.storage.bodies import DOSSIER_BODY
from bot.storage.database import Database
from bot.storage.files import file_name, read_upload
from bot.storage.records import (
    AuditEntry,
    ContentVersion,
    Dossier,
    DossierRow,
    Handoff,
    HandoffReply,
    RatingRow,
    Ratings,
    StatusEntry,
    UnansweredGroup,
    Upload,
    UploadRow,
)
from bot.storage.vault import Vault


class DeskRecords:
    """Read by officers; every method is one transaction and returns decrypted, frozen records, newest first."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    # dossiers

    async def dossiers(
        self, *, status: str | None = None, procedure: str | None = None, limit: int = 100, offset: int = 0
    ) -> tuple[DossierRow, ...]:
        """The queue; ``status`` and ``procedure`` narrow it."""
        d = t.dossiers.c
        query = select(t.dossiers).order_by(d.submitted_at.desc(), d.code).limit(limit).offset(offset)
        if status is not None:
            query = query.where(d.status == status)
        if procedure is not None:
            query = query.where(d.procedure == procedure)
        return await self._database.read(lambda c: tuple(self._row(row) for row in c.execute(query)))

    async def counts(self) -> dict[str, int]:
        """Dossiers by status."""
        query = select(t.dossiers.c.status, func.count()).group_by(t.dossiers.c.status)
        return await self._database.read(lambda c: {row[0]: row[1] for row in c.execute(query)})

    async def dossier(self, code: str) -> Dossier | None:
        """One dossier with answers, files and history (oldest first), or None."""

        def work(connection: Connection) -> Dossier | None:
            row = connection.execute(select(t.dossiers).where(t.dossiers.c.code == code)).one_or_none()
            if row is None:
                return None
            answers, summary, _ = self._body(row)
            files = connection.execute(
                select(t.uploads).where(t.uploads.c.dossier == code).order_by(t.uploads.c.at, t.uploads.c.id)
            )
            history = connection.execute(
                select(t.dossier_history).where(t.dossier_history.c.dossier == code).order_by(t.dossier_history.c.id)
            )
            return Dossier(
                self._row(row),
                row.key,
                answers,
                summary,
                tuple(UploadRow(f.id, file_name(self._vault, f), f.media_type, f.size, f.at) for f in files),
                tuple(StatusEntry(h.status, self._text(h.note, f"history:{code}"), h.by, h.at) for h in history),
                row.content_version,
                row.gateway_tries,
            )

        return await self._database.read(work)

    async def upload(self, code: str, upload_id: str) -> Upload | None:
        """A file of dossier ``code``, or None."""
        query = select(t.uploads).where(t.uploads.c.id == upload_id, t.uploads.c.dossier == code)

        def work(connection: Connection) -> Upload | None:
            row = connection.execute(query).one_or_none()
            return None if row is None else read_upload(self._vault, row)

        return await self._database.read(work)

    # ratings

    async def ratings(
        self, *, since: datetime | None = None, until: datetime | None = None, limit: int = 200
    ) -> Ratings:
        """Ratings given from ``since`` up to before ``until``."""
        r = t.ratings.c
        conditions = [r.at >= since] if since else []
        conditions += [r.at < until] if until else []
        query = select(t.ratings).where(*conditions).order_by(r.at.desc(), r.id.desc()).limit(limit)
        scores = select(r.score, func.count()).where(*conditions).group_by(r.score)

        def work(connection: Connection) -> Ratings:
            rows = tuple(self._rating(row) for row in connection.execute(query))
            by_score = dict.fromkeys(range(1, 6), 0) | {row[0]: row[1] for row in connection.execute(scores)}
            count = sum(by_score.values())
            average = sum(score * n for score, n in by_score.items()) / count if count else None
            return Ratings(rows, count, average, by_score)

        return await self._database.read(work)

    async def rating(self, dossier: str) -> RatingRow | None:
        """The rating of one dossier, or None."""
        query = select(t.ratings).where(t.ratings.c.dossier == dossier)

        def work(connection: Connection) -> RatingRow | None:
            row = connection.execute(query).one_or_none()
            return None if row is None else self._rating(row)

        return await self._database.read(work)

    # unanswered questions

    async def unanswered(self, limit: int = 100) -> tuple[UnansweredGroup, ...]:
        """Open questions, equal ones (case and spaces aside) together, the most asked first."""
        u = t.unanswered.c
        query = select(t.unanswered).where(u.closed_at.is_(None)).order_by(u.id.desc()).limit(20_000)

        def work(connection: Connection) -> tuple[UnansweredGroup, ...]:
            groups: dict[str, list[tuple[str, Any]]] = {}
            for row in connection.execute(query):
                text = self._text(row.text, "unanswered")
                groups.setdefault(" ".join(text.casefold().split()).rstrip(" ?.!"), []).append((text, row))
            return tuple(sorted((_group(rows) for rows in groups.values()), key=lambda g: (-g.count, -g.ids[0])))[
                :limit
            ]

        return await self._database.read(work)

    async def close_unanswered(self, ids: Sequence[int], who: str, at: datetime) -> None:
        """Somebody wrote an answer for these, or decided that none is needed."""
        u = t.unanswered
        done = update(u).where(u.c.id.in_(list(ids)), u.c.closed_at.is_(None)).values(closed_at=at, closed_by=who)
        await self._database.write(lambda c: c.execute(done).rowcount)

    # hand-offs

    async def handoffs(self, *, open_only: bool = True, limit: int = 100) -> tuple[Handoff, ...]:
        """Citizens waiting for a person, the longest waiting first (with closed ones: newest first)."""
        h = t.handoffs.c
        query = select(t.handoffs).limit(limit)
        query = query.where(h.closed_at.is_(None)).order_by(h.id) if open_only else query.order_by(h.id.desc())
        query = query.where(h.key != "")  # past its period of keeping only its times are left

        def work(connection: Connection) -> tuple[Handoff, ...]:
            return tuple(self._handoff(connection, row) for row in connection.execute(query).all())

        return await self._database.read(work)

    async def handoff(self, id: int) -> Handoff | None:  # noqa: A002 - the word of the format
        """One hand-off with its replies, or None."""
        query = select(t.handoffs).where(t.handoffs.c.id == id)

        def work(connection: Connection) -> Handoff | None:
            row = connection.execute(query).one_or_none()
            return None if row is None else self._handoff(connection, row)

        return await self._database.read(work)

    async def close_handoff(self, id: int, who: str, at: datetime) -> bool:  # noqa: A002 - the word of the format
        """Ends a hand-off without another word to the citizen; False when it was closed already."""
        h = t.handoffs
        done = update(h).where(h.c.id == id, h.c.closed_at.is_(None)).values(closed_at=at, closed_by=who)
        return await self._database.write(lambda c: c.execute(done).rowcount > 0)

    # audit and content versions

    async def note(self, who: str, action: str, subject: str, detail: str, at: datetime) -> None:
        """One line of the audit log; ``detail`` holds no personal data."""
        line = insert(t.audit).values(who=who, action=action, subject=subject, detail=detail, at=at)
        await self._database.write(lambda c: c.execute(line).rowcount)

    async def audit(self, limit: int = 200) -> tuple[AuditEntry, ...]:
        """Who did what."""
        query = select(t.audit).order_by(t.audit.c.id.desc()).limit(limit)
        return await self._database.read(
            lambda c: tuple(AuditEntry(r.id, r.at, r.who, r.action, r.subject, r.detail) for r in c.execute(query))
        )

    async def keep_version(self, path: str, text: str, author: str, note: str, at: datetime) -> int:
        """Keeps a content file as it was saved; the version's number."""
        row = insert(t.content_versions).values(path=path, text=text, author=author, note=note, at=at)
        return await self._database.write(lambda c: c.execute(row.returning(t.content_versions.c.id)).scalar_one())

    async def versions(self, path: str, limit: int = 50) -> tuple[ContentVersion, ...]:
        """The kept versions of a content file."""
        v = t.content_versions.c
        query = select(t.content_versions).where(v.path == path).order_by(v.id.desc()).limit(limit)
        return await self._database.read(
            lambda c: tuple(ContentVersion(r.id, r.path, r.text, r.author, r.note, r.at) for r in c.execute(query))
        )

    # inside

    def _body(self, row: Any) -> Any:
        return DOSSIER_BODY.validate_json(self._vault.open(row.body, f"dossier:{row.code}"))

    def _row(self, row: Any) -> DossierRow:
        answers, summary, uploads = self._body(row)
        shown = {answer.shown for answer in answers.values()}
        named = (value for label, value in summary if "tên" in label.casefold() and value in shown)
        return DossierRow(
            row.code, row.procedure, row.procedure_title, row.status, next(named, ""), row.submitted_at, row.changed_at,
            row.official_code, row.gateway_state, row.helped, len(uploads),
        )  # fmt: skip

    def _rating(self, row: Any) -> RatingRow:
        factors = tuple(one for one in row.factors.split(",") if one)
        comment = self._text(row.comment, f"rating:{row.dossier}") if row.comment else ""
        return RatingRow(row.id, row.dossier, row.procedure, row.score, factors, comment, row.at)

    def _handoff(self, connection: Connection, row: Any) -> Handoff:
        replies = connection.execute(
            select(t.handoff_replies).where(t.handoff_replies.c.handoff == row.id).order_by(t.handoff_replies.c.id)
        )
        place = f"handoff_reply:{row.id}"
        return Handoff(
            row.id,
            row.key,
            self._text(row.question, f"handoff:{row.key}"),
            row.procedure,
            row.at,
            tuple(HandoffReply(self._text(r.text, place), r.officer, r.at) for r in replies),
            row.closed_at,
            row.closed_by,
        )

    def _text(self, sealed: bytes, place: str) -> str:
        return self._vault.open(sealed, place).decode()


def _group(rows: list[tuple[str, Any]]) -> UnansweredGroup:
    """One group from its rows, newest first; shown in the wording used most."""
    newest = rows[0][1]
    wording = Counter(text for text, _ in rows).most_common(1)[0][0]
    return UnansweredGroup(
        wording, len(rows), newest.best, newest.confidence, newest.at, tuple(row.id for _, row in rows)
    )
