"""A rating comes in steps (score, reasons, comment); the last step of the same citizen holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.engine.effects import RecordRating
from bot.engine.messages import Message
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.storage.database import Database
from bot.storage.desk import DeskRecords
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


async def test_later_steps_complete_the_first_and_nobody_else_may(database: Database, vault: Vault) -> None:
    store, desk = Store(database, vault), DeskRecords(database, vault)
    score = RecordRating("A", "1.001193", 4, (), "", AT)
    whole = replace(score, factors=("ket_qua",), comment="nhanh", amends=True)
    for number, (key, effect) in enumerate((("web:a", score), ("web:a", whole), ("web:b", replace(whole, score=1)))):
        version = (await store.load(key, "")).version
        await store.commit(key, f"e{number}", version, Turn(Session(), (Message("Đã ghi"),), (effect,)), AT)
    (row,) = (await desk.ratings()).rows
    assert (row.score, row.factors, row.comment) == (4, ("ket_qua",), "nhanh")
