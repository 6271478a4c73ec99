"""The Telegram channel, loaded only where a token is set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from starlette.routing import BaseRoute

from bot.bootstrap.house import House
from bot.config import ConfigError


class Channel(Protocol):
    """A channel that runs beside the web server."""

    @property
    def name(self) -> str:
        """How it is called in logs and ``/readyz``."""

    @property
    def ready(self) -> bool:
        """Whether it is taking messages."""

    def routes(self) -> Sequence[BaseRoute]:
        """Its webhook, or nothing when it polls."""

    async def run(self) -> None:
        """Takes and sends messages until ``stop``; raises ``TokenRefused``."""

    async def stop(self) -> None:
        """Stops taking messages, finishes the turns under way, sends what can be sent."""


def telegram(house: House) -> Channel | None:
    """The channel when the settings hold a token."""
    settings = house.settings
    if not settings.telegram_token.get_secret_value():
        return None
    from bot.channels.telegram import TelegramChannel, TokenRefused

    class Configured(TelegramChannel):
        """Says a token that the platform refuses as the wrong setting it is."""

        async def run(self) -> None:
            try:
                await super().run()
            except TokenRefused as error:
                raise ConfigError(str(error)) from None

    return Configured(
        house.runner,
        token=settings.telegram_token.get_secret_value(),
        api_url=settings.telegram_api_url,
        webhook_url=settings.telegram_webhook_url,
        webhook_secret=settings.telegram_webhook_secret.get_secret_value(),
    )
