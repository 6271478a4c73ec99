"""Builds every object once, starts and stops them."""

from bot.bootstrap.content import Content, content_roots
from bot.bootstrap.house import House, build, open_storage
from bot.bootstrap.serving import serve
from bot.bootstrap.site import application

__all__ = ["Content", "House", "application", "build", "content_roots", "open_storage", "serve"]
