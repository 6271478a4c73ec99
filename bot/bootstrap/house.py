"""Builds every object of an installation once, and takes it down again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap.content import Content, content_roots
from bot.bootstrap.figures import Figures
from bot.config import ConfigError, Settings
from bot.gateway.desk import DeskGateway
from bot.gateway.http import HttpGateway
from bot.gateway.rehearsal import DemoGateway, FailingGateway
from bot.gateway.submission import Gateway
from bot.gateway.worker import Worker
from bot.runner import Runner
from bot.storage import schema
from bot.storage.database import Database, open_database
from bot.storage.desk import DeskRecords
from bot.storage.staff import Staff
from bot.storage.store import Store
from bot.storage.vault import Vault


@dataclass(frozen=True)
class House:
    """Everything one process has."""

    settings: Settings
    database: Database
    store: Store
    runner: Runner
    content: Content
    records: DeskRecords
    staff: Staff
    worker: Worker
    figures: Figures

    async def close(self) -> None:
        """Ends open streams and closes the database."""
        self.runner.close()
        await self.database.close()


async def open_storage(settings: Settings, *, migrate: bool = True) -> Database:
    """The database at the newest schema; the embedded one is upgraded, a server's only by ``motcua migrate``.

    Raises ``ConfigError`` when the database cannot be reached or its schema is old.
    """
    if settings.sqlite:
        settings.prepare()
    try:
        database = open_database(settings.database)
    except ImportError as error:
        need = f"thiếu thư viện {error.name or 'cho PostgreSQL'}, cài bằng: pip install 'motcua[postgres]'"
        raise ConfigError(f"MOTCUA_DATABASE_URL=***: {need}") from None
    try:
        if settings.sqlite and migrate:
            await schema.upgrade(database)
            _only_owner(settings)
        elif migrate and (found := await schema.version(database)) != schema.HEAD:
            old = found or "trống"
            raise ConfigError(
                f"MOTCUA_DATABASE_URL=***: cơ sở dữ liệu đang ở phiên bản {old}, cần {schema.HEAD}; hãy chạy «motcua migrate»"
            )
    except ConfigError:
        await database.close()
        raise
    except Exception as error:
        await database.close()
        raise ConfigError(f"MOTCUA_DATABASE_URL=***: không mở được cơ sở dữ liệu ({type(error).__name__})") from error
    return database


async def build(settings: Settings) -> House:
    """The whole installation, ready to take events; raises ``ConfigError`` or ``CatalogueError``."""
    content = Content(content_roots(settings), settings.office, settings.keep)
    vault = Vault(settings.keys())
    database = await open_storage(settings)
    store = Store(database, vault)
    figures = Figures()
    runner = Runner(store, content.current, observe=figures.turn, poll=None if settings.sqlite else 2.0)
    if settings.sqlite:
        await store.release()
    worker = Worker(runner, gateway(settings))
    return House(
        settings, database, store, runner, content, DeskRecords(database, vault), Staff(database), worker, figures
    )


def gateway(settings: Settings) -> Gateway:
    """The gateway that the settings name."""
    match settings.gateway:
        case "desk":
            return DeskGateway()
        case "http":
            return HttpGateway(settings.gateway_url)
        case "demo":
            return DemoGateway()
        case "failing":
            return FailingGateway()


def _only_owner(settings: Settings) -> None:
    """Nobody else on the machine reads the database file."""
    if settings.database_url.get_secret_value():
        return
    path = Path(settings.data_dir) / "motcua.db"
    if path.exists():
        path.chmod(0o600)
