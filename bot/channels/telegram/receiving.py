"""Updates from the platform into the store: long polling that confirms only what is stored, or a webhook with a secret."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.transport import UpdatesTransport

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
WORST_PAUSE = 60.0
"""Seconds between two attempts when the platform stays away."""

_POLL_SECONDS = 30
_OPENS_WITHIN = 25.0
_BODY_BYTES = 1024 * 1024

log = structlog.get_logger("motcua.telegram")
Result = TypeVar("Result")
Keep = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]
"""Stores raw updates and hands them on; returns once they are stored."""


class Receiver:
    """One way in. Nothing is confirmed to the platform before ``keep`` has returned."""

    def __init__(
        self, bot: Bot, updates: UpdatesTransport, keep: Keep, stopping: asyncio.Event, webhook_url: str, secret: str
    ) -> None:
        self._bot, self._updates, self._keep, self._stopping = bot, updates, keep, stopping
        self._webhook_url, self._secret = webhook_url, secret
        self.open = asyncio.Event()
        self.heard = False
        """Whether the platform answered last time."""

    def routes(self) -> Sequence[BaseRoute]:
        """The webhook at the path of its public address, or nothing when polling."""
        if not self._webhook_url:
            return []
        return [Route(urlsplit(self._webhook_url).path or "/", self._webhook, methods=["POST"])]

    async def run(self, room: Callable[[], Awaitable[None]]) -> None:
        """Receives until the stop; ``room`` waits until more may be taken."""
        self.open.set()
        await (self._announce() if self._webhook_url else self._poll(room))

    async def _poll(self, room: Callable[[], Awaitable[None]]) -> None:
        """Long polling: a batch is stored first, and confirmed by asking for the next one."""
        offset: int | None = None
        pause = 1.0
        while not self._stopping.is_set():
            await unless_stopped(self._stopping, room())
            asked = time.monotonic()
            try:
                await unless_stopped(
                    self._stopping,
                    self._bot.get_updates(offset=offset, timeout=_POLL_SECONDS, allowed_updates=ALLOWED),
                )
                if batch := self._updates.take():
                    await self._keep(batch)
                    offset = max(int(update["update_id"]) for update in batch) + 1
                elif time.monotonic() - asked < 0.2:  # a server that does not hold the line
                    await rest(self._stopping, 0.2)
                self.heard, pause = True, 1.0
            except RetryAfter as error:
                await rest(self._stopping, min(seconds(error), WORST_PAUSE))
            except TelegramError as error:
                self.heard = False
                _explain(error, pause)
                await rest(self._stopping, pause)
                pause = min(pause * 2, WORST_PAUSE)
            except Exception as error:  # noqa: BLE001 - the store is out of reach: not confirmed, so it comes again
                log.error("telegram_updates_not_kept", error=type(error).__name__, again_in=pause)
                await rest(self._stopping, pause)
                pause = min(pause * 2, WORST_PAUSE)

    async def _announce(self) -> None:
        """Tells the platform where the webhook is, then waits for the stop."""
        pause = 1.0
        while not self._stopping.is_set():
            try:
                await self._bot.set_webhook(
                    self._webhook_url, secret_token=self._secret, allowed_updates=ALLOWED, drop_pending_updates=False
                )
            except TelegramError as error:
                self.heard = False
                log.error("telegram_webhook_not_set", error=type(error).__name__, again_in=pause)
                await rest(self._stopping, pause)
                pause = min(pause * 2, WORST_PAUSE)
            else:
                self.heard = True
                await self._stopping.wait()

    async def _webhook(self, request: Request) -> Response:
        """One update from the platform: 200 only after it is stored."""
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return PlainTextResponse("forbidden", 403)
        raw = bytearray()
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > _BODY_BYTES:
                return PlainTextResponse("too large", 413)
        try:
            update = json.loads(raw)
            known = isinstance(update["update_id"], int)
        except (ValueError, KeyError, TypeError, RecursionError):
            known = False
        if not known:
            return PlainTextResponse("not an update", 400)
        try:
            async with asyncio.timeout(_OPENS_WITHIN):
                await self.open.wait()
        except TimeoutError:
            return PlainTextResponse("starting", 503)
        if self._stopping.is_set():
            return PlainTextResponse("stopping", 503)
        await self._keep([update])
        return PlainTextResponse("ok")


def _explain(error: TelegramError, pause: float) -> None:
    if isinstance(error, Conflict):
        log.error(
            "telegram_conflict",
            why="có chương trình khác đang nhận tin bằng cùng mã bot, hoặc bot còn webhook; chỉ được chạy một nơi",
            again_in=pause,
        )
    elif isinstance(error, InvalidToken):
        why = "mã bot không còn hiệu lực, hãy lấy mã mới từ @BotFather rồi chạy lại"
        log.error("telegram_token_refused", why=why, again_in=pause)
    else:
        log.warning("telegram_poll_failed", error=type(error).__name__, again_in=pause)


def seconds(error: RetryAfter) -> float:
    """The pause the platform asks for."""
    pause = error.retry_after
    return float(pause) if isinstance(pause, int | float) else pause.total_seconds()


async def rest(stopping: asyncio.Event, pause: float) -> None:
    """A pause that the stop ends early."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(pause):
            await stopping.wait()


async def unless_stopped(stopping: asyncio.Event, work: Awaitable[Result]) -> Result | None:
    """The result of ``work``, or ``None`` when the stop came first."""
    task = asyncio.ensure_future(work)
    ending = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({task, ending}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        for one in (task, ending):
            if not one.done():
                one.cancel()
        await asyncio.gather(task, ending, return_exceptions=True)
