"""An editor at the desk of an installation with one FAQ file and one real procedure, through the desk's HTTP door."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx2
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from bot.catalogue.issues import Issue
from bot.catalogue.loader import read
from bot.desk import routes
from bot.desk.app import House
from bot.engine.knowledge import Knowledge
from bot.matcher import build
from bot.runner import Runner
from bot.storage import schema
from bot.storage.database import open_database
from bot.storage.desk import DeskRecords
from bot.storage.staff import Staff
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
PASSWORD = "mot cua de nho"
HERE = Path(__file__).resolve().parents[2]

FAQ = """\
topic: Tài khoản điện tử
entries:
  # hỏi nhiều nhất
  - id: vneid_muc_2
    question: Làm VNeID mức 2 ở đâu?
    answer: |
      Anh/chị đến công an xã, phường.

      Mang theo thẻ căn cước.
    asks:
      - định danh mức 2 làm chỗ nào
    tests:
      - muon lam dinh danh muc 2
    source: "Nghị định 69/2024/NĐ-CP"
    checked_on: 20/11/2026
  - id: quen_mat_khau
    question: Quên mật khẩu VNeID thì làm sao?
    answer: Bấm quên mật khẩu trên ứng dụng.
    tests:
      - tôi quên mất mật khẩu vneid rồi
    source: "Nghị định 69/2024/NĐ-CP"
    checked_on: 20/11/2026
"""


class Live:
    """Content in a folder of the test, reloaded when asked."""

    def __init__(self, root: Path) -> None:
        self.roots = (root,)
        self.issues: tuple[Issue, ...] = ()
        self.reload()

    def current(self) -> Knowledge:
        """The last sound version."""
        return self._knowledge

    def reload(self) -> bool:
        """Reads again."""
        catalogue, issues = read(self.roots)
        assert catalogue is not None, issues
        self._knowledge = Knowledge(catalogue, build(catalogue))
        return True


@dataclass
class Desk:
    """An editor at the screen, and what lies behind it."""

    page: httpx2.AsyncClient
    records: DeskRecords
    store: Store
    live: Live
    root: Path
    staff: Staff
    app: Starlette

    @property
    def faq(self) -> str:
        """The FAQ file as it is on disk."""
        return (self.root / "faq" / "tai-khoan.yaml").read_text("utf-8")

    async def signed_in(self, role: str) -> httpx2.AsyncClient:
        """A browser of another account, with this role."""
        token = await self.staff.add(f"nv-{role}", role, AT, "Trần Thu Hà")
        await self.staff.use_link(token, PASSWORD, AT)
        page = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self.app), base_url="http://desk.test")
        await page.post("/desk/sign-in", data={"name": f"nv-{role}", "password": PASSWORD})
        return page

    async def form_csrf(self, url: str) -> str:
        """The words that prove a form is ours, from the page at ``url``."""
        return str(re.findall(r'name="csrf" value="(\w+)"', (await self.page.get(url)).text)[0])

    async def form(self, url: str) -> dict[str, str]:
        """The fields of the form at ``url``, as a browser would send them."""
        html = (await self.page.get(url)).text
        form = html[html.index("data-editor") :]
        form = re.sub(r'<input type="checkbox"[^>]*>', "", form)
        found = dict(re.findall(r'<input[^>]* name="([\w.]+)" value="([^"]*)"', form))
        for name, text in re.findall(r'<textarea[^>]* name="([\w.]+)"[^>]*>\n?([^<]*)</textarea>', form):
            found[name] = text
        for name, options in re.findall(r'<select[^>]* name="([\w.]+)">(.*?)</select>', form, re.DOTALL):
            chosen = re.search(r'value="([^"]*)" selected', options)
            if chosen or "value=" in options:
                found[name] = chosen[1] if chosen else re.findall(r'value="([^"]*)"', options)[0]
        csrf = re.findall(r'name="csrf" value="(\w+)"', html)[0]
        return {"csrf": csrf, **{name: unescape(text) for name, text in found.items()}}


@pytest.fixture
async def desk(tmp_path: Path, vault: Vault) -> AsyncIterator[Desk]:
    """One editor, one FAQ file, one real procedure."""
    root = tmp_path / "content"
    (root / "faq").mkdir(parents=True)
    (root / "procedures").mkdir()
    (root / "faq" / "tai-khoan.yaml").write_text(FAQ, "utf-8")
    for name in ("ket-hon.yaml", "offices.yaml", "calendar.yaml"):
        shutil.copy(HERE / "procedures" / name, root / "procedures" / name)
    ket_hon = root / "procedures" / "ket-hon.yaml"
    text = re.sub(r"(?m)^related:\n(  - .*\n)+", "", ket_hon.read_text("utf-8"))
    ket_hon.write_text(re.sub(r"(?m)^ *instead: .*\n", "", text), "utf-8")
    database = open_database(f"sqlite:///{tmp_path / 'desk.db'}")
    await schema.upgrade(database)
    live = Live(root)
    store, records = Store(database, vault), DeskRecords(database, vault)
    staff = Staff(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    runner = Runner(store, live.current, lambda: AT)
    house = cast(House, SimpleNamespace(records=records, staff=staff, runner=runner, content=live))
    app = Starlette(routes=routes(house))
    transport = httpx2.ASGITransport(app=app)
    token = await staff.add("bien-tap", "editor", AT, "Lê Mai")
    await staff.use_link(token, PASSWORD, AT)
    async with httpx2.AsyncClient(transport=transport, base_url="http://desk.test") as page:
        await page.post("/desk/sign-in", data={"name": "bien-tap", "password": PASSWORD})
        yield Desk(page, records, store, live, root, staff, app)
    await database.close()
