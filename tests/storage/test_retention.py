"""What the consent notice promises is done: past its period everything goes but the numbers, and nothing before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from bot.engine.effects import Effect, NoteUnanswered, RecordConsent, RecordRating, RequestOfficer, SubmitDossier
from bot.engine.keeping import Periods
from bot.engine.messages import Message
from bot.engine.session import Answer, Draft, Session, Submitted
from bot.engine.turn import Turn
from bot.storage import tables as t
from bot.storage.changes import AnswerHandoff, Change, MoveDossier, SettleSubmission
from bot.storage.database import Database
from bot.storage.desk import DeskRecords
from bot.storage.records import Upload
from bot.storage.retention import Purged, Retention
from bot.storage.staff import Staff
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
NAME = Answer("Lê Thị Mai", "Lê Thị Mai")
DOSSIER = SubmitDossier(
    "H7K2M9", "1.001193", "Đăng ký khai sinh", {"ho_ten": NAME}, (("Họ và tên mẹ", "Lê Thị Mai"),), ("u1",), "v1",
    False, AT,
)  # fmt: skip
TABLES = (
    t.sessions, t.handled, t.outbox, t.updates, t.uploads, t.dossiers, t.dossier_history, t.ratings, t.unanswered,
    t.handoffs, t.handoff_replies, t.consents, t.staff_sessions, t.staff_links,
)  # fmt: skip


def after(days: float) -> datetime:
    """So many days later."""
    return AT + timedelta(days=days)


class Place:
    """One installation's storage, with the usual periods."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.store = Store(database, vault)
        self.desk = DeskRecords(database, vault)
        self.staff = Staff(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.retention = Retention(database, vault, Periods())

    async def turn(
        self, key: str, session: Session, *effects: Effect, changes: tuple[Change, ...] = (), at: datetime = AT
    ) -> None:
        """One turn that ends in ``session``."""
        version = (await self.store.load(key, "")).version
        turn = Turn(session, (Message("Đã ghi"),), effects)
        await self.store.commit(key, f"e{version}", version, turn, at, changes=changes)

    async def file(self, name: str, key: str = "web:a", at: datetime = AT) -> None:
        """A file the citizen sent."""
        await self.store.keep_upload(Upload(name, key, "x.pdf", b"%PDF-", "application/pdf", 5, at, None))

    async def submitted(self, status: str) -> None:
        """A dossier with a file that the gateway took and an officer brought to ``status`` ten days later."""
        await self.file("u1")
        session = Session(dossiers=(Submitted("H7K2M9", "1.001193", status, AT),))
        taken = SettleSubmission("H7K2M9", "accepted", "H26.1-1", AT)
        await self.turn("web:a", session, DOSSIER, changes=(taken,))
        moved = MoveDossier("H7K2M9", status, "Chị Mai đến nhận", "ha", after(10))
        await self.turn("web:a", session, changes=(moved,), at=after(10))

    async def rows(self) -> dict[str, int]:
        """How many rows each table has."""

        def count(connection: Any) -> dict[str, int]:
            return {one.name: connection.execute(select(func.count()).select_from(one)).scalar_one() for one in TABLES}

        return await self.database.read(count)

    async def files(self) -> set[str]:
        """The ids of the files that are kept."""
        return await self.database.read(lambda c: set(c.execute(select(t.uploads.c.id)).scalars()))


@pytest.fixture
def place(database: Database, vault: Vault) -> Place:
    return Place(database, vault)


def draft(procedure: str = "1.004194", touched: datetime | None = None, **answers: Answer) -> Draft:
    """A draft begun at ``AT``."""
    return Draft(f"d{procedure}", procedure, AT, answers=answers, touched=touched)


async def test_an_unfinished_dossier_goes_after_thirty_days_without_a_change(place: Place) -> None:
    await place.turn("web:a", Session(drafts={"1.004194": draft(ho_ten=NAME)}, active="1.004194"))
    assert (await place.retention.purge(after(29.9))).drafts == 0
    assert (await place.retention.purge(after(30.1))).drafts == 1
    assert (await place.store.load("web:a", "")).version == 0


async def test_a_draft_that_was_worked_on_stays_and_its_neighbour_goes(place: Place) -> None:
    """A conversation goes on; only what nobody touches in it is old."""
    old, worked = draft("1.000656", ho_ten=NAME), draft("1.004194", after(20), ho_ten=NAME)
    session = Session(drafts={"1.000656": old, "1.004194": worked}, active="1.000656", reminders=True)
    await place.turn("web:a", session, at=after(40))
    assert (await place.retention.purge(after(40))).drafts == 1
    loaded = await place.store.load("web:a", "")
    assert (list(loaded.session.drafts), loaded.session.active, loaded.version) == (["1.004194"], None, 2)
    assert loaded.session.reminders is True
    assert (await place.retention.purge(after(40))).drafts == 0


async def test_files_live_as_long_as_the_draft_that_holds_them(place: Place) -> None:
    for name in ("answered", "gathered", "held", "loose"):
        await place.file(name)
    await place.file("fresh", at=after(5.9))
    holding = replace(
        draft(giay_to=Answer(("answered",), "x.pdf")), gathering={"gathered": "x.pdf"}, held=Answer(("held",), "x.pdf")
    )
    await place.turn("web:a", Session(drafts={"1.004194": holding}))
    assert (await place.retention.purge(after(6))).uploads == 1
    assert await place.files() == {"answered", "gathered", "held", "fresh"}
    assert (await place.retention.purge(after(31))).uploads == 4
    assert await place.files() == set()


@pytest.mark.parametrize("status", ["returned", "refused", "withdrawn", "stopped"])
async def test_a_finished_dossier_becomes_a_number_after_half_a_year(place: Place, status: str) -> None:
    await place.submitted(status)
    rating = RecordRating("H7K2M9", "1.001193", 4, ("thoi_gian",), "cảm ơn cô Hoa", after(11))
    session = (await place.store.load("web:a", "")).session
    await place.turn("web:a", session, rating, at=after(11))
    assert (await place.retention.purge(after(179.9))).dossiers == 0
    assert await place.store.dossier_owner("H7K2M9") == ("web:a", "1.001193")

    done = await place.retention.purge(after(180.1))
    assert (done.dossiers, done.uploads, done.held, done.sessions) == (1, 1, 0, 1)
    left = await place.desk.dossier("H7K2M9")
    assert left is not None
    assert (left.row.procedure, left.row.status, left.row.submitted_at) == ("1.001193", status, AT)
    assert (left.key, dict(left.answers), left.summary, left.uploads, left.row.applicant) == ("", {}, (), (), "")
    assert left.row.official_code == ""
    assert [(one.status, one.note, one.at) for one in left.history] == [
        ("submitted", "", AT), (status, "", after(10)),
    ]  # fmt: skip
    (row,) = (await place.desk.ratings()).rows
    assert (row.score, row.factors, row.comment) == (4, ("thoi_gian",), "")
    assert await place.store.dossier_owner("H7K2M9") is None
    assert (await place.retention.purge(after(181))).dossiers == 0


async def test_a_dossier_still_worked_on_is_held_and_told(place: Place) -> None:
    await place.submitted("processing")
    done = await place.retention.purge(after(185))
    assert (done.dossiers, done.held) == (0, 1)
    assert (await place.store.load("web:a", "")).session.dossiers != ()
    assert (await place.retention.purge(after(191))).dossiers == 1


async def test_a_dossier_the_gateway_never_took_is_never_emptied(place: Place) -> None:
    await place.turn("web:a", Session(dossiers=(Submitted("H7K2M9", "1.001193", "submitted", AT),)), DOSSIER)
    done = await place.retention.purge(after(400))
    assert (done.dossiers, done.held) == (0, 1)


async def test_a_purge_cut_short_is_finished_by_the_next_one(place: Place, vault: Vault) -> None:
    """The dossier was emptied, the citizen's session was not reached."""
    await place.submitted("returned")
    session = (await place.store.load("web:a", "")).session
    await place.retention.purge(after(200))
    await place.turn("web:a", session, at=after(200))
    await place.retention.purge(after(201))
    assert (await place.store.load("web:a", "")).session.dossiers == ()


async def test_words_exchanged_with_officers_go_and_their_times_stay(place: Place) -> None:
    await place.turn("web:a", Session(), RequestOfficer("hỏi riêng", "", AT), RequestOfficer("chưa ai trả lời", "", AT))
    (first, _) = await place.desk.handoffs()
    reply = AnswerHandoff(first.id, "mời chị ra phường", "Hà", "ha", True, after(1))
    await place.turn("web:a", Session(), changes=(reply,), at=after(1))
    assert (await place.retention.purge(after(182))).handoffs == 1
    emptied = await place.desk.handoff(first.id)
    assert emptied is not None
    assert (emptied.key, emptied.question, emptied.at, emptied.closed_at) == ("", "", AT, after(1))
    assert [(one.text, one.at) for one in emptied.replies] == [("", after(1))]
    assert [one.question for one in await place.desk.handoffs(open_only=False)] == ["chưa ai trả lời"]
    assert await place.store.handoff_owner(first.id) is None


async def test_messages_and_ids_go_but_not_what_is_still_to_be_sent(place: Place) -> None:
    for key in ("web:a", "telegram:7", "telegram:8"):
        await place.turn(key, Session())
    (sent,) = await place.store.missed("telegram:7", 0)
    await place.store.delivered([sent.id], AT)
    await place.store.keep_updates("telegram", [("1", b"a"), ("2", b"b")], AT)
    await place.store.finish_update("telegram", "1", at=AT)
    done = await place.retention.purge(after(31))
    assert (done.messages, done.handled, done.updates, done.sessions) == (2, 3, 1, 3)
    assert len(await place.store.missed("telegram:8", 0)) == 1
    assert [one.update_id for one in await place.store.pending_updates("telegram")] == ["2"]


async def test_proof_of_consent_stays_while_anything_is_kept(place: Place) -> None:
    consent = RecordConsent("dossier", True, "v1/30-180", AT)
    for key in ("web:gone", "web:kept"):
        await place.turn(key, Session(), consent)
    kept = Session(drafts={"1.004194": draft(touched=after(170))})
    await place.turn("web:kept", kept, at=after(170))
    assert (await place.retention.purge(after(181), dry=True)).consents == 1
    assert (await place.retention.purge(after(181))).consents == 1
    assert (await place.rows())["consents"] == 1


async def test_an_unanswered_question_forgets_who_asked(place: Place) -> None:
    await place.turn("web:a", Session(), NoteUnanswered("nuôi ong", "", 0.1, AT))
    assert (await place.retention.purge(after(31))).unanswered == 1
    assert [one.text for one in await place.desk.unanswered()] == ["nuôi ong"]
    keys = await place.database.read(lambda c: list(c.execute(select(t.unanswered.c.key)).scalars()))
    assert keys == [None]


async def test_staff_sessions_and_links_end_at_once(place: Place) -> None:
    token = await place.staff.add("ha", "officer", AT)
    await place.staff.add("lan", "officer", AT)
    await place.staff.use_link(token, "mot cua de nho", AT)
    await place.staff.sign_in("ha", "mot cua de nho", AT)
    assert await place.retention.purge(AT + timedelta(minutes=29)) == Purged()
    assert (await place.retention.purge(AT + timedelta(minutes=31))).staff_sessions == 1
    assert (await place.retention.purge(after(1.1))).staff_links == 1


async def test_a_dry_run_counts_the_same_and_changes_nothing(place: Place) -> None:
    await place.submitted("returned")
    await place.file("u2")
    reply = AnswerHandoff(1, "mời chị ra phường", "Hà", "ha", True, AT)
    await place.turn(
        "telegram:9", Session(drafts={"1.004194": draft(giay_to=Answer(("u2",), "x.pdf"))}),
        NoteUnanswered("nuôi ong", "", 0.1, AT), RequestOfficer("hỏi riêng", "", AT),
        RecordConsent("dossier", True, "v1", AT), changes=(reply,),
    )  # fmt: skip
    await place.store.blocked("telegram:9")
    await place.staff.add("ha", "officer", AT)
    before = await place.rows()
    counted = await place.retention.purge(after(200), dry=True)
    assert await place.rows() == before
    assert (await place.store.load("telegram:9", "")).session.drafts
    done = await place.retention.purge(after(200))
    assert counted == done
    assert (done.drafts, done.dossiers, done.uploads, done.consents, done.sessions) == (1, 1, 2, 1, 2)
    assert await place.retention.purge(after(200)) == Purged()


async def test_sessions_of_a_lost_key_are_left_alone_with_their_files(place: Place, database: Database) -> None:
    """A wrong key in the settings must not cost anybody their draft."""
    await place.file("u1")
    await place.turn("web:a", Session(drafts={"1.004194": draft(giay_to=Answer(("u1",), "x.pdf"))}))
    blind = Retention(database, Vault(["quite another key of the tests"]), Periods())
    done = await blind.purge(after(90))
    assert (done.unreadable, done.drafts, done.uploads) == (1, 0, 0)
    assert (await place.store.load("web:a", "")).session.drafts
