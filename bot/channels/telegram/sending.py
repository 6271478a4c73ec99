"""From the outbox to the platform: texts cut and rendered, buttons laid out, refusals told apart."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.channels.telegram import markup
from bot.channels.telegram.receiving import seconds, unless_stopped
from bot.channels.telegram.together import Together
from bot.engine.messages import Attachment, Choice, Message
from bot.runner import Runner
from bot.storage.records import OutMessage

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "bot was kicked", "have no rights")
_AT_ONCE = timedelta(milliseconds=1)
_ROW_CHARACTERS = 26
_ROW_BUTTONS = 5
_DATA_BYTES = 64

Outcome = Literal["sent", "later", "gone"]

log = structlog.get_logger("motcua.telegram")


class Sender:
    """Sends stored messages and tells the runner what became of each."""

    def __init__(self, bot: Bot, runner: Runner) -> None:
        self._bot = bot
        self._runner = runner
        self._quiet_until = 0.0
        self._sent: Together[int] = Together(self._note_sent)

    async def turn(self, messages: Sequence[OutMessage]) -> None:
        """The messages of one turn in order; after a failure the rest goes back to the outbox, to wait behind it."""
        for number, message in enumerate(messages, 1):
            outcome = await self.send(message)
            if outcome == "later":
                for later in messages[number:]:
                    await self._runner.failed(later, _AT_ONCE)
            if outcome != "sent":
                return

    async def outbox(self, stop: asyncio.Event) -> None:
        """Sends whatever was committed for this channel and not sent yet (a crash, an officer, a failure), until ``stop``."""
        while not stop.is_set():
            if (pause := self._quiet_until - time.monotonic()) > 0:
                await unless_stopped(stop, self._runner.wait_pushed(min(pause, 1.0)))
                continue
            try:
                found = await self.flush()
            except Exception as error:  # noqa: BLE001 - the store is out of reach: the messages wait in it
                log.error("telegram_outbox_failed", error=type(error).__name__)
                found = False
            if not found:
                await unless_stopped(stop, self._runner.wait_pushed(1.0))

    async def flush(self) -> bool:
        """One round over the outbox, each citizen's oldest message; whether there was any."""
        found = await self._runner.undelivered("telegram", 20)
        await asyncio.gather(*(self.send(message) for message in found))
        return bool(found)

    async def send(self, message: OutMessage) -> Outcome:
        """Sends one message with all its parts, and tells the runner what became of it."""
        chat = int(message.key.partition(":")[2])
        try:
            await self._parts(chat, message.message)
        except RetryAfter as error:
            pause = seconds(error)
            self._quiet_until = time.monotonic() + pause
            log.warning("telegram_slow_down", seconds=pause)
            return await self._later(message, timedelta(seconds=pause))
        except (Forbidden, ChatMigrated):
            return await self._gone(message)
        except BadRequest as error:
            if any(word in error.message.lower() for word in _GONE):
                return await self._gone(message)
            log.error("telegram_refused", message=message.id, why=error.message)
            return await self._later(message)
        except TelegramError as error:
            log.warning("telegram_not_sent", message=message.id, error=type(error).__name__)
            return await self._later(message)
        await self._sent.put(message.id)
        return "sent"

    async def _note_sent(self, ids: Sequence[int]) -> None:
        """Each chat waits for its own note before its next message, so a crash repeats at most one message of a chat."""
        try:
            await self._runner.delivered(*ids)
        except Exception as error:  # noqa: BLE001 - sent but not noted: sent again after the lease, better than lost
            log.error("telegram_delivery_not_noted", error=type(error).__name__, messages=len(ids))

    async def _later(self, message: OutMessage, pause: timedelta | None = None) -> Outcome:
        await self._runner.failed(message, pause)
        return "later"

    async def _gone(self, message: OutMessage) -> Outcome:
        await self._runner.blocked(message.key)
        return "gone"

    async def say(self, chat: int, text: str) -> None:
        """A sentence outside any turn, which nobody misses when it is lost."""
        try:
            await self._text(chat, text, None)
        except TelegramError as error:
            log.info("telegram_not_said", error=type(error).__name__)

    async def acknowledge(self, query: str) -> None:
        """Ends the waiting sign on a pressed button; too old a tap is no matter."""
        try:
            await self._bot.answer_callback_query(query)
        except TelegramError as error:
            log.debug("telegram_tap_not_acknowledged", error=type(error).__name__)

    async def _parts(self, chat: int, message: Message) -> None:
        parts = list(markup.messages(message.text)) or ["…"]
        if message.progress is not None:
            parts[0] = f"<i>Bước {message.progress.step}/{message.progress.of}</i>\n{parts[0]}"
        for part in parts[:-1]:
            await self._text(chat, part, None)
        await self._text(chat, parts[-1], keyboard(message.choices))
        for attachment in message.attachments:
            await self._attachment(chat, attachment)

    async def _text(self, chat: int, text: str, buttons: InlineKeyboardMarkup | None) -> None:
        try:
            await self._bot.send_message(
                chat, text, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW, reply_markup=buttons
            )
        except BadRequest as error:
            if "parse entities" not in error.message.lower():
                raise
            log.error("telegram_markup_refused", why=error.message)
            await self._bot.send_message(
                chat, markup.plain(text), link_preview_options=_NO_PREVIEW, reply_markup=buttons
            )

    async def _attachment(self, chat: int, attachment: Attachment) -> None:
        await self._bot.send_document(chat, InputFile(attachment.text.encode(), filename=attachment.name))


def keyboard(choices: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """Buttons in their order: short neighbours share a row, long ones stand alone."""
    rows: list[list[InlineKeyboardButton]] = []
    room = 0
    for choice in choices:
        if len(choice.value.encode()) > _DATA_BYTES:
            log.error("telegram_button_too_long", value=choice.value)
            continue
        width = len(choice.label) + 2
        button = InlineKeyboardButton(choice.label, callback_data=choice.value)
        if rows and width <= room and len(rows[-1]) < _ROW_BUTTONS:
            rows[-1].append(button)
            room -= width
        else:
            rows.append([button])
            room = _ROW_CHARACTERS - width
    return InlineKeyboardMarkup(rows) if rows else None
