"""A citizen's photo or document, fetched from the platform and handed to the runner to be judged and kept."""

from __future__ import annotations

import structlog
from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.incoming import File, Incoming
from bot.channels.telegram.transport import MOST_DOWNLOAD, TooLarge
from bot.engine.events import Uploaded
from bot.runner import Runner

_TRIES = 3

log = structlog.get_logger("motcua.telegram")


async def fetch(bot: Bot, runner: Runner, incoming: Incoming, file: File) -> Uploaded:
    """The event for this file. One that is too large for the platform to hand over is refused before it is asked for."""
    upload = f"tg{incoming.update_id}"
    if file.size > MOST_DOWNLOAD:
        return await _refused(runner, incoming, file, "too_large")
    await _typing(bot, incoming.chat)
    for attempt in range(1, _TRIES + 1):
        try:
            place = await bot.get_file(file.file_id)
            if (place.file_size or 0) > MOST_DOWNLOAD:
                return await _refused(runner, incoming, file, "too_large")
            content = bytes(await place.download_as_bytearray())
            return await runner.keep_upload(incoming.key, upload, file.name, content, file.media_type)
        except TooLarge:
            return await _refused(runner, incoming, file, "too_large")
        except BadRequest as error:
            problem = "too_large" if "too big" in error.message.lower() else "broken"
            return await _refused(runner, incoming, file, problem)
        except TelegramError as error:
            log.warning("telegram_file_not_fetched", attempt=attempt, error=type(error).__name__)
    return await _refused(runner, incoming, file, "broken")


async def _refused(runner: Runner, incoming: Incoming, file: File, problem: str) -> Uploaded:
    refused = await runner.keep_upload(
        incoming.key, f"tg{incoming.update_id}", file.name, b"", file.media_type, problem=problem
    )
    return Uploaded(refused.upload_id, file.name, file.size, file.media_type, refused.at, problem)


async def _typing(bot: Bot, chat: int) -> None:
    try:
        await bot.send_chat_action(chat, ChatAction.TYPING)
    except TelegramError as error:
        log.debug("telegram_typing_not_shown", error=type(error).__name__)
