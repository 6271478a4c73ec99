"""A process of its own for the tests of several processes: ``python citizens.py count|claim|talk URL ...``."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from dataclasses import replace
from datetime import datetime

from bot.engine.messages import Message
from bot.engine.turn import Turn
from bot.storage.database import open_database
from bot.storage.store import Conflict, Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault

KEY = "a key for the tests only"


async def turn(store: Store, key: str, event_id: str) -> None:
    """Adds one to the citizen's counter and says so, repeating on a conflict as the runner does."""
    while True:
        loaded = await store.load(key, event_id)
        if loaded.answered is not None:
            return
        session = replace(loaded.session, misses=loaded.session.misses + 1)
        try:
            message = Message(f"{session.misses}")
            await store.commit(key, event_id, loaded.version, Turn(session, (message,)), datetime.now(VIETNAM))
        except Conflict:
            continue
        return


async def count(store: Store, name: str, times: int) -> None:
    """``times`` turns of one and the same citizen."""
    for number in range(times):
        await turn(store, "web:shared", f"{name}-{number}")


async def claim(store: Store, name: str) -> None:
    """Takes and delivers messages until there are none, printing when (one clock for all processes) and which."""
    empty = 0
    while empty < 3:
        taken = await store.claim("telegram", 20, datetime.now(VIETNAM), name)
        empty = 0 if taken else empty + 1
        for message in taken:
            print(time.monotonic_ns(), message.id, flush=True)
        await store.delivered([message.id for message in taken], datetime.now(VIETNAM))


async def talk(store: Store) -> None:
    """Turns of eight citizens at once without end; prints each event that was acknowledged."""

    async def citizen(key: str) -> None:
        for number in range(1_000_000):
            await turn(store, key, f"e{number}")
            os.write(1, f"{key} e{number}\n".encode())

    await asyncio.gather(*(citizen(f"telegram:{number}") for number in range(8)))


async def main(what: str, url: str, *rest: str) -> None:
    """Runs one of them."""
    database = open_database(url)
    store = Store(database, Vault([KEY]))
    match what:
        case "count":
            await count(store, rest[0], int(rest[1]))
        case "claim":
            await claim(store, rest[0])
        case "talk":
            await talk(store)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
