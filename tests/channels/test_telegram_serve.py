"""``motcua serve`` with Telegram, as a process: real content, real engine, clean stop, and a token it must not show."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.channels import fake_bot_api as fake

ROOT = Path(__file__).parents[2]


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
    said = [line for line in err.decode().splitlines() if "[info" not in line]
    assert len(said) == 1, "one line for the operator; log lines at level info may stand before it"
    assert "MOTCUA_TELEGRAM_TOKEN" in said[0]
    assert "@BotFather" in said[0]
