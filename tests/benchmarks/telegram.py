"""Updates a second and CPU an update on Telegram, against python-telegram-bot as it comes, interleaved in one run.

Run: ``python tests/benchmarks/telegram.py [UPDATES] [ROUNDS] [DELAY_MS]``. A lean Bot API server runs in this process, each bot
in one of its own; the CPU counted is the bot's alone, from its first to its last update.

* ``library``  python-telegram-bot with its defaults: an echo, long polling, nothing stored
* ``library+`` the same with our aiohttp transport behind ``BaseRequest``
* ``ours``     our channel with the real runner and SQLite: every update, turn, message and delivery durable
* ``full``     ours with the real engine, the real content and the real matcher
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[:] = [
    place for place in sys.path if Path(place).resolve() != Path(__file__).parent
]  # this file is not the library

TOKEN = "7000000001:AAtestTESTtestTESTtestTESTtestTEST"
CHATS = 100
WAYS = ("library", "library+", "ours", "full")
_ME = {"id": 7000000001, "is_bot": True, "first_name": "x", "username": "motcua_thu_bot"}


@dataclass
class Server:
    """Hands out ``total`` updates by offset and counts messages; every answer is ``delay`` seconds late."""

    total: int
    delay: float
    sent: int = 0
    first: float = 0.0
    done: asyncio.Event = field(default_factory=asyncio.Event)
    latencies: dict[int, float] = field(default_factory=dict)

    async def answer(self, request: Any) -> Any:
        """One method of the Bot API."""
        from aiohttp import web

        method = request.match_info["method"]
        given = await request.post()
        if self.delay and method != "getUpdates":
            await asyncio.sleep(self.delay)
        result: Any = True
        if method == "getMe":
            result = _ME
        elif method == "getUpdates":
            result = await self._updates(int(given.get("offset") or 0), int(given.get("limit") or 100))
        elif method == "sendMessage":
            self.sent += 1
            chat = int(given["chat_id"])
            result = {
                "message_id": self.sent,
                "date": 1_795_000_000,
                "chat": {"id": chat, "type": "private"},
                "text": "x",
            }
            if self.sent >= self.total:
                self.done.set()
        return web.Response(body=json.dumps({"ok": True, "result": result}).encode(), content_type="application/json")

    async def _updates(self, offset: int, limit: int) -> list[dict[str, Any]]:
        self.first = self.first or time.perf_counter()
        start = max(offset, 1)
        if start > self.total:
            await asyncio.sleep(0.5)
            return []
        return [_update(number) for number in range(start, min(start + limit, self.total + 1))]


def _update(number: int) -> dict[str, Any]:
    chat = number % CHATS + 1
    who = {"id": chat, "is_bot": False, "first_name": "Hòa"}
    message = {"message_id": number, "date": 1_795_000_000, "chat": {"id": chat, "type": "private"}, "from": who}
    return {"update_id": number, "message": {**message, "text": "làm giấy khai sinh cho con cần gì"}}


async def measure(way: str, total: int, delay: float) -> tuple[float, float]:
    """Updates a second and CPU microseconds an update."""
    from aiohttp import web

    server = Server(total, delay)
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory() as folder:
        child = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "--bot", way, f"http://127.0.0.1:{port}", folder,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        await asyncio.wait_for(server.done.wait(), 120)
        seconds = time.perf_counter() - server.first
        out, _ = await child.communicate(b"\n")
    await runner.cleanup()
    return total / seconds, float(out.split()[-1]) * 1e6 / total


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def bot(way: str, url: str, folder: str) -> None:
    """One bot until a line comes in, then its CPU seconds since it was ready."""
    stop = asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    if way.startswith("library"):
        used = await _library(url, stop, fast=way.endswith("+"))
    else:
        used = await _ours(url, folder, stop, full=way == "full")
    print(used)


async def _library(url: str, stop: Any, *, fast: bool) -> float:
    from telegram.ext import ApplicationBuilder, MessageHandler, filters

    from bot.channels.telegram.transport import Transport

    async def echo(update: Any, context: Any) -> None:
        await update.message.reply_text(update.message.text)

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot")
    if fast:
        builder = builder.request(Transport()).get_updates_request(Transport(2))
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    await application.initialize()
    await application.start()
    began = _cpu()
    assert application.updater is not None
    await application.updater.start_polling()
    await stop
    used = _cpu() - began
    await application.updater.stop()
    await application.stop()
    await application.shutdown()
    return used


async def _ours(url: str, folder: str, stop: Any, *, full: bool) -> float:
    from bot.bootstrap.house import build
    from bot.bootstrap.logs import set_up
    from bot.channels.telegram import TelegramChannel
    from bot.config import Settings
    from bot.engine.events import Event
    from bot.engine.knowledge import Knowledge
    from bot.engine.messages import Message
    from bot.engine.session import Session
    from bot.engine.turn import Turn
    from bot.runner import Runner

    def echo(event: Event, session: Session, knowledge: Knowledge, entropy: bytes) -> Turn:
        return Turn(session, (Message(getattr(event, "text", "")),))

    set_up("error", "console")
    house = await build(Settings(data_dir=Path(folder)))
    runner = house.runner if full else Runner(house.store, house.content.current, decide=echo)
    channel = TelegramChannel(runner, TOKEN, url)
    began = _cpu()
    task = asyncio.create_task(channel.run())
    await stop
    used = _cpu() - began
    await channel.stop()
    await task
    await house.close()
    return used


async def main(total: int, rounds: int, delay: float) -> None:
    """Prints one line for each way: median, lowest and highest."""
    found: dict[str, list[tuple[float, float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way in WAYS:
            found[way].append(await measure(way, total, delay))
    print(f"{total} updates, {CHATS} chats, {rounds} rounds, answers {delay * 1000:.0f} ms late")
    for way, runs in found.items():
        speeds, costs = [run[0] for run in runs], [run[1] for run in runs]
        print(
            f"{way:9} {statistics.median(speeds):7.0f} updates/s ({min(speeds):.0f}-{max(speeds):.0f})"
            f" {statistics.median(costs):7.0f} µs CPU ({min(costs):.0f}-{max(costs):.0f})"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--bot"]:
        asyncio.run(bot(*sys.argv[2:]))
    else:
        given = [*sys.argv[1:], *("1000", "3", "0")[len(sys.argv) - 1 :]]
        asyncio.run(main(int(given[0]), int(given[1]), float(given[2]) / 1000))
