"""Running an installation: web server, channels, gateway worker and content watch, until a signal; then a clean stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Literal

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.bootstrap.house import House, build
from bot.bootstrap.logs import set_up
from bot.bootstrap.site import application
from bot.bootstrap.telegram import Channel, telegram
from bot.bootstrap.upkeep import Upkeep
from bot.config import ConfigError, Settings

Role = Literal["all", "web", "telegram", "worker"]

STOP_WITHIN = 9.0
"""Seconds for a clean stop; ten are promised."""

log = structlog.get_logger("motcua.serve")


async def serve(settings: Settings, role: Role, say: Callable[[str], None]) -> None:
    """Runs until SIGTERM or SIGINT. ``say`` prints lines for the person at the terminal.

    Raises ``ConfigError`` or ``CatalogueError`` before anything is served.
    """
    _refuse_roles(settings, role)
    set_up(settings.log_level, settings.log_format, _secrets(settings))
    pages = role in {"all", "web"}
    listening = _listen("MOTCUA_PORT", settings.host, settings.port) if pages else None
    if listening is not None:  # port 0 asks the system for a free one
        settings = settings.model_copy(update={"port": listening.getsockname()[1]})
    try:
        alone = _alone(settings)
        house = await build(settings)
    except BaseException:
        if listening is not None:
            listening.close()
        raise
    try:
        channel = telegram(house) if role in {"all", "telegram"} else None
        if role == "telegram" and channel is None:
            raise ConfigError("MOTCUA_TELEGRAM_TOKEN= đang trống: --role telegram cần mã của bot từ @BotFather")
        await _run(house, role, listening, channel, say)
    finally:
        await house.close()
        if alone is not None:
            alone.close()


async def _run(
    house: House, role: Role, listening: socket.socket | None, channel: Channel | None, say: Callable[[str], None]
) -> None:
    stop = asyncio.Event()
    with _signals(stop):
        channels = [channel] if channel is not None else []
        hooks = [route for one in channels for route in one.routes()]
        servers = _servers(house, listening, channels, hooks)
        jobs = [asyncio.create_task(server.serve([sock]), name="web") for server, sock in servers]
        upkeep = Upkeep(house)
        jobs.append(asyncio.create_task(house.content.watch(stop, upkeep.reloaded), name="content"))
        if role in {"all", "worker"}:
            jobs.append(asyncio.create_task(house.worker.run(), name="gateway"))
            jobs.append(asyncio.create_task(upkeep.run(stop), name="upkeep"))
        jobs += [asyncio.create_task(one.run(), name=one.name) for one in channels]
        await _announce(house, role, [server for server, _ in servers], say)
        stopping = asyncio.create_task(stop.wait(), name="stop")
        while not stop.is_set() and not any(_ended_badly(job) for job in jobs):
            running = [job for job in jobs if not job.done()]
            await asyncio.wait([*running, stopping], return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        stopping.cancel()
        await _stop(house, [server for server, _ in servers], channels, jobs)
        for job in jobs:
            if _ended_badly(job) and (error := job.exception()) is not None:
                raise error


async def _stop(
    house: House, servers: Sequence[_Server], channels: Sequence[Channel], jobs: Sequence[asyncio.Task[None]]
) -> None:
    """Channels stop taking messages and finish the turn under way; then streams end, the server and the worker."""
    house.worker.stop()
    try:
        async with asyncio.timeout(STOP_WITHIN):
            await asyncio.gather(*(one.stop() for one in channels), return_exceptions=True)
            house.runner.close()
            for server in servers:
                server.should_exit = True
            await asyncio.wait(jobs)
    except TimeoutError:
        log.warning("stop_cut_short", still=[job.get_name() for job in jobs if not job.done()])
        for server in servers:
            server.force_exit = True
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)


def _servers(
    house: House, listening: socket.socket | None, channels: Sequence[Channel], hooks: Sequence[BaseRoute]
) -> list[tuple[_Server, socket.socket]]:
    """The site on the web port; a webhook that has an address of its own listens there."""
    apart = house.settings.telegram_webhook_listen if hooks else ""
    if hooks and not apart and listening is None:
        raise ConfigError(
            "MOTCUA_TELEGRAM_WEBHOOK_LISTEN= đang trống: khi chạy riêng, webhook cần máy:cổng để lắng nghe"
        )
    servers: list[tuple[_Server, socket.socket]] = []
    if listening is not None:
        site = application(house, channels, () if apart else hooks)
        servers.append((_server(site), listening))
    if apart:
        host, _, port = apart.rpartition(":")
        sock = _listen("MOTCUA_TELEGRAM_WEBHOOK_LISTEN", host or "127.0.0.1", int(port))
        servers.append((_server(application(house, channels, hooks, pages=False)), sock))
    return servers


class _Server(uvicorn.Server):
    """Leaves the signals to us, because channels must stop before the server does, and tells when it accepts."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Opens for requests."""
        await super().startup(sockets)
        self.up.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


def _server(site: Starlette) -> _Server:
    config = uvicorn.Config(
        site, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=4, lifespan="off"
    )
    return _Server(config)


def _listen(setting: str, host: str, port: int) -> socket.socket:
    """A socket on ``host:port``; raises ``ConfigError`` with what to do when that is not possible."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(512)
        listening.setblocking(False)
    except socket.gaierror:
        raise ConfigError(f"MOTCUA_HOST={host}: không có máy nào tên này") from None
    except OSError as error:
        why = {
            errno.EADDRINUSE: "cổng này đang có chương trình khác dùng; hãy dừng chương trình đó hoặc chọn cổng khác",
            errno.EACCES: "không có quyền mở cổng này; hãy chọn cổng từ 1024 trở lên",
            errno.EADDRNOTAVAIL: f"máy này không có địa chỉ {host}",
        }.get(error.errno or 0, str(error.strerror))
        raise ConfigError(f"{setting}={port}: {why}") from None
    return listening


async def _announce(
    house: House,
    role: Role,
    servers: Sequence[_Server],
    say: Callable[[str], None],
) -> None:
    """Waits until the servers accept, then says where."""
    for server in servers:
        await server.up.wait()
    settings = house.settings
    if role in {"all", "web"}:
        say(f"Trang trò chuyện: {settings.site}/")
        say(f"Bàn làm việc của cán bộ: {settings.site}/desk")
        if (token := await house.staff.first_link(house.runner.clock())) is not None:
            say("Chưa có tài khoản cán bộ. Mở đường dẫn sau một lần, trong 24 giờ, để tạo tài khoản quản trị đầu tiên:")
            say(f"  {settings.site}/desk/link/{token}")
    if settings.telegram_token.get_secret_value():
        if role in {"all", "telegram"}:
            say("Telegram: đang nhận tin nhắn")
    elif role == "all":
        say("Telegram: chưa nối (đặt MOTCUA_TELEGRAM_TOKEN để nối)")
    if role == "worker":
        say("Đang chuyển hồ sơ tới hệ thống tiếp nhận")
    if settings.gateway in {"demo", "failing"}:
        say(f"CHÚ Ý: MOTCUA_GATEWAY={settings.gateway} chỉ để diễn tập, hồ sơ không được chuyển đi đâu.")
    say("Nhấn Ctrl+C để dừng.")


def _refuse_roles(settings: Settings, role: Role) -> None:
    if role != "all" and settings.sqlite:
        raise ConfigError(
            f"--role {role}: cơ sở dữ liệu SQLite chỉ dùng cho một tiến trình; "
            "muốn chạy nhiều tiến trình hãy đặt MOTCUA_DATABASE_URL=postgresql://…"
        )


def _alone(settings: Settings) -> IO[bytes] | None:
    """Holds the data folder of an embedded database for this process; a second one would send messages twice.

    The lock is the operating system's, so a killed process leaves none behind.
    """
    if not settings.sqlite or sys.platform == "win32":
        return None
    import fcntl

    settings.prepare()
    held = (settings.data_dir / "serve.lock").open("ab")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        raise ConfigError(
            f"MOTCUA_DATA_DIR={settings.data_dir}: một «motcua serve» khác đang dùng thư mục này; hãy dừng nó trước"
        ) from None
    return held


def _secrets(settings: Settings) -> list[str]:
    held = [
        settings.telegram_token.get_secret_value(),
        settings.telegram_webhook_secret.get_secret_value(),
        settings.zalo_token.get_secret_value(),
        *settings.secret_key.get_secret_value().split(","),
        settings.database_url.get_secret_value(),
    ]
    return [one.strip() for one in held if one.strip()]


@contextlib.contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    names = (signal.SIGINT, signal.SIGTERM)
    try:
        for name in names:
            loop.add_signal_handler(name, stop.set)
        by_loop = True
    except NotImplementedError:  # Windows
        by_loop = False
        before = {name: signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set)) for name in names}
    try:
        yield
    finally:
        for name in names:
            if by_loop:
                loop.remove_signal_handler(name)
            else:
                signal.signal(name, before[name])


def _ended_badly(job: asyncio.Task[None]) -> bool:
    return job.done() and not job.cancelled() and job.exception() is not None
