"""The desk through its HTTP door, on a real store and runner: who gets in, what they see, what reaches the citizen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx2
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from bot.catalogue.issues import Issue
from bot.desk import routes
from bot.desk.app import House
from bot.desk.pages import masked
from bot.desk.themes import alike, grouped
from bot.engine.effects import Effect, NoteUnanswered, RecordRating, RequestOfficer, SubmitDossier
from bot.engine.session import Answer, Submitted
from bot.engine.turn import Turn
from bot.language import ordering
from bot.runner import Runner
from bot.storage import schema
from bot.storage.database import open_database
from bot.storage.desk import DeskRecords
from bot.storage.records import UnansweredGroup, Upload
from bot.storage.staff import Staff
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault
from tests.nothing_known import KNOWLEDGE

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
CODE, KEY = "MC-2M6-2NRP-VJ3", "web:abc"
PASSWORD = "mot cua de nho"


@dataclass
class Office:
    """One installation with a clock that the test moves."""

    store: Store
    records: DeskRecords
    staff: Staff
    runner: Runner
    app: Starlette
    clock: list[datetime]
    broken: list[Issue]

    def browser(self) -> httpx2.AsyncClient:
        """Somebody at a screen."""
        return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self.app), base_url="http://desk.test")

    async def signed_in(self, role: str = "officer") -> httpx2.AsyncClient:
        """A browser of an account with this role."""
        token = await self.staff.add(f"nv-{role}", role, self.clock[0], "Trần Thu Hà")
        await self.staff.use_link(token, PASSWORD, self.clock[0])
        page = self.browser()
        answer = await page.post("/desk/sign-in", data={"name": f"nv-{role}", "password": PASSWORD})
        assert answer.status_code == 303
        return page

    async def happened(self, *effects: Effect) -> None:
        """What a citizen did."""
        loaded = await self.store.load(KEY, "x")
        dossiers = tuple(
            Submitted(one.dossier, one.procedure, "submitted", AT) for one in effects if isinstance(one, SubmitDossier)
        )
        session = replace(loaded.session, dossiers=(*loaded.session.dossiers, *dossiers))
        await self.store.commit(KEY, f"e{loaded.version}", loaded.version, Turn(session, (), effects), AT)

    async def told(self) -> list[str]:
        """What the citizen has been told so far."""
        return [out.message.text for out in await self.runner.missed(KEY, 0)]


@pytest.fixture
async def office(tmp_path: Path, vault: Vault) -> AsyncIterator[Office]:
    """An office with one dossier in it."""
    database = open_database(f"sqlite:///{tmp_path / 'desk.db'}")
    await schema.upgrade(database)
    store, records = Store(database, vault), DeskRecords(database, vault)
    clock, broken = [AT], list[Issue]()
    staff = Staff(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    runner = Runner(store, lambda: KNOWLEDGE, lambda: clock[0])
    content = SimpleNamespace(issues=broken, current=lambda: KNOWLEDGE, roots=(tmp_path,), reload=lambda: True)
    house = cast(House, SimpleNamespace(records=records, staff=staff, runner=runner, content=content))
    made = Office(store, records, staff, runner, Starlette(routes=routes(house)), clock, broken)
    summary = (("Họ và tên mẹ", "Lê Thị Mai"), ("Số định danh của mẹ", "001190012345"), ("Điện thoại", "0912 345 678"))
    answers = {"ho_ten": Answer("Lê Thị Mai", "Lê Thị Mai")}
    await store.keep_upload(Upload("u1", KEY, "Giấy chứng sinh.pdf", b"%PDF-1.7", "application/pdf", 8, AT, None))
    await made.happened(
        SubmitDossier(CODE, "1.001193", "Đăng ký khai sinh", answers, summary, ("u1",), "v1", False, AT)
    )
    yield made
    await database.close()


def field(html: str, name: str) -> str:
    """The value of the first hidden field of this name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, name
    return found[1]


async def post(page: httpx2.AsyncClient, at: str, to: str, **fields: str) -> httpx2.Response:
    """Sends a form of the page ``at`` with its csrf field."""
    html = (await page.get(at)).text
    return await page.post(to, data={"csrf": field(html, "csrf"), **fields})


async def test_first_link_makes_the_administrator_once(office: Office) -> None:
    """The printed link works once; afterwards it says so."""
    token = await office.staff.first_link(AT)
    page = office.browser()
    assert "quản trị đầu tiên" in (await page.get(f"/desk/link/{token}")).text
    weak = await page.post(f"/desk/link/{token}", data={"name": "ha", "shown": "Hà", "password": "x", "again": "x"})
    assert weak.status_code == 422
    form = {"name": "ha", "shown": "Trần Thu Hà", "password": PASSWORD, "again": PASSWORD}
    done = await page.post(f"/desk/link/{token}", data=form)
    assert (done.status_code, done.headers["location"]) == (303, "/desk")
    cookie = done.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Trần Thu Hà" in (await page.get("/desk/staff")).text
    assert (await office.browser().get(f"/desk/link/{token}")).status_code == 410


@pytest.mark.parametrize(
    "path",
    ["/desk", "/desk/dossiers", f"/desk/dossiers/{CODE}", f"/desk/dossiers/{CODE}/files/u1", "/desk/ratings",
     "/desk/handoffs", "/desk/unanswered", "/desk/staff", "/desk/audit", "/desk/help", "/desk/content"],
)  # fmt: skip
async def test_strangers_only_see_the_door(office: Office, path: str) -> None:
    """Every page sends to the sign-in form and says nothing."""
    answer = await office.browser().get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/sign-in?next=/desk")
    assert "Lê Thị Mai" not in answer.text


async def test_wrong_password_and_unknown_name_look_alike(office: Office) -> None:
    """Then the account locks, and even the right password waits."""
    (await office.signed_in())
    page = office.browser()
    wrong = await page.post("/desk/sign-in", data={"name": "nv-officer", "password": "sai"})
    nobody = await page.post("/desk/sign-in", data={"name": "khong-co", "password": "sai"})
    assert (wrong.status_code, nobody.status_code) == (401, 401)
    assert re.sub("nv-officer", "khong-co", wrong.text) == nobody.text
    for _ in range(4):
        await page.post("/desk/sign-in", data={"name": "nv-officer", "password": "sai"})
    right = {"name": "nv-officer", "password": PASSWORD}
    assert "tạm khóa" in (await page.post("/desk/sign-in", data=right)).text
    office.clock[0] += timedelta(minutes=16)
    assert (await page.post("/desk/sign-in", data=right)).status_code == 303


async def test_many_failures_from_one_address_are_slowed(office: Office) -> None:
    """Guessing names does not go round the lock."""
    page = office.browser()
    codes = [(await page.post("/desk/sign-in", data={"name": f"n{n}", "password": "x"})).status_code for n in range(21)]
    assert codes == [401] * 20 + [429]


@pytest.mark.parametrize("target", ["https://evil.test/desk", "//evil.test", "/desk/../api", "javascript:alert(1)"])
async def test_sign_in_leads_nowhere_else(office: Office, target: str) -> None:
    """A borrowed link cannot send an officer to another site."""
    await office.signed_in()
    form = {"name": "nv-officer", "password": PASSWORD, "next": target}
    answer = await office.browser().post("/desk/sign-in", data=form)
    assert answer.headers["location"] == "/desk"


async def test_forms_need_their_token_and_their_origin(office: Office) -> None:
    """Another site can send neither."""
    page = await office.signed_in()
    csrf = field((await page.get("/desk/dossiers")).text, "csrf")
    move = {"status": "received", "note": ""}
    url = f"/desk/dossiers/{CODE}/status"
    for form, headers in (
        (move, {}),
        ({**move, "csrf": "x" * 64}, {}),
        ({**move, "csrf": csrf}, {"origin": "https://evil.test"}),
        ({**move, "csrf": csrf}, {"origin": "null"}),
        ({**move, "csrf": csrf}, {"sec-fetch-site": "cross-site"}),
    ):
        assert (await page.post(url, data=form, headers=headers)).status_code == 403
    good = await page.post(url, data={**move, "csrf": csrf}, headers={"origin": "http://desk.test"})
    assert good.status_code == 303


async def test_signing_out_ends_the_session_itself(office: Office) -> None:
    """A copied cookie is worth nothing afterwards."""
    page = await office.signed_in()
    cookie = page.cookies["motcua_desk"]
    await post(page, "/desk/dossiers", "/desk/sign-out")
    copied = office.browser()
    copied.cookies.set("motcua_desk", cookie)
    assert (await copied.get("/desk/dossiers")).status_code == 303


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("officer", {"dossiers", "handoffs", "ratings", "unanswered", "help"}),
        ("editor", {"ratings", "unanswered", "content", "help"}),
        ("leader", {"dossiers", "handoffs", "ratings", "unanswered", "audit", "help"}),
        ("admin", {"dossiers", "handoffs", "ratings", "unanswered", "content", "staff", "audit", "help"}),
    ],
)
async def test_roles_open_their_rooms_and_no_others(office: Office, role: str, allowed: set[str]) -> None:
    """And the navigation offers exactly those."""
    page = await office.signed_in(role)
    rooms = {"dossiers", "handoffs", "ratings", "unanswered", "content", "staff", "audit", "help"}
    open_ones = {room for room in rooms if (await page.get(f"/desk/{room}")).status_code == 200}
    assert open_ones == allowed
    navigation = set(re.findall(r'<a href="/desk/(\w+)"', (await page.get("/desk/help")).text))
    assert navigation == allowed


async def test_leader_reads_and_does_not_touch(office: Office) -> None:
    """No files, no whole numbers, no other state."""
    page = await office.signed_in("leader")
    csrf = field((await page.get("/desk/dossiers")).text, "csrf")
    assert (await page.get(f"/desk/dossiers/{CODE}/files/u1")).status_code == 403
    for action in ("status", "reveal"):
        sent = await page.post(f"/desk/dossiers/{CODE}/{action}", data={"csrf": csrf, "status": "received"})
        assert sent.status_code == 403


async def test_queue_filters_and_finds(office: Office) -> None:
    """By state, by code, by part of a name."""
    page = await office.signed_in()
    for query, shown in (
        ("", True), ("?status=submitted", True), ("?status=ready", False), ("?q=lê thị mai", True),
        (f"?q={CODE.lower()}", True), ("?q=không có", False), ("?status=<script>", True), ("?page=zzz", True),
    ):  # fmt: skip
        assert (CODE in (await page.get(f"/desk/dossiers{query}")).text) is shown, query


async def test_numbers_are_masked_until_asked_for_and_that_is_noted(office: Office) -> None:
    """Looking is a deed."""
    page = await office.signed_in()
    html = (await page.get(f"/desk/dossiers/{CODE}")).text
    assert "Lê Thị Mai" in html
    assert "001190012345" not in html
    assert "0912 345 678" not in html
    assert "001•••345" in html
    shown = await post(page, "/desk/dossiers", f"/desk/dossiers/{CODE}/reveal")
    assert "001190012345" in shown.text
    newest = (await office.records.audit())[0]
    assert (newest.action, newest.subject) == ("reveal_numbers", CODE)


async def test_file_opens_without_rights_and_is_noted(office: Office) -> None:
    """A stranger's PDF runs nothing in the desk's name."""
    page = await office.signed_in()
    answer = await page.get(f"/desk/dossiers/{CODE}/files/u1")
    assert answer.content == b"%PDF-1.7"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (await office.records.audit())[0].action == "open_file"
    assert (await page.get(f"/desk/dossiers/{CODE}/files/u2")).status_code == 404


async def test_new_state_reaches_the_citizen_once(office: Office) -> None:
    """Pressing twice moves once; a supplement needs words."""
    page = await office.signed_in()
    url = f"/desk/dossiers/{CODE}"
    assert (await post(page, url, f"{url}/status", status="supplement")).status_code == 422
    assert (await post(page, url, f"{url}/status", status="returned", note="x")).status_code == 422
    form = {"status": "supplement", "note": "Thiếu mặt sau thẻ.", "change_id": "c1"}
    first = await post(page, url, f"{url}/status", **form)
    assert first.headers["location"] == f"{url}?done=status"
    told = await office.told()
    assert len(told) == 1
    assert "Thiếu mặt sau thẻ" in told[0]
    html = (await page.get(f"{url}?done=status")).text
    assert "Cần bổ sung giấy tờ" in html
    assert "nv-officer" in html


async def test_reply_reaches_the_waiting_citizen(office: Office) -> None:
    """With the officer's name, and the wait is over."""
    await office.happened(RequestOfficer("Tách sổ đỏ cho con thế nào?", "", AT))
    page = await office.signed_in()
    html = (await page.get("/desk/handoffs")).text
    assert "Tách sổ đỏ cho con" in html
    assert (await post(page, "/desk/handoffs", "/desk/handoffs/1/reply", text=" ")).status_code == 422
    sent = await post(page, "/desk/handoffs", "/desk/handoffs/1/reply", text="Anh/chị mang sổ đến quầy số 3.")
    assert sent.status_code == 303
    told = await office.told()
    assert any("quầy số 3" in text and "Trần Thu Hà" in text for text in told)
    assert "Không có ai đang chờ" in (await page.get("/desk/handoffs")).text
    assert (await post(page, "/desk/handoffs", "/desk/handoffs/99/reply", text="x")).status_code == 404


async def test_one_citizen_waits_once(office: Office) -> None:
    """Two requests of one person are one card, and one answer ends both."""
    await office.happened(RequestOfficer("", "", AT), RequestOfficer("Tôi hẹn chị Thủy hôm thứ ba", "", AT))
    page = await office.signed_in()
    html = (await page.get("/desk/handoffs")).text
    assert "1 người đang chờ" in html
    assert '1<span class="hidden"> người đang chờ' in (await page.get("/desk/dossiers")).text
    assert "chưa nói rõ" not in html
    await post(page, "/desk/handoffs", "/desk/handoffs/2/reply", text="Mai anh/chị ra nhé.")
    assert await office.records.handoffs() == ()


async def test_a_conversation_stays_one_when_it_is_over(office: Office) -> None:
    """Asked twice, answered once: one card, in the order of time."""
    later = AT + timedelta(minutes=3)
    await office.happened(RequestOfficer("Đất nhà tôi bị lấn", "", AT), RequestOfficer("Tôi ở thôn Đông", "", later))
    page = await office.signed_in()
    office.clock[0] = AT + timedelta(seconds=20)
    assert "Vừa gửi" in (await page.get("/desk/handoffs")).text
    office.clock[0] = AT + timedelta(minutes=5)
    assert "Đã chờ 5 phút" in (await page.get("/desk/handoffs")).text
    await post(page, "/desk/handoffs", "/desk/handoffs/2/reply", text="Mai tôi xuống xem.")
    html = (await page.get("/desk/handoffs?all=1")).text
    assert html.count("Đã đóng") == 1
    assert html.index("bị lấn") < html.index("thôn Đông") < html.index("xuống xem")


async def test_an_empty_reply_is_refused_at_its_field(office: Office) -> None:
    """In our own words, for browsers with and without scripts."""
    await office.happened(RequestOfficer("Đất nhà tôi bị lấn", "", AT))
    page = await office.signed_in()
    assert 'data-empty="Chưa có lời nào để gửi."' in (await page.get("/desk/handoffs")).text
    html = (await post(page, "/desk/handoffs", "/desk/handoffs/1/reply", text=" ")).text
    assert 'autofocus aria-describedby="problem"' in html
    assert 'id="problem">Chưa có lời nào để gửi.' in html


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("truc_tuyen", "Cổng Dịch vụ công"),
        ("tai_quay", "mang giấy tờ đến quầy"),
        ("buu_chinh", "qua bưu chính"),
        ("", ""),
    ],
)
async def test_papers_without_files_come_by_the_way_chosen(office: Office, way: str, said: str) -> None:
    """Nothing is promised that the citizen did not say, and no separator dangles behind a step nobody signed."""
    answers = {"hinh_thuc": Answer(way, way)} if way else {}
    await office.happened(SubmitDossier("MC-2M6-2NRP-VJ4", "1.001193", "Khai sinh", answers, (), (), "v1", False, AT))
    html = (await (await office.signed_in()).get("/desk/dossiers/MC-2M6-2NRP-VJ4")).text
    assert f"Không có tệp nào. {said}".strip() in html or re.search(rf"Không có tệp nào\. [^<]*{said}", html)
    assert ("đến quầy" in html) is (way == "tai_quay")
    assert "09:00 · <" not in html


async def test_few_ratings_are_counted_not_averaged(office: Office) -> None:
    """From ten on there is an average and a share."""
    page = await office.signed_in("leader")
    await office.happened(
        *(RecordRating(f"D{n}", "1.001193", 5 if n else 2, ("thu_tuc",), "Nhanh" if n else "", AT) for n in range(9))
    )
    few = (await page.get("/desk/ratings")).text
    assert "Dưới 10 lượt" in few
    await office.happened(RecordRating("D9", "1.001193", 5, (), "", AT))
    many = (await page.get("/desk/ratings?month=2026-11")).text
    assert "4,70" in many
    assert "90%" in many
    assert "Chưa có đánh giá trong tháng này" in (await page.get("/desk/ratings?month=2026-10")).text


async def test_alike_questions_stand_together(office: Office) -> None:
    """Counted together, closed together."""
    for text in ("Xin visa đi Nhật?", "xin visa di nhat", "Thời tiết hôm nay"):
        await office.happened(NoteUnanswered(text, "", 0.1, AT))
    page = await office.signed_in()
    html = (await page.get("/desk/unanswered")).text
    assert "1 cách viết khác" in html
    ids = field(html, "ids")
    assert len(ids.split(",")) == 2
    await post(page, "/desk/unanswered", "/desk/unanswered/close", ids=ids)
    assert [group.text for group in await office.records.unanswered()] == ["Thời tiết hôm nay"]


async def test_administrator_manages_accounts_but_not_away_themselves(office: Office) -> None:
    """The link is shown once; a disabled account is out at once."""
    page = await office.signed_in("admin")
    added = await post(page, "/desk/staff", "/desk/staff", name="mai", shown="Lê Mai", role="officer")
    link = re.search(r"http://desk\.test(/desk/link/[\w-]+)", added.text)
    assert link is not None
    other = office.browser()
    await other.post(link[1], data={"password": PASSWORD, "again": PASSWORD})
    assert (await other.get("/desk/dossiers")).status_code == 200
    await post(page, "/desk/staff", "/desk/staff/mai", action="disable")
    assert (await other.get("/desk/dossiers")).status_code == 303
    assert (await post(page, "/desk/staff", "/desk/staff/nv-admin", action="disable")).status_code == 422
    assert "Thêm tài khoản" in (await page.get("/desk/audit")).text


async def test_broken_content_is_told_on_every_page(office: Office) -> None:
    """The last good version is in use, and everybody at the desk knows why."""
    page = await office.signed_in()
    office.broken.append(Issue("faq/vneid.yaml", 6, 1, "key", "Không có khóa «quetion»."))
    html = (await page.get("/desk/help")).text
    assert "faq/vneid.yaml:6" in html
    assert "quetion" in html


async def test_citizens_words_are_shown_not_obeyed(office: Office) -> None:
    """HTML in a question stays text."""
    await office.happened(
        RequestOfficer("<script>alert(1)</script>", "", AT), NoteUnanswered("<b>x</b> giấy tờ", "", 0, AT)
    )
    page = await office.signed_in()
    for room in ("handoffs", "unanswered"):
        html = (await page.get(f"/desk/{room}")).text
        assert "<script>alert" not in html
        assert "<b>x</b>" not in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("001190012345", "001•••345"),
        ("0912 345 678", "091•••678"),
        ("+84 912.345.678", "849•••678"),
        ("20/11/2026", "20/11/2026"),
        ("1.500.000.000 đồng", "1.500.000.000 đồng"),
        ("số nhà 12, ngõ 345", "số nhà 12, ngõ 345"),
    ],
)
def test_masked(text: str, shown: str) -> None:
    """People's numbers, not dates, money or addresses."""
    assert masked(text) == shown


def test_lists_stand_in_vietnamese_order() -> None:
    """Letters first, marks that make a letter another letter included; tones only between equal letters."""
    words = [
        "Chấm dứt",
        "Cấp lại",
        "Cải chính",
        "Ăn uống",
        "An táng",
        "đất đai",
        "dân cư",
        "Đăng ký",
        "Ô nhiễm",
        "On",
        "3 bản",
    ]
    assert sorted(words, key=ordering) == [
        "3 bản", "An táng", "Ăn uống", "Cải chính", "Cấp lại", "Chấm dứt", "dân cư", "Đăng ký", "đất đai", "On", "Ô nhiễm",
    ]  # fmt: skip
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=ordering) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_grouping_keeps_different_questions_apart() -> None:
    """Sharing a few words is not enough."""

    def group(number: int, text: str, count: int) -> UnansweredGroup:
        return UnansweredGroup(text, count, "", 0.0, AT, (number,))

    themes = grouped(
        [group(1, "Xin visa đi Nhật", 3), group(2, "xin visa đi Nhật Bản", 1), group(3, "Xin giấy đi đường", 2)]
    )
    assert [(theme.text, theme.count) for theme in themes] == [("Xin visa đi Nhật", 4), ("Xin giấy đi đường", 2)]
    assert not alike("", "")
