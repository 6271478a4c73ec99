"""The desk's page of what is public: the fourteen kinds, dates, samples, the quarterly renewal, and the log."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx2
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from bot.catalogue.model import Calendar, Catalogue, Offices, Publication
from bot.desk import routes
from bot.desk.access import ROLE_NAMES
from bot.desk.app import House
from bot.engine.knowledge import Knowledge
from bot.matcher.match import Intent, Match, Verdict
from bot.runner import Runner
from bot.storage import schema
from bot.storage.database import open_database
from bot.storage.desk import DeskRecords
from bot.storage.publications import PublicationLog
from bot.storage.staff import Staff
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
BUDGET = Publication(
    id="ngan_sach", item=2, title="Dự toán <năm 2026>", summary="Tổng thu", published_on=date(2026, 11, 2),
    ends_on=date(2026, 12, 3), link="https://xa.example.vn/ngan-sach",
)  # fmt: skip
FEES = Publication(id="phi", item=12, title="Bảng lệ phí", summary="Mẫu", published_on=date(2026, 10, 1), sample=True)


class NoMatcher:
    """Understands nothing."""

    def match(self, text: str, focus: str | None = None) -> Match:
        """Abstains."""
        return Match(Verdict.ABSTAIN, Intent.NOTHING)


@dataclass
class Desk:
    """A desk with a clock and published items that the test sets."""

    staff: Staff
    log: PublicationLog
    app: Starlette | None = None
    clock: list[datetime] = field(default_factory=lambda: [AT])
    items: list[Publication] = field(default_factory=list)

    def knowledge(self) -> Knowledge:
        """The content of the moment."""
        catalogue = Catalogue(
            procedures={}, faq={}, topics={}, offices=Offices(province="Hà Nội", offices=()),
            calendar=Calendar.model_validate({"late_after": "16:00"}), publications=tuple(self.items),
        )  # fmt: skip
        return Knowledge(catalogue, NoMatcher())

    async def page(self, role: str = "officer") -> str:
        """What somebody of this role sees; the nearest text without the markup."""
        assert self.app is not None
        token = await self.staff.add(f"nv-{role}", role, self.clock[0])
        await self.staff.use_link(token, "mot cua de nho", self.clock[0])
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=self.app), base_url="http://desk.test"
        ) as browser:
            await browser.post("/desk/sign-in", data={"name": f"nv-{role}", "password": "mot cua de nho"})
            answer = await browser.get("/desk/cong-khai")
        assert answer.status_code == 200
        return answer.text


@pytest.fixture
async def desk(tmp_path: Path, vault: Vault) -> AsyncIterator[Desk]:
    """An empty office."""
    database = open_database(f"sqlite:///{tmp_path / 'desk.db'}")
    await schema.upgrade(database)
    staff = Staff(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    made = Desk(staff, PublicationLog(database))
    runner = Runner(Store(database, vault), made.knowledge, lambda: made.clock[0])
    content = SimpleNamespace(issues=(), current=made.knowledge, roots=(tmp_path,), reload=lambda: True)
    records = DeskRecords(database, vault)
    house = SimpleNamespace(records=records, staff=staff, runner=runner, content=content)
    made.app = Starlette(routes=routes(cast(House, house)))
    yield made
    await database.close()


def words(html: str) -> str:
    """The page's text in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition('<main id="main"')[2]).split())


@pytest.mark.parametrize("role", ROLE_NAMES)
async def test_every_role_sees_the_fourteen_kinds(desk: Desk, role: str) -> None:
    text = words(await desk.page(role))
    assert text.count("chưa có mục nào") == 14
    assert "14 Nội dung khác theo quy định của pháp luật chưa có mục nào" in text
    assert "Chưa có mục nào đang công khai." in text


async def test_items_stand_with_their_dates_and_marks(desk: Desk) -> None:
    desk.items += [BUDGET, FEES]
    html = await desk.page()
    text = words(html)
    assert "2 Dự toán, quyết toán ngân sách Dự toán &lt;năm 2026&gt; 02/11/2026 03/12/2026, còn 10 ngày" in text
    assert "12 Phí, lệ phí và khoản thu khác Bảng lệ phí mẫu 01/10/2026 thường xuyên" in text
    assert 'href="https://xa.example.vn/ngan-sach"' in html
    assert "Có 1 mục đánh dấu" in text
    assert (text.count("chưa có mục nào"), "2/14" in text) == (12, True)


async def test_the_list_is_due_a_quarter_after_its_newest_item(desk: Desk) -> None:
    desk.items += [FEES]
    desk.clock[0] = datetime(2026, 12, 31, 9, 0, tzinfo=VIETNAM)
    assert "Đã đến kỳ cập nhật" not in await desk.page("leader")
    desk.clock[0] += timedelta(days=1)
    assert "Đã đến kỳ cập nhật danh mục. Mục mới nhất đưa lên ngày 01/10/2026" in words(await desk.page("officer"))


async def test_the_log_says_from_when_to_when(desk: Desk) -> None:
    await desk.log.sync((BUDGET,), AT - timedelta(days=3))
    await desk.log.sync((FEES,), AT - timedelta(days=1))
    text = words(await desk.page())
    assert re.search(r"12 Bảng lệ phí mẫu \w{8} 22/11/2026 09:00 đang hiện", text)
    assert re.search(r"2 Dự toán &lt;năm 2026&gt; \w{8} 20/11/2026 09:00 22/11/2026 09:00", text)
