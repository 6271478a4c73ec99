"""``motcua migrate``: brings the database to the newest schema."""

from __future__ import annotations

import click

from bot.commands.usage import stopping


@click.command()
def command() -> None:
    """Nâng cấp cơ sở dữ liệu lên phiên bản mới nhất; chạy lại nhiều lần cũng không sao."""
    import asyncio

    with stopping():
        from bot.bootstrap.house import open_storage
        from bot.config import ConfigError, read_settings
        from bot.storage import schema

        async def migrate() -> bool:
            database = await open_storage(read_settings(), migrate=False)
            try:
                return await schema.upgrade(database)
            except OSError as error:
                raise ConfigError(
                    f"MOTCUA_DATABASE_URL=***: không mở được cơ sở dữ liệu ({type(error).__name__})"
                ) from None
            finally:
                await database.close()

        changed = asyncio.run(migrate())
        done = "Đã nâng cấp cơ sở dữ liệu lên phiên bản" if changed else "Cơ sở dữ liệu đã ở phiên bản mới nhất:"
        click.echo(f"{done} {schema.HEAD}")
