"""``motcua serve``: everything in one process, or one part of it."""

from __future__ import annotations

from typing import cast

import click

from bot.commands.usage import stopping


@click.command()
@click.option(
    "--role",
    type=click.Choice(["web", "telegram", "worker"]),
    help="Chỉ chạy một phần, khi có nhiều tiến trình trên cùng một PostgreSQL.",
)
def command(role: str | None) -> None:
    """Chạy trợ lý: trang trò chuyện, bàn làm việc của cán bộ và các kênh đã cấu hình.

    Không cần thiết lập gì trước: thư mục dữ liệu, khóa mã hóa và cơ sở dữ liệu được tạo khi chạy lần đầu. Dừng bằng Ctrl+C.
    """
    import asyncio

    with stopping():
        from bot.bootstrap.serving import Role, serve
        from bot.config import read_settings

        asyncio.run(serve(read_settings(), cast(Role, role or "all"), click.echo))
