"""Several processes on one database, and one that is killed in the middle of everything."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from datetime import datetime
from pathlib import Path

from bot.engine.messages import Message
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.storage.database import Database, open_database
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault

CITIZENS = Path(__file__).with_name("citizens.py")


async def _start(*words: str) -> Process:
    return await asyncio.create_subprocess_exec(sys.executable, str(CITIZENS), *words, stdout=PIPE)


async def test_three_processes_lose_no_update(database: Database, vault: Vault) -> None:
    """Read-then-write from several processes keeps 79 of 600 with the drivers' defaults."""
    processes = [await _start("count", database.url, f"p{number}", "40") for number in range(3)]
    for process in processes:
        await process.communicate()
        assert process.returncode == 0
    loaded = await Store(database, vault).load("web:shared", "none")
    assert (loaded.session.misses, loaded.version) == (120, 120)


async def test_four_senders_send_each_message_once_and_in_order(database: Database, vault: Vault) -> None:
    store = Store(database, vault)
    at = datetime(2026, 1, 5, 9, tzinfo=VIETNAM)
    three = Turn(Session(), tuple(Message(str(number)) for number in range(3)))
    said = [await store.commit(f"telegram:{number}", "e", 0, three, at) for number in range(100)]
    senders = [await _start("claim", database.url, f"s{number}") for number in range(4)]
    lines = [line.split() for sender in senders for line in (await sender.communicate())[0].splitlines()]
    sent = [int(message) for _, message in sorted((int(when), int(message)) for when, message in lines)]
    assert sorted(sent) == sorted(message.id for messages in said for message in messages)
    place = {message: number for number, message in enumerate(sent)}
    for messages in said:
        assert [place[one.id] for one in messages] == sorted(place[one.id] for one in messages)
    assert await store.claim("telegram", 10, datetime.now(VIETNAM), "me") == ()


async def test_a_kill_in_the_middle_loses_nothing_that_was_acknowledged(database_url: str, vault: Vault) -> None:
    from bot.storage import schema

    database = open_database(database_url)
    await schema.upgrade(database)
    process = await _start("talk", database.url)
    assert process.stdout is not None
    acknowledged = [(await process.stdout.readline()).decode().split() for _ in range(150)]
    process.kill()
    acknowledged += [line.split() for line in (await process.stdout.read()).decode().splitlines()]
    await process.wait()
    store = Store(database, vault)
    for key, event_id in (pair for pair in acknowledged if len(pair) == 2):
        answered = (await store.load(key, event_id)).answered
        assert answered is not None
        assert len(answered) == 1
    for number in range(8):
        key = f"telegram:{number}"
        loaded, messages = await store.load(key, "none"), await store.missed(key, 0, limit=100_000)
        assert loaded.session.misses == loaded.version == len(messages)
        assert [one.message.text for one in messages] == [str(step) for step in range(1, len(messages) + 1)]
    await database.close()
