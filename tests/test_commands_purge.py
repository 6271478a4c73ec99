"""``motcua purge`` as an operator types it: counts, the dry run, and what it says when a key is missing."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.bootstrap.house import open_storage
from bot.config import Settings
from bot.engine.session import Draft, Session
from bot.engine.turn import Turn
from bot.runner import now
from bot.storage.store import Store
from bot.storage.vault import Vault


@pytest.fixture(autouse=True)
def _empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def purge(*words: str) -> Result:
    """Runs the command in this process."""
    return CliRunner().invoke(cli, ("purge", *words), prog_name="motcua")


def drafts_from(at: datetime, number: int) -> None:
    """So many citizens who began a dossier at ``at`` and never came back."""

    async def work() -> None:
        settings = Settings()
        vault = Vault(settings.keys())
        database = await open_storage(settings)
        store = Store(database, vault)
        for one in range(number):
            session = Session(drafts={"1.004194": Draft(f"d{one}", "1.004194", at)})
            await store.commit(f"web:{one}", "e", 0, Turn(session), at)
        await database.close()

    asyncio.run(work())


def test_a_new_installation_has_nothing_to_remove() -> None:
    done = purge()
    assert (done.exit_code, done.output) == (
        0, "Thời hạn giữ: hồ sơ chưa nộp 30 ngày, hồ sơ đã nộp 180 ngày.\nKhông có gì quá thời hạn.\n",
    )  # fmt: skip


def test_the_dry_run_counts_and_the_purge_removes() -> None:
    drafts_from(now() - timedelta(days=31), 3)
    counted = purge("--dry-run")
    assert "Sẽ xóa (lần này chưa xóa gì):\n        3  hồ sơ chưa nộp\n" in counted.output
    assert purge("--dry-run").output == counted.output
    assert "Đã xóa:\n        3  hồ sơ chưa nộp\n" in purge().output
    assert "Không có gì quá thời hạn." in purge().output


def test_the_settings_name_the_periods(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts_from(now() - timedelta(days=31), 1)
    monkeypatch.setenv("MOTCUA_KEEP_DRAFT_DAYS", "40")
    monkeypatch.setenv("MOTCUA_KEEP_DOSSIER_DAYS", "365")
    done = purge()
    assert "hồ sơ chưa nộp 40 ngày, hồ sơ đã nộp 365 ngày" in done.output
    assert "Không có gì quá thời hạn." in done.output


@pytest.mark.parametrize("value", ["0", "-1", "4000", "ba mươi"])
def test_a_period_nobody_can_mean_stops_with_one_line(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("MOTCUA_KEEP_DRAFT_DAYS", value)
    done = purge()
    assert (done.exit_code, done.stderr) == (2, f"MOTCUA_KEEP_DRAFT_DAYS={value}: cần một số nguyên từ 1 đến 3650\n")


def test_sessions_of_another_key_are_named_as_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts_from(now() - timedelta(days=31), 2)
    monkeypatch.setenv("MOTCUA_SECRET_KEY", "quite another key of the tests")
    done = purge()
    assert done.exit_code == 1
    assert "2 cuộc trò chuyện không mở được bằng MOTCUA_SECRET_KEY" in done.stderr
