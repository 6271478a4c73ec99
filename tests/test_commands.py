"""The command line itself, and the small commands: staff and migrate."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.__main__ import COMMANDS, cli
from bot.storage import schema


@pytest.fixture(autouse=True)
def _empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def motcua(*words: str) -> Result:
    """Runs a command in this process."""
    return CliRunner().invoke(cli, words, prog_name="motcua")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_named_command_exists_and_explains_itself(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    shown = motcua(name, "--help")
    assert shown.exit_code == 0
    assert command.help


def test_help_lists_the_commands_without_loading_them() -> None:
    """The heavy libraries cost a second; asking for help must not."""
    code = (
        "import sys; sys.argv = ['motcua', '--help']\n"
        "from bot.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'pydantic', 'starlette', 'telegram', 'structlog'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(name in done.stdout for name in COMMANDS)


def test_a_misspelt_command_is_refused_with_the_right_one() -> None:
    done = motcua("serv")
    assert done.exit_code == 2
    assert "Không có lệnh «serv». Có phải «serve»?" in done.output


def test_migrating_twice_is_harmless() -> None:
    assert motcua("migrate").output == f"Đã nâng cấp cơ sở dữ liệu lên phiên bản {schema.HEAD}\n"
    assert motcua("migrate").output == f"Cơ sở dữ liệu đã ở phiên bản mới nhất: {schema.HEAD}\n"


def test_an_account_from_its_first_day_to_its_last() -> None:
    assert motcua("staff", "list").output == "Chưa có tài khoản nào.\n"
    added = motcua("staff", "add", "hoa", "--role", "leader", "--shown", "Nguyễn Thị Hoa")
    assert re.search(r"http://127\.0\.0\.1:8080/desk/link/[\w-]{40,}\n$", added.output)
    assert motcua("staff", "list").output == "hoa\tlãnh đạo\tNguyễn Thị Hoa\tchưa đặt mật khẩu\n"
    assert "/desk/link/" in motcua("staff", "reset", "hoa").output
    assert motcua("staff", "disable", "hoa").output == "Đã khóa hoa.\n"
    assert motcua("staff", "list").output.endswith("đã khóa\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "Hoa Nguyễn"), 2, "Tên tài khoản gồm"),
        (("add", "hoa", "--role", "king"), 2, "king"),
        (("disable", "ai"), 1, "Không có tài khoản tên ai."),
        (("reset", "ai"), 1, "Không có tài khoản tên ai."),
    ],
)
def test_wrong_names_are_refused(words: tuple[str, ...], code: int, said: str) -> None:
    done = motcua("staff", *words)
    assert done.exit_code == code
    assert said in done.output


def test_a_taken_name_is_refused() -> None:
    motcua("staff", "add", "hoa")
    done = motcua("staff", "add", "hoa")
    assert (done.exit_code, done.output) == (1, "Đã có tài khoản tên hoa.\n")
