"""A real installation on a free port and a real browser; everything here is skipped where there is no Chromium."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser import citizen
from tests.browser.citizen import Citizen


@dataclass(frozen=True)
class Installation:
    """Where it listens, and the one-time link of the first administrator."""

    site: str
    link: str


def start(data: Path) -> tuple[subprocess.Popen[str], Installation]:
    """``motcua serve`` in an empty data folder; waits until it says where it listens."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("MOTCUA_")}
    env |= {"MOTCUA_DATA_DIR": str(data), "MOTCUA_PORT": "0", "MOTCUA_LOG_LEVEL": "warning", "PYTHONUNBUFFERED": "1"}
    env["MOTCUA_OFFICE"] = "thanh_tri"
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if "Ctrl+C" in line:
            break
    site = re.search(r"(http://[\w.:]+)/", told)
    link = re.search(r"(/desk/link/[\w-]+)", told)
    assert site is not None, told
    return process, Installation(site[1], link[1] if link else "")


def stop(process: subprocess.Popen[str]) -> None:
    """Ends the server as an operator does."""
    process.terminate()
    process.wait(15)
    if process.stdout is not None:
        process.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One headless Chromium for a file of tests; while it is open no asyncio test can run in this thread."""
    if citizen.chromium() is None:
        pytest.skip(citizen.MISSING)
    try:
        with citizen.browser() as opened:
            yield opened
    except LookupError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def installation(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One server for a file of tests; each test is another citizen."""
    process, found = start(tmp_path_factory.mktemp("data"))
    yield found
    stop(process)


@pytest.fixture
def person(browser: Any, installation: Installation) -> Iterator[Citizen]:
    """A citizen with a phone; at the end the page must have had no error of its own."""
    made = Citizen(browser, installation.site)
    yield made
    complaints = made.complaints
    made.context.close()
    assert complaints == []
