"""A process with nothing but the Telegram channel, for a test that kills it."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from pathlib import Path

from bot.channels.telegram import TelegramChannel
from bot.runner import Runner
from bot.storage.database import open_database
from bot.storage.store import Store
from bot.storage.vault import Vault


async def main(api_url: str, database: str, tests: str) -> None:
    """Runs until it is killed, with the engine of the test file ``tests``."""
    found = importlib.util.spec_from_file_location("telegram_tests", Path(tests))
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["telegram_tests"] = module
    found.loader.exec_module(module)
    store = Store(open_database(f"sqlite:///{database}"), Vault(["a key for the tests only"]))
    runner = Runner(store, lambda: module.KNOWLEDGE, decide=module.echo)
    await TelegramChannel(runner, module.TOKEN, api_url).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
