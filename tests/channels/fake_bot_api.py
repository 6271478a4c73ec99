"""A Bot API server on loopback: real HTTP, real offsets, faults on request; remembers everything it was asked."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "7000000001:AAtestTESTtestTESTtestTESTtestTEST"
BOT = "motcua_thu_bot"


@dataclass
class Call:
    """One request: the method's name and its parameters, JSON values decoded."""

    method: str
    given: dict[str, Any]


@dataclass
class FakeBotApi:
    """``calls`` in order; ``faults[method]`` are answers given instead, once each; ``blocked`` chats answer 403."""

    calls: list[Call] = field(default_factory=list)
    faults: dict[str, deque[tuple[int, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(deque))
    blocked: set[int] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    hook: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    confirmed: int = 0
    patience: float = 5.0
    _next: int = 900_000_000
    _message: int = 0
    _runner: web.AppRunner | None = None
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    url: str = ""

    async def start(self) -> None:
        """Listens on a free port."""
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        self.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[attr-defined]

    async def stop(self) -> None:
        """Closes every connection."""
        if self._runner is not None:
            await self._runner.cleanup()

    # what citizens do

    async def say(self, chat: int, text: str, **more: Any) -> dict[str, Any]:
        """A text message in a private chat."""
        return await self.message(chat, text=text, **more)

    async def message(self, chat: int, *, kind: str = "private", **content: Any) -> dict[str, Any]:
        """Any message; ``content`` as the platform would write it."""
        return await self.put({"message": self.written(chat, kind=kind, **content)})

    def written(self, chat: int, *, kind: str = "private", **content: Any) -> dict[str, Any]:
        """A message as the platform would write it."""
        self._message += 1
        who = {"id": chat if kind == "private" else 5, "is_bot": False, "first_name": "Hòa"}
        place = {"id": chat, "type": kind, "first_name": "Hòa"}
        return {"message_id": self._message, "date": 1_795_000_000, "chat": place, "from": who, **content}

    async def tap(self, chat: int, data: str, kind: str = "private") -> dict[str, Any]:
        """A pressed button."""
        who = {"id": chat, "is_bot": False, "first_name": "Hòa"}
        query = {"id": f"q{self._next}", "from": who, "chat_instance": "1", "data": data}
        return await self.put({"callback_query": {**query, "message": self.written(chat, kind=kind, text="?")}})

    async def put(self, update: dict[str, Any]) -> dict[str, Any]:
        """Queues an update (its id is given here) and wakes those who poll."""
        self._next += 1
        whole = {"update_id": self._next, **update}
        await self.put_again(whole)
        return whole

    async def put_again(self, update: dict[str, Any]) -> None:
        """The same update once more, or one out of order."""
        async with self._changed:
            self.updates.append(update)
            self._changed.notify_all()

    # what the bot did

    def sent(self, chat: int | None = None) -> list[dict[str, Any]]:
        """The messages accepted, of one chat or all."""
        taken = [call.given for call in self.calls if call.method == "sendMessage"]
        return [one for one in taken if chat is None or int(one["chat_id"]) == chat]

    def texts(self, chat: int | None = None) -> list[str]:
        """Their texts."""
        return [str(one["text"]) for one in self.sent(chat)]

    def named(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of ``method``."""
        return [call.given for call in self.calls if call.method == method]

    async def until(self, holds: Any, seconds: float = 15) -> None:
        """Waits until ``holds()``, looking after each request."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(holds)

    # the server

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.match_info["token"] != TOKEN:
            return _error(401, "Unauthorized")
        given = await _given(request)
        if self.faults[method]:
            status, body = self.faults[method].popleft()
            await self._note(Call(f"{method}!", given))
            return web.json_response(body, status=status)
        chat = int(given.get("chat_id", 0))
        if chat in self.blocked:
            await self._note(Call(f"{method}!", given))
            return _error(403, "Forbidden: bot was blocked by the user")
        if method == "getUpdates":
            return await self._updates(given)
        result = self._result(method, given, chat)
        await self._note(Call(method, given))
        return web.json_response({"ok": True, "result": result})

    def _result(self, method: str, given: dict[str, Any], chat: int) -> Any:
        match method:
            case "getMe":
                return {"id": 7000000001, "is_bot": True, "first_name": "Một Cửa", "username": BOT}
            case "sendMessage" | "sendDocument":
                self._message += 1
                place = {"id": chat, "type": "private", "first_name": "Hòa"}
                return {
                    "message_id": self._message,
                    "date": 1_795_000_000,
                    "chat": place,
                    "text": given.get("text", ""),
                }
            case "getFile":
                content = self.files[given["file_id"]]
                name = given["file_id"]
                return {
                    "file_id": name,
                    "file_unique_id": f"u{name}",
                    "file_size": len(content),
                    "file_path": f"f/{name}",
                }
            case "setWebhook":
                self.hook = given["url"]
        return True

    async def _updates(self, given: dict[str, Any]) -> web.Response:
        """Everything not confirmed; an offset confirms what lies below it. Holds the line like the real one."""
        offset = int(given.get("offset") or 0)
        if offset:
            self.confirmed = max(self.confirmed, offset - 1)
            self.updates = [one for one in self.updates if one["update_id"] >= offset]
        await self._note(Call("getUpdates", given))
        async with self._changed:
            try:
                async with asyncio.timeout(min(float(given.get("timeout") or 0), self.patience)):
                    await self._changed.wait_for(lambda: self.updates)
            except TimeoutError:
                pass
            batch = self.updates[: int(given.get("limit") or 100)]
        return web.json_response({"ok": True, "result": batch})

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return _error(404, "Not Found")
        await self._note(Call("download", {"path": request.match_info["path"]}))
        return web.Response(body=self.files[request.match_info["path"].removeprefix("f/")])

    async def _note(self, call: Call) -> None:
        async with self._changed:
            self.calls.append(call)
            self._changed.notify_all()


async def _given(request: web.Request) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            given[name] = {"filename": value.filename, "content": value.file.read()}
            continue
        text = value.decode() if isinstance(value, bytes | bytearray) else value
        try:
            given[name] = text if name == "text" else json.loads(text)
        except ValueError:
            given[name] = text
    return given


def _error(status: int, description: str, **parameters: Any) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)


def slow_down(seconds: int) -> tuple[int, dict[str, Any]]:
    """The answer 429."""
    description = f"Too Many Requests: retry after {seconds}"
    return 429, {"ok": False, "error_code": 429, "description": description, "parameters": {"retry_after": seconds}}


def refusal(status: int, description: str) -> tuple[int, dict[str, Any]]:
    """Any other error."""
    return status, {"ok": False, "error_code": status, "description": description}
