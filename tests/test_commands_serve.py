"""``motcua serve`` as a person runs it: a process in an empty folder, real requests, real signals."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

WITHIN = 10.0
"""Seconds in which a stop must be done."""


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment without any setting of ours, and these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    return kept | {"MOTCUA_PORT": "0"} | {f"MOTCUA_{name}": value for name, value in settings.items()}


def motcua(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class Serving:
    """A running ``motcua serve``."""

    def __init__(self, folder: Path, *words: str, **settings: str) -> None:
        with (folder / "errors").open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve", *words],
                cwd=folder,
                env=environment(folder, **settings),
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self.process.stdout is not None
        self.said: list[str] = []
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))
            if "Ctrl+C" in line:
                break
        assert self.said, (folder / "errors").read_text(encoding="utf-8")
        found = re.search(r"http://127\.0\.0\.1:(\d+)/$", self.said[0])
        self.port = int(found[1]) if found else 0

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, bytes]:
        """One request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            raw = None if body is None else json.dumps(body).encode()
            connection.request(method, path, raw, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """The exit code and how long it took."""
        began = time.monotonic()
        self.process.send_signal(how)
        code = self.process.wait(timeout=30)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code, time.monotonic() - began


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    running = Serving(tmp_path)
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGKILL)


def test_an_empty_folder_is_enough(serving: Serving, tmp_path: Path) -> None:
    assert serving.said[0] == f"Trang trò chuyện: http://127.0.0.1:{serving.port}/"
    assert serving.said[1].endswith("/desk")
    assert re.search(r"/desk/link/[\w-]{40,}$", serving.said[3])
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    assert (modes["motcua.db"], modes["secret.key"]) == (0o600, 0o600)
    assert serving.ask("GET", "/healthz") == (200, b'{"status":"ok"}')
    status, state = serving.ask("GET", "/readyz")
    assert (status, json.loads(state)["database"]) == (200, "ok")
    assert serving.ask("GET", "/")[0] == 200
    assert serving.ask("GET", "/desk")[0] == 303
    assert serving.ask("GET", serving.said[3].partition(str(serving.port))[2])[0] == 200


def test_a_conversation_outlives_a_kill(serving: Serving, tmp_path: Path) -> None:
    opened = json.loads(serving.ask("POST", "/api/chat/session")[1])
    bearer = {"Authorization": f"Bearer {opened['token']}"}
    message = {"id": "m1", "text": "xin chào"}
    first = serving.ask("POST", "/api/chat/messages", message, **bearer)
    serving.stop(signal.SIGKILL)
    again = Serving(tmp_path)
    try:
        assert not any("/desk/link/" not in line for line in again.said[3:4])  # nobody has an account yet: a new link
        assert again.ask("POST", "/api/chat/messages", message, **bearer) == first
        missed = json.loads(again.ask("GET", "/api/chat/messages?after=0", **bearer)[1])["messages"]
        assert missed == opened["messages"] + json.loads(first[1])["messages"]
    finally:
        assert again.stop()[0] == 0


def test_a_second_one_in_the_same_folder_is_refused(serving: Serving, tmp_path: Path) -> None:
    second = motcua(tmp_path, "serve")
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr == "MOTCUA_DATA_DIR=data: một «motcua serve» khác đang dùng thư mục này; hãy dừng nó trước\n"
    assert serving.ask("GET", "/healthz")[0] == 200


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly_with_an_open_stream(serving: Serving, tmp_path: Path, how: signal.Signals) -> None:
    token = json.loads(serving.ask("POST", "/api/chat/session")[1])["token"]
    stream = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=20)
    stream.request("GET", "/api/chat/events", headers={"Authorization": f"Bearer {token}"})
    answer = stream.getresponse()
    assert answer.readline()
    code, seconds = serving.stop(how)
    answer.close()
    stream.close()
    assert code == 0
    assert seconds < WITHIN
    assert "Traceback" not in (tmp_path / "errors").read_text(encoding="utf-8")


def test_figures_are_for_this_machine_only(serving: Serving) -> None:
    serving.ask("POST", "/api/chat/session")
    status, text = serving.ask("GET", "/metrics")
    assert status == 200
    assert b'motcua_turns_total{event="Started",outcome="done"} 1.0' in text
    assert serving.ask("GET", "/metrics", X_Forwarded_For="203.0.113.7")[0] == 404


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = motcua(tmp_path, "serve", PORT=port)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        f"MOTCUA_PORT={port}: cổng này đang có chương trình khác dùng; hãy dừng chương trình đó hoặc chọn cổng khác"
    ]


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        ((), {"PORT": "http"}, "MOTCUA_PORT=http: "),
        ((), {"OFFICE": "khong_co"}, "MOTCUA_OFFICE=khong_co: "),
        ((), {"HOST": "203.0.113.7"}, "MOTCUA_PORT=0: máy này không có địa chỉ 203.0.113.7"),
        ((), {"SECRET_KEY": "ngắn"}, "MOTCUA_SECRET_KEY=***: "),
        ((), {"DATABASE_URL": "postgresql://u:hunter2@127.0.0.1:1/x"}, "MOTCUA_DATABASE_URL=***: "),
        (("--role", "worker"), {}, "--role worker: "),
    ],
)
def test_wrong_settings_are_one_line_and_code_two(
    tmp_path: Path, words: tuple[str, ...], settings: dict[str, str], said: str
) -> None:
    done = motcua(tmp_path, "serve", *words, **settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert "hunter2" not in done.stderr


def test_unsound_content_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "more" / "faq").mkdir(parents=True)
    (tmp_path / "more" / "faq" / "x.yaml").write_text("topic: [Lệ phí?\n", encoding="utf-8")
    done = motcua(tmp_path, "serve", CONTENT="more")
    assert done.returncode == 1
    assert done.stderr.startswith("more/faq/x.yaml:")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_parts_run_apart_on_one_postgresql(database_url: str, tmp_path: Path) -> None:
    settings = {"DATABASE_URL": database_url.replace("+asyncpg", ""), "SECRET_KEY": "one key for all the parts"}
    early = motcua(tmp_path, "serve", **settings)
    assert early.returncode == 2
    assert "hãy chạy «motcua migrate»" in early.stderr
    assert motcua(tmp_path, "migrate", **settings).returncode == 0
    web = Serving(tmp_path, "--role", "web", **settings)
    worker = Serving(tmp_path, "--role", "worker", **settings)
    try:
        assert web.ask("POST", "/api/chat/session")[0] == 200
        assert json.loads(web.ask("GET", "/readyz")[1])["status"] == "ok"
    finally:
        assert (worker.stop()[0], web.stop()[0]) == (0, 0)
