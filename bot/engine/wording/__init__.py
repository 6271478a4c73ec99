"""Every sentence the bot says, by theme; staff-written content comes from the catalogue instead."""

from bot.engine.wording.markup import plain, unescaped

__all__ = ["plain", "unescaped"]
