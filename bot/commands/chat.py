"""``motcua chat``: the same conversation in the terminal, and a way to write a transcript by talking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.usage import stopping

if TYPE_CHECKING:
    from bot.engine.events import Event
    from bot.engine.messages import Message


@click.command()
@click.option(
    "--record",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ghi cuộc trò chuyện thành kịch bản kiểm thử (đuôi .test.yaml); tệp chứa cả điều anh/chị gõ.",
)
@click.option("--title", default="", help="Tên của kịch bản được ghi.")
def command(file: Path | None, title: str) -> None:
    """Trò chuyện với trợ lý ngay trong cửa sổ lệnh.

    Cùng nội dung, cùng cách trả lời như trên trang web và Telegram. Câu trả lời được giữ trong thư mục dữ liệu.
    """
    import asyncio
    import secrets

    with stopping():
        from bot.bootstrap.house import build
        from bot.bootstrap.logs import set_up
        from bot.config import ConfigError, read_settings

        settings = read_settings()
        set_up("error", settings.log_format)
        if file is not None and not file.parent.is_dir():
            raise ConfigError(f"--record {file}: không có thư mục {file.parent}")

        async def talk() -> None:
            from rich.console import Console

            from bot.channels.console import KEY, ConsoleChannel

            house = await build(settings)
            heard, save = _recorder(file, title)
            key = KEY if file is None else f"console:{secrets.token_hex(8)}"  # a transcript begins with a new citizen
            try:
                await ConsoleChannel(house.runner, Console(highlight=False), input, heard, key).run()
            finally:
                save()
                await house.close()

        asyncio.run(talk())


def _recorder(file: Path | None, title: str) -> tuple[Callable[[Event, Sequence[Message]], None], Callable[[], None]]:
    """What notes each turn, and what writes the file at the end; both idle without a file."""
    if file is None:
        return (lambda event, said: None), (lambda: None)
    from datetime import datetime, timedelta, timezone

    from bot.catalogue.render import dump
    from bot.engine.events import Started
    from bot.engine.session import Session
    from bot.engine.transcript import Recording, record
    from bot.engine.turn import Turn

    kept = [Recording()]
    began = datetime.now(timezone(timedelta(hours=7))).replace(microsecond=0)

    def heard(event: Event, said: Sequence[Message]) -> None:
        if not isinstance(event, Started):  # a transcript opens with what the citizen writes
            kept[0] = record(kept[0], event, Turn(Session(), tuple(said)))

    def save() -> None:
        if kept[0].steps:
            steps = [dict(step) for step in kept[0].steps]
            content = {"title": title or "Ghi từ cửa sổ lệnh", "at": began.isoformat(), "steps": steps}
            file.write_text(dump(content), encoding="utf-8")
            click.echo(f"Đã ghi {len(steps)} dòng vào {file}.")

    return heard, save
