"""A good save is in use at once; a bad one changes nothing and says why."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from pathlib import Path

import pytest

from bot.bootstrap.content import Content, content_roots
from bot.catalogue.issues import CatalogueError
from bot.catalogue.roots import default_root
from bot.config import ConfigError, Settings

TOPIC = """topic: Hỏi chung
entries:
  - id: gio_lam_viec
    question: {question}
    answer: Sáng và chiều các ngày làm việc.
    checked_on: 20/11/2026
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Content of one question, with the offices and the calendar that are shipped."""
    (tmp_path / "faq").mkdir()
    (tmp_path / "procedures").mkdir()
    for name in ("offices.yaml", "calendar.yaml"):
        shutil.copy(default_root() / "procedures" / name, tmp_path / "procedures" / name)
    save(tmp_path, "Văn phòng mở cửa khi nào?")
    return tmp_path


def save(root: Path, question: str) -> None:
    """Writes the one question as an editor does, in place."""
    (root / "faq" / "chung.yaml").write_text(TOPIC.format(question=question), encoding="utf-8")


def asked(content: Content) -> list[str]:
    """The questions in use."""
    return [entry.question for entry in content.current().catalogue.faq.values()]


def test_a_good_save_takes_over(root: Path) -> None:
    content = Content([root])
    before = content.current()
    save(root, "Mấy giờ mở cửa?")
    assert content.reload()
    assert asked(content) == ["Mấy giờ mở cửa?"]
    assert [entry.question for entry in before.catalogue.faq.values()] == ["Văn phòng mở cửa khi nào?"]


def test_a_bad_save_keeps_the_last_good_version_and_says_why(root: Path) -> None:
    content = Content([root])
    save(root, "[Lệ phí?")
    assert not content.reload()
    assert asked(content) == ["Văn phòng mở cửa khi nào?"]
    assert content.issues[0].file.endswith("faq/chung.yaml")
    save(root, "Mấy giờ mở cửa?")
    assert content.reload()
    assert content.issues == ()


def test_unsound_content_does_not_start(root: Path) -> None:
    save(root, "[Lệ phí?")
    with pytest.raises(CatalogueError):
        Content([root])


async def test_a_save_is_live_within_two_seconds(root: Path) -> None:
    content, stop, told = Content([root]), asyncio.Event(), asyncio.Queue[None]()
    watching = asyncio.create_task(content.watch(stop, lambda: told.put_nowait(None)))
    await told.get()
    await _noticed(root, content, told)
    loop = asyncio.get_running_loop()
    for number in range(2):
        began = loop.time()
        question = f"Thứ {number} có làm việc không?"
        save(root, question)
        async with asyncio.timeout(5):
            while asked(content) != [question]:
                await told.get()
        assert loop.time() - began < 2
    stop.set()
    await watching


async def _noticed(root: Path, content: Content, told: asyncio.Queue[None]) -> str:
    """The operating system's watch takes a moment to begin: saves until one is noticed."""
    for number in range(20):
        save(root, f"Câu thứ {number}?")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.6):
                await told.get()
                return asked(content)[0]
    raise AssertionError("no save was noticed")


def test_the_office_is_found_by_its_id_and_a_wrong_one_is_named(root: Path) -> None:
    first = Content([root]).current().catalogue.offices.offices[0]
    office = Content([root], first.id).current().office
    assert office == first
    with pytest.raises(ConfigError, match=f"MOTCUA_OFFICE=khong_co: .*{first.id}"):
        Content([root], "khong_co")


def test_further_roots_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="MOTCUA_CONTENT="):
        content_roots(Settings(content=(tmp_path / "nowhere",)))
    assert content_roots(Settings(content=(tmp_path,)))[-1] == tmp_path
