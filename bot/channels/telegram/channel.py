"""The Telegram channel: stored updates are handled in each chat's order, and what is said is sent."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Sequence
from typing import Any

import structlog
from starlette.routing import BaseRoute
from telegram import Bot, BotCommand, Update
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.files import fetch
from bot.channels.telegram.incoming import COMMANDS, File, Incoming, InGroup, Left, Refused, read
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.receiving import WORST_PAUSE, Receiver, rest, unless_stopped
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.together import Together
from bot.channels.telegram.transport import Transport, UpdatesTransport
from bot.runner import Runner, TurnFailed

_MOST_WAITING = 1000
"""Updates stored and not yet handled, above which no more are fetched."""
_STOP_SECONDS = 6.0
_IN_GROUP = "Để giữ kín thông tin cá nhân, Một Cửa chỉ hướng dẫn trong trò chuyện riêng. Anh/chị bấm vào đây rồi nhắn nhé: {link}"

log = structlog.get_logger("motcua.telegram")


class TokenRefused(Exception):
    """The platform does not know this token; the message is one line without the token."""


class TelegramChannel:
    """One bot. ``run`` works until ``stop``; with ``webhook_url`` updates come through ``routes``, otherwise by long polling."""

    name = "telegram"

    def __init__(
        self,
        runner: Runner,
        token: str,
        api_url: str = "https://api.telegram.org",
        webhook_url: str = "",
        webhook_secret: str = "",
    ) -> None:
        """``api_url`` is the root of any Bot API server; ``webhook_secret`` is required with ``webhook_url``."""
        if webhook_url and not webhook_secret:
            raise ValueError("a webhook without a secret would take anybody's word")
        self._runner = runner
        updates = UpdatesTransport()
        root = api_url.rstrip("/")
        self._bot = Bot(
            token.strip(),
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=Transport(),
            get_updates_request=updates,
        )
        self._stopping = asyncio.Event()
        self._receiver = Receiver(self._bot, updates, self._keep, self._stopping, webhook_url, webhook_secret)
        self._sender = Sender(self._bot, runner)
        self._lanes: Lanes[Incoming] = Lanes(self._handle)
        self._under_way: set[str] = set()
        self._finished: Together[str] = Together(self._finish)
        self._started = False
        self._ended = asyncio.Event()

    @property
    def ready(self) -> bool:
        """Whether updates are being taken and the platform answered last time."""
        return self._receiver.open.is_set() and self._receiver.heard and not self._stopping.is_set()

    def routes(self) -> Sequence[BaseRoute]:
        """The webhook at the path of its public address, or nothing when polling."""
        return self._receiver.routes()

    async def run(self) -> None:
        """Takes and sends until ``stop``; raises ``TokenRefused`` when the platform refuses the token at the start."""
        self._started = True
        try:
            if await self._introduced():
                await self._work()
        finally:
            self._stopping.set()
            with contextlib.suppress(TelegramError):
                await self._bot.shutdown()
            self._ended.set()

    async def stop(self) -> None:
        """Takes nothing more, finishes the turns under way, sends what can be sent; what is left stays stored."""
        self._stopping.set()
        if self._started:
            await self._ended.wait()

    async def _work(self) -> None:
        outbox = asyncio.create_task(self._sender.outbox(self._stopping))
        try:
            await self._resume()
            await self._receiver.run(lambda: self._lanes.below(_MOST_WAITING))
        finally:
            self._stopping.set()
            await self._lanes.stop(_STOP_SECONDS)
            await self._finished.drain()
            _, late = await asyncio.wait({outbox}, timeout=2)
            for task in late:
                task.cancel()

    async def _introduced(self) -> bool:
        """Asks who we are until the platform answers; false when stopped before."""
        pause = 1.0
        while not self._stopping.is_set():
            try:
                await self._bot.initialize()
            except InvalidToken:
                raise TokenRefused(
                    "MOTCUA_TELEGRAM_TOKEN=***: Telegram không nhận mã này; hãy lấy lại mã từ @BotFather "
                    "(hoặc kiểm tra MOTCUA_TELEGRAM_API_URL)"
                ) from None
            except TelegramError as error:
                log.warning("telegram_unreachable", error=type(error).__name__, again_in=pause)
                await rest(self._stopping, pause)
                pause = min(pause * 2, WORST_PAUSE)
            else:
                self._receiver.heard = True
                await self._set_up()
                return True
        return False

    async def _set_up(self) -> None:
        """Menu and way of receiving; a server that lacks a method does not keep us from working."""
        try:
            await self._bot.set_my_commands([BotCommand(name, shown) for name, shown in COMMANDS.items()])
            if not self._receiver.routes():
                await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            log.warning("telegram_menu_not_set", error=type(error).__name__)

    # updates

    async def _keep(self, batch: Sequence[dict[str, Any]]) -> None:
        """Stores raw updates, then hands them to the lanes of their chats."""
        raws = [(str(update["update_id"]), json.dumps(update, ensure_ascii=False).encode()) for update in batch]
        await self._runner.store.keep_updates(self.name, raws, self._runner.clock())
        for update in batch:
            self._put(str(update["update_id"]), update)

    async def _resume(self) -> None:
        """Hands over what an earlier run stored and did not finish, before anything newer is received."""
        while not self._stopping.is_set():
            kept = await self._runner.store.pending_updates(self.name, _MOST_WAITING)
            fresh = [one for one in kept if one.update_id not in self._under_way]
            if fresh:
                log.info("telegram_resumed", updates=len(fresh))
            for one in fresh:
                self._put(one.update_id, json.loads(one.raw))
            if len(kept) < _MOST_WAITING:
                return
            await unless_stopped(self._stopping, self._lanes.below(0))
            await self._finished.drain()

    def _put(self, update_id: str, raw: dict[str, Any]) -> None:
        """One stored update to the lane of its chat, once."""
        if update_id in self._under_way:
            return
        self._under_way.add(update_id)
        try:
            incoming = read(Update.de_json(raw, self._bot), self._runner.clock(), self._bot.username)
        except Exception as error:  # noqa: BLE001 - whatever shape it has, the next update must not wait for it
            log.error("telegram_update_unreadable", error=type(error).__name__)
            incoming = None
        if incoming is None:
            self._finished.put(update_id)
        else:
            self._lanes.put(incoming.chat, incoming)

    async def _handle(self, incoming: Incoming) -> None:
        update_id = str(incoming.update_id)
        try:
            if incoming.query:
                await asyncio.gather(self._sender.acknowledge(incoming.query), self._react(incoming))
            else:
                await self._react(incoming)
        except TurnFailed as error:
            await self._sender.say(incoming.chat, error.message.text)
        except Exception as error:  # noqa: BLE001 - the store is out of reach: the update stays kept for the next start
            log.error("telegram_update_not_handled", error=type(error).__name__)
            self._under_way.discard(update_id)
            return
        self._finished.put(update_id)

    async def _react(self, incoming: Incoming) -> None:
        match incoming.content:
            case Refused(sentence=sentence):
                await self._sender.say(incoming.chat, sentence)
                return
            case InGroup(payload=payload):
                link = f"https://t.me/{self._bot.username}" + (f"?start={payload}" if payload else "")
                await self._sender.say(incoming.chat, _IN_GROUP.format(link=link))
                return
            case Left():
                await self._runner.blocked(incoming.key)
                return
            case File() as file:
                event = await fetch(self._bot, self._runner, incoming, file)
                handled = await self._runner.handle(incoming.key, incoming.event_id, event)
            case event:
                handled = await self._runner.handle(incoming.key, incoming.event_id, event)
        if not handled.repeated and not handled.queued:
            await self._sender.turn(handled.messages)

    async def _finish(self, update_ids: Sequence[str]) -> None:
        """Marks handled updates; their raw text is forgotten."""
        try:
            await self._runner.store.finish_update(self.name, *update_ids, at=self._runner.clock())
        except Exception as error:  # noqa: BLE001 - handled twice is harmless, so they may stay marked as waiting
            log.error("telegram_updates_not_finished", error=type(error).__name__, updates=len(update_ids))
        self._under_way.difference_update(update_ids)
