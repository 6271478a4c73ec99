"""Accounts: one-time links work once, wrong passwords lock, sessions end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher

from bot.storage.database import Database
from bot.storage.staff import IDLE, LINK_LIFE, LONGEST, NameTaken, NoAccount, Staff
from bot.storage.tables import VIETNAM

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
PASSWORD = "ba con mèo trên mái"


@pytest.fixture
def staff(database: Database) -> Staff:
    """Hashing is made cheap; its strength is the library's business."""
    return Staff(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


async def ready(staff: Staff, name: str = "hoa", role: str = "officer") -> None:
    """An account with its password set."""
    assert await staff.use_link(await staff.add(name, role, AT), PASSWORD, AT) == name


async def signed_in(staff: Staff, now: datetime = AT) -> str:
    """The token of a fresh session of ``hoa``."""
    token = (await staff.sign_in("hoa", PASSWORD, now)).token
    assert token is not None
    return token


async def test_the_first_link_makes_the_first_administrator_and_only_one(staff: Staff) -> None:
    old, token = await staff.first_link(AT), await staff.first_link(AT)
    assert old is not None
    assert token is not None
    assert await staff.link(old, AT) is None
    assert await staff.use_link(token, PASSWORD, AT, "lan", "Trần Thị Lan") == "lan"
    assert await staff.use_link(token, PASSWORD, AT, "kẻ khác") is None
    (account,) = await staff.accounts()
    assert (account.name, account.shown, account.role, account.ready) == ("lan", "Trần Thị Lan", "admin", True)
    assert await staff.first_link(AT) is None


async def test_a_link_ends_with_its_day(staff: Staff) -> None:
    token = await staff.add("hoa", "officer", AT)
    late = AT + LINK_LIFE + timedelta(seconds=1)
    assert await staff.link(token, late) is None
    assert await staff.use_link(token, PASSWORD, late) is None


async def test_names_are_taken_once_and_roles_are_known(staff: Staff) -> None:
    await staff.add("hoa", "officer", AT)
    with pytest.raises(NameTaken):
        await staff.add("hoa", "leader", AT)
    with pytest.raises(ValueError, match="officer, editor, leader, admin"):
        await staff.add("lan", "king", AT)


async def test_a_short_password_is_refused_and_the_link_still_works(staff: Staff) -> None:
    token = await staff.add("hoa", "officer", AT)
    with pytest.raises(ValueError, match="10"):
        await staff.use_link(token, "ngắn", AT)
    assert await staff.use_link(token, PASSWORD, AT) == "hoa"


async def test_signing_in_opens_a_session_and_signing_out_ends_it(staff: Staff) -> None:
    await ready(staff)
    token = await signed_in(staff)
    account = await staff.signed_in(token, AT)
    assert account is not None
    assert (account.name, account.role) == ("hoa", "officer")
    await staff.sign_out(token)
    assert await staff.signed_in(token, AT) is None


@pytest.mark.parametrize(("name", "password"), [("hoa", "sai mật khẩu"), ("không ai", PASSWORD)])
async def test_wrong_names_and_wrong_passwords_look_the_same(staff: Staff, name: str, password: str) -> None:
    await ready(staff)
    refused = await staff.sign_in(name, password, AT)
    assert (refused.token, refused.refusal) == (None, "wrong")


async def test_an_account_without_a_password_cannot_sign_in(staff: Staff) -> None:
    await staff.add("hoa", "officer", AT)
    assert (await staff.sign_in("hoa", "", AT)).refusal == "wrong"


async def test_five_failures_lock_for_a_quarter_of_an_hour(staff: Staff) -> None:
    await ready(staff)
    for _ in range(5):
        await staff.sign_in("hoa", "sai", AT)
    assert (await staff.sign_in("hoa", PASSWORD, AT)).refusal == "locked"
    assert (await staff.sign_in("hoa", PASSWORD, AT + timedelta(minutes=16))).token


async def test_a_session_ends_when_idle_and_after_a_shift(staff: Staff) -> None:
    await ready(staff)
    idle = await signed_in(staff)
    assert await staff.signed_in(idle, AT + IDLE + timedelta(seconds=1)) is None
    now, busy = AT, await signed_in(staff)
    while now < AT + LONGEST - timedelta(minutes=20):
        now += timedelta(minutes=20)
        assert await staff.signed_in(busy, now) is not None
    assert await staff.signed_in(busy, now + timedelta(minutes=21)) is None


async def test_disabling_ends_sessions_at_once(staff: Staff) -> None:
    await ready(staff)
    token = await signed_in(staff)
    await staff.disable("hoa")
    assert await staff.signed_in(token, AT) is None
    assert (await staff.sign_in("hoa", PASSWORD, AT)).token is None


async def test_a_reset_ends_the_old_password_and_sessions(staff: Staff) -> None:
    await ready(staff)
    token = await signed_in(staff)
    link = await staff.reset("hoa", AT)
    assert await staff.signed_in(token, AT) is None
    assert (await staff.sign_in("hoa", PASSWORD, AT)).token is None
    assert await staff.use_link(link, "mật khẩu mới hẳn", AT) == "hoa"
    assert (await staff.sign_in("hoa", "mật khẩu mới hẳn", AT)).token


async def test_a_role_changes_with_the_next_request(staff: Staff) -> None:
    await ready(staff)
    token = await signed_in(staff)
    await staff.set_role("hoa", "leader")
    account = await staff.signed_in(token, AT)
    assert account is not None
    assert account.role == "leader"


async def test_unknown_names_are_named(staff: Staff) -> None:
    for change in (staff.disable("ai"), staff.set_role("ai", "admin")):
        with pytest.raises(NoAccount):
            await change
