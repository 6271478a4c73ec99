"""``motcua serve`` with Telegram, as a process: real content, real engine, clean stop, and a token it must not show."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]


def _neighbour(name: str) -> ModuleType:
    """A module beside this file; the test run imports files one by one, without packages."""
    found = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    return module


fake = _neighbour("fake_bot_api")


async def serve(folder: Path, api: Any, token: str) -> asyncio.subprocess.Process:
    env = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    env |= {
        "PYTHONPATH": str(ROOT),
        "MOTCUA_DATA_DIR": str(folder / "data"),
        "MOTCUA_PORT": "0",
        "MOTCUA_TELEGRAM_TOKEN": token,
        "MOTCUA_TELEGRAM_API_URL": api.url,
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "serve",
        env=env,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_a_question_on_telegram_is_answered_and_the_stop_is_clean(tmp_path: Path) -> None:
    api = fake.FakeBotApi()
    await api.start()
    process = await serve(tmp_path, api, fake.TOKEN)
    try:
        await api.until(lambda: api.named("getUpdates"), 60)
        await api.say(7, "/start p_1001193")
        await api.say(7, "toi bi mat can cuoc")
        await api.until(lambda: any("căn cước" in text for text in api.texts(7)))
        assert "khai sinh" in api.texts(7)[0] + api.texts(7)[1]
        process.send_signal(signal.SIGTERM)
        out, err = await asyncio.wait_for(process.communicate(), 10)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await api.stop()
    assert process.returncode == 0, err.decode()
    assert fake.TOKEN.partition(":")[2].encode() not in out + err


async def test_a_wrong_token_ends_with_one_clear_line_and_code_2(tmp_path: Path) -> None:
    api = fake.FakeBotApi()
    await api.start()
    process = await serve(tmp_path, api, "123456:SAI-sai-SAI-sai-SAI-sai-SAI-sai-SAI")
    try:
        out, err = await asyncio.wait_for(process.communicate(), 60)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await api.stop()
    assert process.returncode == 2
    assert b"SAI-sai" not in out + err
    assert err.decode().count("\n") == 1
    assert "MOTCUA_TELEGRAM_TOKEN" in err.decode()
    assert "@BotFather" in err.decode()
