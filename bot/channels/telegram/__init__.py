"""Telegram: python-telegram-bot as transport, everything else of a conversation in the engine."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # read when the library is imported: pauses as timedelta, no deprecation

from bot.channels.telegram.channel import TelegramChannel, TokenRefused

__all__ = ["TelegramChannel", "TokenRefused"]
