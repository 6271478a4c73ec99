"""A turn is written whole or not at all, once, in order; and nothing of it can be read without the key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.engine.messages import Choice, Message
from bot.engine.session import Answer, Draft, Session
from bot.engine.turn import Turn
from bot.storage.database import Database
from bot.storage.records import Upload
from bot.storage.store import LEASE, MOST_TRIES, Conflict, Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
HELLO = Turn(Session(greeted=True), (Message("Chào anh/chị", (Choice("Khai sinh", "p:1001193"),)), Message("Mời hỏi")))


@pytest.fixture
def store(database: Database, vault: Vault) -> Store:
    return Store(database, vault)


async def test_nobody_has_spoken_yet(store: Store) -> None:
    loaded = await store.load("web:a", "e1")
    assert (loaded.session, loaded.version, loaded.answered) == (Session(), 0, None)


async def test_a_committed_turn_is_loaded_again_equal(store: Store) -> None:
    draft = Draft("d1", "1.001193", AT, answers={"ho_ten": Answer("Nguyễn Văn An", "Nguyễn Văn An")})
    session = Session(drafts={"1.001193": draft}, active="1.001193")
    await store.commit("web:a", "e1", 0, Turn(session), AT)
    loaded = await store.load("web:a", "e2")
    assert (loaded.session, loaded.version, loaded.answered) == (session, 1, None)


async def test_messages_get_growing_ids_and_are_missed_from_any_point(store: Store) -> None:
    first = await store.commit("web:a", "e1", 0, HELLO, AT)
    second = await store.commit("web:a", "e2", 1, HELLO, AT)
    ids = [one.id for one in first + second]
    assert ids == sorted(set(ids))
    assert await store.missed("web:a", 0) == first + second
    assert await store.missed("web:a", first[-1].id) == second
    assert await store.missed("web:b", 0) == ()


async def test_a_handled_event_gives_its_messages_again(store: Store) -> None:
    said = await store.commit("web:a", "e1", 0, HELLO, AT)
    await store.commit("web:a", "e2", 1, HELLO, AT)
    assert (await store.load("web:a", "e1")).answered == said


async def test_a_handled_event_without_messages_is_still_known(store: Store) -> None:
    await store.commit("web:a", "e1", 0, Turn(Session()), AT)
    assert (await store.load("web:a", "e1")).answered == ()


@pytest.mark.parametrize("version", [0, 1, 3])
async def test_another_version_is_a_conflict_and_writes_nothing(store: Store, version: int) -> None:
    await store.commit("web:a", "e1", 0, HELLO, AT)
    await store.commit("web:a", "e2", 1, HELLO, AT)
    with pytest.raises(Conflict):
        await store.commit("web:a", "e3", version, HELLO, AT)
    assert len(await store.missed("web:a", 0)) == 4
    assert (await store.load("web:a", "e3")).answered is None


async def test_the_same_event_cannot_be_committed_twice(store: Store) -> None:
    await store.commit("web:a", "e1", 0, HELLO, AT)
    with pytest.raises(Conflict):
        await store.commit("web:a", "e1", 1, HELLO, AT)
    assert (await store.load("web:a", "e2")).version == 1


async def test_of_many_at_once_one_wins_and_the_others_leave_nothing(store: Store) -> None:
    """They share one commit on SQLite; the losers must be undone without taking the winner with them."""
    outcomes = await asyncio.gather(
        *(store.commit("web:a", f"e{n}", 0, HELLO, AT) for n in range(20)),
        *(store.commit(f"web:b{n}", "e", 0, HELLO, AT) for n in range(20)),
        return_exceptions=True,
    )
    won = [one for one in outcomes if isinstance(one, tuple)]
    lost = [one for one in outcomes if isinstance(one, Conflict)]
    assert (len(won), len(lost)) == (21, 19)
    assert len(await store.missed("web:a", 0)) == 2
    assert all([len(await store.missed(f"web:b{n}", 0)) == 2 for n in range(20)])


async def test_nothing_personal_lies_readable_in_the_database(store: Store, database: Database, vault: Vault) -> None:
    """Every column of every table is searched for what the citizen said."""
    secret = "001190000123"
    draft = Draft("d1", "1.001193", AT, answers={"so": Answer(secret, secret)})
    await store.commit("web:a", "e1", 0, Turn(Session(drafts={"x": draft}), (Message(f"Số {secret}"),)), AT)
    await store.keep_update("telegram", 5, f'{{"text": "{secret}"}}'.encode(), AT)
    await store.keep_upload(Upload("u1", "web:a", f"{secret}.pdf", secret.encode(), "application/pdf", 12, AT, None))
    for table in ("sessions", "outbox", "updates", "uploads", "handled"):
        query = text(f"select * from {table}")
        rows = await database.read(lambda c, query=query: c.execute(query).all())  # type: ignore[misc]
        assert rows
        assert not any(secret.encode() in _raw(value) for row in rows for value in row)


def _raw(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


# the outbox


async def test_a_message_under_lease_is_nobody_elses(store: Store) -> None:
    await store.commit("telegram:7", "e1", 0, HELLO, AT, holder="me")
    assert await store.claim("telegram", 10, AT, "other") == ()


async def test_after_a_crash_the_lease_runs_out_and_all_is_sent_in_order(store: Store) -> None:
    first, second = await store.commit("telegram:7", "e1", 0, HELLO, AT, holder="dead")
    later = AT + LEASE + timedelta(seconds=1)
    assert await store.claim("telegram", 10, later, "me") == (first,)
    assert await store.claim("telegram", 10, later, "me") == ()
    await store.delivered([first.id], later)
    assert await store.claim("telegram", 10, later, "me") == (second,)


async def test_a_restart_of_the_only_process_frees_what_the_dead_one_held(store: Store) -> None:
    first, _ = await store.commit("telegram:7", "e1", 0, HELLO, AT, holder="dead")
    await store.release()
    assert await store.claim("telegram", 10, AT, "me") == (first,)


async def test_a_failed_message_waits_longer_each_time_and_is_given_up(store: Store) -> None:
    first, second = await store.commit("telegram:7", "e1", 0, HELLO, AT)
    now = AT
    for _ in range(MOST_TRIES - 1):
        assert await store.claim("telegram", 10, now, "me") == (first,)
        assert await store.failed(first.id, now)
        assert await store.claim("telegram", 10, now, "me") == ()
        now += timedelta(hours=1)
    assert await store.claim("telegram", 10, now, "me") == (first,)
    assert not await store.failed(first.id, now)
    assert await store.claim("telegram", 10, now + timedelta(hours=1), "me") == (second,)


async def test_the_platforms_own_pause_is_kept(store: Store) -> None:
    first, _ = await store.commit("telegram:7", "e1", 0, HELLO, AT)
    await store.claim("telegram", 10, AT, "me")
    await store.failed(first.id, AT, timedelta(seconds=40))
    assert await store.claim("telegram", 10, AT + timedelta(seconds=39), "me") == ()
    assert await store.claim("telegram", 10, AT + timedelta(seconds=41), "me") == (first,)


async def test_a_blocked_citizen_is_left_alone_and_others_are_not(store: Store) -> None:
    await store.commit("telegram:7", "e1", 0, HELLO, AT)
    other, _ = await store.commit("telegram:8", "e1", 0, HELLO, AT)
    await store.blocked("telegram:7")
    assert await store.claim("telegram", 10, AT, "me") == (other,)


async def test_only_the_asked_channel_is_claimed(store: Store) -> None:
    await store.commit("web:a", "e1", 0, HELLO, AT)
    assert await store.claim("telegram", 10, AT, "me") == ()


# kept updates


async def test_an_update_is_kept_once_and_given_back_in_order_until_finished(store: Store) -> None:
    assert await store.keep_updates("telegram", [("12", b"b"), ("11", b"a")], AT) == 2
    assert not await store.keep_update("telegram", 12, b"again", AT)
    assert [(one.update_id, one.raw) for one in await store.pending_updates("telegram")] == [("12", b"b"), ("11", b"a")]
    await store.finish_update("telegram", 12, at=AT)
    assert [one.update_id for one in await store.pending_updates("telegram")] == ["11"]
    assert not await store.keep_update("telegram", 12, b"again", AT)


# uploads


async def test_only_its_owner_reads_a_file(store: Store) -> None:
    file = Upload("u1", "web:a", "giấy chứng sinh.jpg", b"\xff\xd8\xff", "image/jpeg", 3, AT, None)
    await store.keep_upload(file)
    await store.keep_upload(replace(file, content=b"other"))
    assert await store.upload("web:a", "u1") == file
    assert await store.upload("web:b", "u1") is None
    await store.drop_uploads("web:a", ["u1"])
    assert await store.upload("web:a", "u1") is None


async def test_the_embedded_database_is_really_durable(tmp_path: Path, vault: Vault) -> None:
    """Write-ahead log, a wait for other processes, and a full sync at each commit."""
    from bot.storage.database import sqlite_engine

    engine = sqlite_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        ask: Callable[[str], object] = lambda name: connection.exec_driver_sql(f"pragma {name}").scalar()  # noqa: E731
        assert (ask("journal_mode"), ask("synchronous"), ask("foreign_keys")) == ("wal", 2, 1)
    engine.dispose()
