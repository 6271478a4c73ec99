"""The log says what was public from when to when, whoever restarts, edits or looks away."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest

from bot.catalogue.model import Publication
from bot.storage.database import Database
from bot.storage.publications import PublicationLog
from bot.storage.tables import VIETNAM

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
LATER = AT + timedelta(days=1)
BUDGET = Publication(id="ngan_sach", item=2, title="Dự toán", summary="Tổng thu", published_on=date(2026, 11, 2))
FEES = Publication(id="phi", item=12, title="Phí", summary="Theo nghị quyết", published_on=date(2026, 11, 2))


@pytest.fixture
def log(database: Database) -> PublicationLog:
    return PublicationLog(database)


async def lines(log: PublicationLog) -> list[tuple[str, datetime, datetime | None]]:
    """The log as (id, from, to)."""
    return [(one.publication, one.shown_from, one.shown_to) for one in await log.shown()]


async def test_what_is_public_gets_a_line_once(log: PublicationLog) -> None:
    assert await log.sync((BUDGET, FEES), AT) == (2, 0)
    assert await log.sync((FEES, BUDGET), LATER) == (0, 0)
    assert await lines(log) == [("ngan_sach", AT, None), ("phi", AT, None)]
    first = (await log.shown())[0]
    assert (first.item, first.title, first.office, first.sample) == (2, "Dự toán", "", False)


async def test_what_is_no_longer_public_is_closed_and_may_come_back(log: PublicationLog) -> None:
    await log.sync((BUDGET, FEES), AT)
    assert await log.sync((BUDGET,), LATER) == (0, 1)
    again = LATER + timedelta(days=3)
    assert await log.sync((BUDGET, FEES), again) == (1, 0)
    assert await lines(log) == [("phi", again, None), ("ngan_sach", AT, None), ("phi", AT, LATER)]


async def test_another_wording_is_another_line(log: PublicationLog) -> None:
    await log.sync((BUDGET,), AT)
    assert await log.sync((BUDGET.model_copy(update={"summary": "Tổng thu 12 tỷ đồng"}),), LATER) == (1, 1)
    newest, oldest = await log.shown()
    assert (oldest.shown_to, newest.shown_from, newest.shown_to) == (LATER, LATER, None)
    assert oldest.content_hash != newest.content_hash


async def test_an_item_ended_while_nobody_looked_is_closed_with_its_last_day(log: PublicationLog) -> None:
    """The server was off over New Year; the chat would not have shown the item after its end."""
    await log.sync((BUDGET.model_copy(update={"ends_on": date(2026, 12, 31)}),), AT)
    await log.sync((), datetime(2027, 1, 5, 8, 0, tzinfo=VIETNAM))
    assert await lines(log) == [("ngan_sach", AT, datetime(2027, 1, 1, tzinfo=VIETNAM))]


async def test_two_processes_at_once_write_one_line(log: PublicationLog) -> None:
    await asyncio.gather(*(log.sync((BUDGET, FEES), AT) for _ in range(6)))
    assert len(await log.shown()) == 2
