"""A process with nothing but the Telegram channel, for a test that kills it."""

from __future__ import annotations

import asyncio
import sys

from bot.channels.telegram import TelegramChannel
from bot.runner import Runner
from bot.storage.database import open_database
from bot.storage.store import Store
from bot.storage.vault import Vault
from tests.channels.fake_bot_api import TOKEN
from tests.channels.test_telegram import echo
from tests.nothing_known import KNOWLEDGE


async def main(api_url: str, database: str) -> None:
    """Runs until it is killed, with the engine of the Telegram tests."""
    store = Store(open_database(f"sqlite:///{database}"), Vault(["a key for the tests only"]))
    runner = Runner(store, lambda: KNOWLEDGE, decide=echo)
    await TelegramChannel(runner, TOKEN, api_url).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
