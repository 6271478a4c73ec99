"""An installation purges by itself and keeps the log of what is public, at start and after each reload."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from bot.bootstrap.house import House, build
from bot.bootstrap.site import application
from bot.bootstrap.upkeep import REMIND_AT, Upkeep, midnight, next_at
from bot.config import Settings
from bot.engine.effects import SubmitDossier
from bot.engine.events import Said
from bot.engine.publications import current
from bot.engine.session import Answer, Session, Submitted
from bot.engine.turn import Turn
from bot.runner import Unknown
from bot.storage.changes import MoveDossier, SettleSubmission
from bot.storage.publications import PublicationLog
from bot.storage.tables import VIETNAM

CODE = "MC-2M6-2NRP-VJ3"
ITEMS = """\
publications:
  - id: ke_hoach
    item: 1
    title: Kế hoạch của xã năm 2026
    summary: Thu nhập bình quân và hộ có nước sạch.
    published_on: 02/11/2026
"""


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """An installation with the shipped content and one folder of its own; drafts are kept for three days."""
    (tmp_path / "own" / "faq").mkdir(parents=True)
    (tmp_path / "own" / "procedures").mkdir()
    opened = await build(Settings(data_dir=tmp_path / "data", content=(tmp_path / "own",), keep_draft_days=3))
    yield opened
    await opened.close()


class Day:
    """The upkeep of a running installation; each ``done`` waits until it has looked once more."""

    def __init__(self, house: House) -> None:
        self.upkeep, self._stop, self._told = Upkeep(house), asyncio.Event(), asyncio.Event()
        self._task = asyncio.create_task(self.upkeep.run(self._stop, self._told.set))

    async def done(self) -> None:
        """Everything is done that was to do."""
        async with asyncio.timeout(20):
            await self._told.wait()
        self._told.clear()

    async def over(self) -> None:
        """Stops it."""
        self._stop.set()
        await self._task


async def test_the_log_follows_the_content(house: House, tmp_path: Path) -> None:
    log, day = PublicationLog(house.database), Day(house)
    public = current(house.content.current().catalogue, house.runner.clock().date())
    await day.done()
    assert {one.publication for one in await log.shown()} == {one.id for one in public}
    (tmp_path / "own" / "faq" / "publications.yaml").write_text(ITEMS, encoding="utf-8")
    assert house.content.reload()
    day.upkeep.reloaded()
    await day.done()
    assert (await log.shown())[0].publication == "ke_hoach"
    await day.over()


async def test_what_is_past_its_period_goes_and_the_audit_says_how_much(house: House) -> None:
    old = house.runner.clock() - timedelta(days=10)
    for number, text in enumerate(("khai sinh cho con", "làm từng bước", "đồng ý")):
        await house.runner.handle("web:a", f"e{number}", Said(text, old))
    assert (await house.store.load("web:a", "")).session.drafts
    day = Day(house)
    await day.done()
    await day.over()
    assert [(one.action, one.detail) for one in await house.records.audit()] == [("purge", "1 hồ sơ chưa nộp")]
    assert not (await house.store.load("web:a", "")).session.drafts


async def test_the_desk_says_why_a_dossier_past_its_period_is_empty(house: House) -> None:
    old = house.runner.clock() - timedelta(days=200)
    answers = {"ho_ten": Answer("Lê Thị Mai", "Lê Thị Mai")}
    dossier = SubmitDossier(CODE, "1.001193", "Khai sinh", answers, (("Họ tên", "Lê Thị Mai"),), (), "v1", False, old)
    session = Session(dossiers=(Submitted(CODE, "1.001193", "returned", old),))
    ended = (SettleSubmission(CODE, "accepted", "", old), MoveDossier(CODE, "returned", "", "ha", old))
    await house.store.commit("web:a", "e1", 0, Turn(session, (), (dossier,)), old, changes=ended)
    day = Day(house)
    await day.done()
    await day.over()
    token = await house.staff.add("ha", "officer", house.runner.clock())
    await house.staff.use_link(token, "mot cua de nho", house.runner.clock())
    door = httpx2.ASGITransport(app=application(house))
    async with httpx2.AsyncClient(transport=door, base_url="http://desk.test") as browser:
        await browser.post("/desk/sign-in", data={"name": "ha", "password": "mot cua de nho"})
        page = (await browser.get(f"/desk/dossiers/{CODE}")).text
    assert "Đã hết thời hạn giữ." in page
    assert "Lê Thị Mai" not in page
    with pytest.raises(Unknown):
        await house.runner.change_status(CODE, "processing", "", by="ha")


async def test_the_notice_names_the_periods_of_the_settings(house: House) -> None:
    for number, text in enumerate(("khai sinh cho con", "làm từng bước")):
        handled = await house.runner.handle("web:a", f"e{number}", Said(text, house.runner.clock()))
    text = " ".join(one.message.text for one in handled.messages)
    assert "3 ngày" in text
    assert "180 ngày" in text


def test_a_day_ends_at_midnight_in_vietnam() -> None:
    evening = datetime(2026, 12, 31, 23, 59, tzinfo=VIETNAM)
    assert midnight(evening) == datetime(2027, 1, 1, 0, 1, tzinfo=VIETNAM)
    assert midnight(evening + timedelta(minutes=2)) == datetime(2027, 1, 2, 0, 1, tzinfo=VIETNAM)


class TestReminders:
    """A dossier left half-way."""

    async def left(self, house: House, answer: str) -> None:
        """A citizen begins a dossier four days ago and says ``answer`` to reminders."""
        then = house.runner.clock() - timedelta(days=4)
        for number, text in enumerate(("đăng ký tạm trú", "làm từng bước", "đồng ý", answer)):
            await house.runner.handle("web:a", f"e{number}", Said(text, then))

    async def test_who_asked_for_it_is_reminded_once(self, house: House) -> None:
        await self.left(house, "có")
        upkeep = Upkeep(house)
        assert (await upkeep.remind(), await upkeep.remind()) == (1, 0)
        last = (await house.runner.missed("web:a", 0))[-1].message
        assert "đang làm dở" in last.text
        assert "Tiếp tục" in [one.label for one in last.choices]

    async def test_who_did_not_is_left_alone(self, house: House) -> None:
        await self.left(house, "không")
        assert await Upkeep(house).remind() == 0

    async def test_yesterday_is_too_soon(self, house: House) -> None:
        for number, text in enumerate(("đăng ký tạm trú", "làm từng bước", "đồng ý", "có")):
            await house.runner.handle("web:a", f"e{number}", Said(text, house.runner.clock() - timedelta(days=1)))
        assert await Upkeep(house).remind() == 0


@pytest.mark.parametrize(("now", "then"), [("08:59", "2026-11-23T09:00"), ("09:00", "2026-11-24T09:00")])
def test_reminders_come_at_nine(now: str, then: str) -> None:
    at = datetime.fromisoformat(f"2026-11-23T{now}").replace(tzinfo=VIETNAM)
    assert next_at(REMIND_AT, at) == datetime.fromisoformat(then).replace(tzinfo=VIETNAM)
