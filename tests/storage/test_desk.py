"""What officers read is what citizens confirmed, decrypted; and what is left after a citizen is erased."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.engine.effects import (
    Effect,
    EraseCitizen,
    NoteUnanswered,
    RecordConsent,
    RecordRating,
    RequestOfficer,
    SubmitDossier,
)
from bot.engine.messages import Message
from bot.engine.session import Answer, Draft, Session
from bot.engine.turn import Turn
from bot.storage.database import Database
from bot.storage.desk import DeskRecords
from bot.storage.erasure import export
from bot.storage.records import Upload
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault
from bot.storage.waiting import waiting

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
ANSWERS = {"ho_ten": Answer("Lê Thị Mai", "Lê Thị Mai"), "co": Answer(("a", "b"), "A, B")}
DOSSIER = SubmitDossier(
    "H7K2M9", "1.001193", "Đăng ký khai sinh", ANSWERS, (("Họ và tên mẹ", "Lê Thị Mai"),), ("u1",), "v1", False, AT
)


@pytest.fixture
def store(database: Database, vault: Vault) -> Store:
    return Store(database, vault)


@pytest.fixture
def desk(database: Database, vault: Vault) -> DeskRecords:
    return DeskRecords(database, vault)


async def act(store: Store, key: str, *effects: Effect) -> None:
    """One turn of ``key`` with these effects."""
    version = (await store.load(key, "")).version
    await store.commit(key, f"e{version}", version, Turn(Session(), (Message("Đã ghi"),), effects), AT)


async def test_a_submitted_dossier_is_read_whole(store: Store, desk: DeskRecords) -> None:
    file = Upload("u1", "web:a", "chứng sinh.pdf", b"%PDF-", "application/pdf", 5, AT, None)
    await store.keep_upload(file)
    await act(store, "web:a", DOSSIER)
    dossier = await desk.dossier("H7K2M9")
    assert dossier is not None
    assert (dossier.row.applicant, dossier.row.status, dossier.row.uploads) == ("Lê Thị Mai", "submitted", 1)
    assert (dict(dossier.answers), dossier.summary) == (ANSWERS, DOSSIER.summary)
    assert [(one.name, one.size) for one in dossier.uploads] == [("chứng sinh.pdf", 5)]
    assert await desk.upload("H7K2M9", "u1") == replace(file, dossier="H7K2M9")
    assert await desk.upload("OTHER", "u1") is None


async def test_the_queue_is_newest_first_and_narrowed(store: Store, desk: DeskRecords) -> None:
    later = replace(DOSSIER, dossier="K3", procedure="1.000656", uploads=(), at=AT + timedelta(hours=1))
    await act(store, "web:a", DOSSIER, later)
    assert [row.code for row in await desk.dossiers()] == ["K3", "H7K2M9"]
    assert [row.code for row in await desk.dossiers(procedure="1.001193")] == ["H7K2M9"]
    assert await desk.dossiers(status="ready") == ()
    assert await desk.counts() == {"submitted": 2}


async def test_a_dossier_is_rated_once_and_the_average_counts_all(store: Store, desk: DeskRecords) -> None:
    first = RecordRating("A", "1.001193", 5, ("thoi_gian", "thai_do"), "Cảm ơn cô Hoa", AT)
    await act(store, "web:a", first)
    await act(store, "web:a", replace(first, score=1, comment="khác"))
    await act(store, "web:b", replace(first, dossier="B", score=2, factors=(), comment="", at=AT + timedelta(days=9)))
    found = await desk.ratings()
    assert (found.count, found.average) == (2, 3.5)
    assert [(row.dossier, row.score, row.factors, row.comment) for row in found.rows] == [
        ("B", 2, (), ""),
        ("A", 5, ("thoi_gian", "thai_do"), "Cảm ơn cô Hoa"),
    ]
    assert (await desk.ratings(until=AT + timedelta(days=1))).average == 5.0
    assert (await desk.ratings(since=AT + timedelta(days=90))).average is None


async def test_equal_questions_stand_together_the_most_asked_first(store: Store, desk: DeskRecords) -> None:
    for number, words in enumerate(("Nuôi chó cần giấy gì?", "xin phép nuôi  ong", "nuôi chó cần giấy gì")):
        await act(store, f"web:{number}", NoteUnanswered(words, "1.001193", 0.2, AT))
    groups = await desk.unanswered()
    assert [(group.count, group.text.casefold().rstrip("?")) for group in groups] == [
        (2, "nuôi chó cần giấy gì"),
        (1, "xin phép nuôi  ong"),
    ]
    await desk.close_unanswered(groups[0].ids, "hoa", AT)
    assert [group.text for group in await desk.unanswered()] == ["xin phép nuôi  ong"]


async def test_content_versions_are_kept_for_undo(desk: DeskRecords) -> None:
    for words in ("một", "hai"):
        await desk.keep_version("faq/cu-tru.yaml", words, "lan", "", AT)
    assert [version.text for version in await desk.versions("faq/cu-tru.yaml")] == ["hai", "một"]


async def test_what_waits_is_counted_for_operators(store: Store, database: Database) -> None:
    await act(store, "telegram:7", DOSSIER, RequestOfficer("cho hỏi", "", AT))
    assert await waiting(database) == {
        "outbox_telegram": 1, "updates": 0, "dossiers": 1, "dossiers_given_up": 0, "handoffs": 1,
    }  # fmt: skip


async def test_erasing_leaves_the_submitted_dossier_and_bare_numbers(
    store: Store, desk: DeskRecords, database: Database, vault: Vault
) -> None:
    """A submitted dossier is the agency's record by law; everything else of the citizen goes."""
    for name in ("u1", "u2"):
        await store.keep_upload(Upload(name, "web:a", "x.pdf", b"%PDF-", "application/pdf", 5, AT, None))
    rating = RecordRating("H7K2M9", "1.001193", 4, (), "lời riêng", AT)
    consent = RecordConsent("dossier", True, "v1", AT)
    await act(store, "web:a", DOSSIER, rating, RequestOfficer("hỏi riêng", "", AT), consent)
    await act(store, "web:b", RequestOfficer("của người khác", "", AT))
    version = (await store.load("web:a", "")).version
    erased = Turn(Session(greeted=True), (Message("Đã xóa"),), (EraseCitizen(AT),))
    await store.commit("web:a", "erase", version, erased, AT)

    left = await export(database, vault, "web:a")
    assert [one["code"] for one in left["dossiers"]] == ["H7K2M9"]  # type: ignore[attr-defined]
    assert [one["dossier"] for one in left["files"]] == ["H7K2M9"]  # type: ignore[attr-defined]
    assert [one["text"] for one in left["messages"]] == ["Đã xóa"]  # type: ignore[attr-defined]
    gone = ("drafts", "ratings", "questions_to_officers", "unanswered", "consents")
    assert [left[name] for name in gone] == [[]] * 5
    (row,) = (await desk.ratings()).rows
    assert (row.score, row.comment) == (4, "")
    assert [handoff.question for handoff in await desk.handoffs()] == ["của người khác"]
    assert (await store.load("web:a", "e0")).answered == ()


async def test_a_citizen_gets_their_own_data_as_json(store: Store, database: Database, vault: Vault) -> None:
    draft = Draft("d1", "1.000656", AT, answers={"ho_ten": Answer("Lê Thị Mai", "Lê Thị Mai")})
    turn = Turn(Session(drafts={"1.000656": draft}), (Message("Chào"),), (DOSSIER, RequestOfficer("cho hỏi", "", AT)))
    await store.commit("web:a", "e", 0, turn, AT)
    own = json.loads(json.dumps(await export(database, vault, "web:a")))
    assert own["drafts"] == [{"procedure": "1.000656", "answers": {"ho_ten": "Lê Thị Mai"}}]
    assert own["dossiers"][0]["answers"] == [{"label": "Họ và tên mẹ", "value": "Lê Thị Mai"}]
    assert own["questions_to_officers"][0]["question"] == "cho hỏi"
    assert (await export(database, vault, "web:nobody"))["messages"] == []
