"""``motcua staff``: desk accounts from the terminal; passwords are set by the officer through a one-time link."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import click

from bot.commands.usage import stopping

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.storage.staff import Staff

Result = TypeVar("Result")
_NAME = click.argument("name", metavar="TÊN")
_ROLES = {"officer": "cán bộ", "editor": "biên tập", "leader": "lãnh đạo", "admin": "quản trị"}


@click.group()
def command() -> None:
    """Tài khoản cán bộ của bàn làm việc."""


@command.command()
@_NAME
@click.option("--role", type=click.Choice(list(_ROLES)), default="officer", show_default=True, help="Vai trò.")
@click.option("--shown", default="", help="Tên người dân và đồng nghiệp nhìn thấy, ví dụ «Nguyễn Thị Hoa».")
def add(name: str, role: str, shown: str) -> None:
    """Thêm tài khoản; in đường dẫn dùng một lần để cán bộ tự đặt mật khẩu."""
    from bot.runner import now

    if re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,39}", name) is None:
        raise click.UsageError("Tên tài khoản gồm 2 đến 40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch.")

    async def work(settings: Settings, staff: Staff) -> str:
        return f"{settings.site}/desk/link/{await staff.add(name, role, now(), shown)}"

    link = _with_staff(work)
    click.echo(f"Đã thêm {name} ({_ROLES[role]}). Đường dẫn đặt mật khẩu, dùng một lần trong 24 giờ:\n  {link}")


@command.command(name="list")
def list_() -> None:
    """Liệt kê các tài khoản."""

    async def work(settings: Settings, staff: Staff) -> list[str]:
        return [
            f"{one.name}\t{_ROLES.get(one.role, one.role)}\t{one.shown}\t"
            + ("đã khóa" if not one.active else "đang dùng" if one.ready else "chưa đặt mật khẩu")
            for one in await staff.accounts()
        ]

    lines = _with_staff(work)
    click.echo("\n".join(lines) if lines else "Chưa có tài khoản nào.")


@command.command()
@_NAME
def disable(name: str) -> None:
    """Khóa tài khoản và đóng mọi phiên đang mở của tài khoản đó."""

    async def work(settings: Settings, staff: Staff) -> None:
        await staff.disable(name)

    _with_staff(work)
    click.echo(f"Đã khóa {name}.")


@command.command()
@_NAME
def reset(name: str) -> None:
    """Xóa mật khẩu, mở khóa và in đường dẫn mới để đặt mật khẩu."""
    from bot.runner import now

    async def work(settings: Settings, staff: Staff) -> str:
        return f"{settings.site}/desk/link/{await staff.reset(name, now())}"

    click.echo(f"Đường dẫn đặt lại mật khẩu của {name}, dùng một lần trong 24 giờ:\n  {_with_staff(work)}")


def _with_staff(work: Callable[[Settings, Staff], Awaitable[Result]]) -> Result:
    """Runs ``work`` on this installation's accounts; problems with a name end with code 1."""
    import asyncio

    with stopping():
        from bot.bootstrap.house import open_storage
        from bot.config import read_settings
        from bot.storage.staff import NameTaken, NoAccount, Staff

        async def run() -> Result:
            settings = read_settings()
            database = await open_storage(settings)
            try:
                return await work(settings, Staff(database))
            finally:
                await database.close()

        try:
            return asyncio.run(run())
        except NameTaken as error:
            click.echo(f"Đã có tài khoản tên {error}.", err=True)
        except NoAccount as error:
            click.echo(f"Không có tài khoản tên {error}.", err=True)
        raise SystemExit(1)
