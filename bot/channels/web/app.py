"""The chat API, and all routes of the web channel; every answer to a citizen comes from the runner."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import secrets
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sse_starlette import EventSourceResponse
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.web import shapes, uploads
from bot.channels.web.bodies import whole_body
from bot.channels.web.limits import Limits
from bot.channels.web.page import STATIC, Front, Page
from bot.channels.web.refusal import Refusal
from bot.channels.web.shapes import Outgoing, message_json
from bot.channels.web.uploads import UploadRules
from bot.engine.events import Event, Started, Uploaded
from bot.runner import TurnFailed

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_JSON_BYTES = 256 * 1024
_STREAMS = 4
"""Open event streams of one conversation: a phone, a laptop and two forgotten tabs."""


class Handled(Protocol):
    """The runner's answer to one event."""

    @property
    def messages(self) -> Sequence[Outgoing]:
        """What was said, in order."""

    @property
    def version(self) -> int:
        """The conversation's version after the turn."""


class Conversations(Protocol):
    """What this channel asks of the runner; ``bot.runner.Runner`` has it."""

    async def handle(self, key: str, event_id: str, event: Event) -> Handled:
        """One turn; the same ``event_id`` again gives the same answer and acts once."""

    async def keep_upload(self, key: str, upload_id: str, name: str, content: bytes, media_type: str) -> Uploaded:
        """Stores a file and tells what became of it."""

    async def missed(self, key: str, after: int) -> Sequence[Outgoing]:
        """Messages of this conversation with a larger id, in order."""

    def watch(self, key: str) -> AsyncIterator[Outgoing]:
        """Messages as they are said, until the caller stops."""

    async def delivered(self, message: int, /) -> None:
        """The citizen's page has this message."""


def routes(
    conversations: Conversations,
    clock: Callable[[], datetime],
    front: Callable[[], Front],
    rules: UploadRules | None = None,
    limits: Limits | None = None,
) -> list[BaseRoute]:
    """Everything under ``/``, ``/p/``, ``/f/``, ``/static/`` and ``/api/chat/``; ``clock`` gives aware times."""
    chat = _Chat(conversations, clock, rules or UploadRules(), limits or Limits(time.monotonic))
    page = Page(front, chat.rules)
    return [
        Route("/api/chat/session", _guarded(chat.open), methods=["POST"]),
        Route("/api/chat/messages", _guarded(chat.say), methods=["POST"]),
        Route("/api/chat/messages", _guarded(chat.missed), methods=["GET"]),
        Route("/api/chat/messages/{message:int}/attachments/{number:int}", _guarded(chat.attachment)),
        Route("/api/chat/uploads", _guarded(chat.upload), methods=["POST"]),
        Route("/api/chat/events", _guarded(chat.events), methods=["GET"]),
        Route("/", page.show),
        Route("/p/{link}", page.show),
        Route("/f/{link}", page.show),
        Route("/manifest.webmanifest", page.manifest),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]


def key_of(token: str) -> str:
    """The conversation's key: the token itself is never stored."""
    return "web:" + hashlib.sha256(token.encode()).hexdigest()


def _guarded(endpoint: Callable[[Request], Any]) -> Callable[[Request], Any]:
    """Answers a ``Refusal``, and a turn that could not be stored, in the contract's shape."""

    async def answer(request: Request) -> Response:
        try:
            response: Response = await endpoint(request)
        except Refusal as refused:
            return refused.response()
        except TurnFailed as failed:
            return Refusal(503, "turn_failed", failed.message.text, {"Retry-After": "5"}).response()
        return response

    return answer


class _Chat:
    """The API's endpoints around one runner."""

    def __init__(
        self, conversations: Conversations, clock: Callable[[], datetime], rules: UploadRules, limits: Limits
    ) -> None:
        self.conversations = conversations
        self.clock = clock
        self.rules = rules
        self.limits = limits
        self.streams: dict[str, int] = {}

    async def open(self, request: Request) -> Response:
        """``POST session``: a new conversation with its greeting; ``{"start": "p_1001193"}`` opens a deep link."""
        self.limits.check("opened", "", _host(request))
        body = await _json(request, empty={})
        start = shapes.payload(body.get("start", "")) if isinstance(body, dict) else ""
        token = secrets.token_urlsafe(32)
        key = key_of(token)
        handled = await self.conversations.handle(key, "open", Started(self.clock(), start))
        return self._said(handled.messages, {"token": token, "version": handled.version})

    async def say(self, request: Request) -> Response:
        """``POST messages``: one typed text, pressed button or deep link."""
        key = self._key(request, "said")
        identity, event = shapes.event_of(await _json(request), self.clock())
        handled = await self.conversations.handle(key, identity, event)
        return self._said(handled.messages, {"version": handled.version})

    async def upload(self, request: Request) -> Response:
        """``POST uploads``: one file, stored before the conversation hears of it."""
        key = self._key(request, "uploaded")
        received = await uploads.receive(request, self.rules)
        # The upload's id is bound to the conversation, so that nobody can name another citizen's file.
        upload_id = hashlib.sha256(f"{key}/{received.id}".encode()).hexdigest()[:32]
        event = await self.conversations.keep_upload(
            key, upload_id, received.name, received.content, received.media_type
        )
        if event.problem:
            raise uploads.refused_for(event.problem, self.rules)
        handled = await self.conversations.handle(key, received.id, event)
        return self._said(handled.messages, {"version": handled.version})

    async def missed(self, request: Request) -> Response:
        """``GET messages?after=<id>``: what the page has not seen."""
        key = self._key(request, "said")
        messages = await self.conversations.missed(key, _after(request))
        return self._said(messages, {})

    async def attachment(self, request: Request) -> Response:
        """One attachment of one message of this conversation, as a UTF-8 text file."""
        key = self._key(request, "said")
        wanted, number = request.path_params["message"], request.path_params["number"]
        for out in await self.conversations.missed(key, wanted - 1):
            if out.id == wanted and number < len(out.message.attachments):
                found = out.message.attachments[number]
                quoted = json.dumps(found.name, ensure_ascii=True).strip('"').replace("\\", "_")
                # The byte order mark lets old editors on office machines see that it is UTF-8.
                return Response(
                    ("\ufeff" + found.text).encode(),
                    media_type="text/plain; charset=utf-8",
                    headers={"content-disposition": f'attachment; filename="{quoted}"'},
                )
        raise Refusal(404, "not_found", "Không tìm thấy tệp này trong cuộc trò chuyện.")

    async def events(self, request: Request) -> Response:
        """``GET events``: server-sent events named ``message``; ``after`` (or Last-Event-ID) first fills the gap."""
        key = self._key(request, "said")
        if self.streams.get(key, 0) >= _STREAMS:
            raise Refusal(429, "too_many", "Cuộc trò chuyện này đang mở ở nhiều nơi.", {"Retry-After": "30"})
        return EventSourceResponse(self._stream(key, _after(request)), ping=20)

    async def _stream(self, key: str, after: int) -> AsyncGenerator[dict[str, str], None]:
        self.streams[key] = self.streams.get(key, 0) + 1
        arrivals = self.conversations.watch(key)
        # Watching starts before the gap is read: what is said in between comes twice rather than never.
        upcoming = asyncio.ensure_future(anext(arrivals, None))
        last = after
        try:
            await asyncio.sleep(0)
            for out in await self.conversations.missed(key, after):
                last = out.id
                yield _sse(out)
                await self.conversations.delivered(out.id)
            yield {"event": "ready", "data": "{}"}
            while (arrived := await upcoming) is not None:
                upcoming = asyncio.ensure_future(anext(arrivals, None))
                if arrived.id > last:
                    yield _sse(arrived)
                    await self.conversations.delivered(arrived.id)
        finally:
            upcoming.cancel()
            self.streams[key] -= 1
            if not self.streams[key]:
                del self.streams[key]

    def _key(self, request: Request, what: str) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not _TOKEN.fullmatch(token.strip()):
            raise Refusal(
                401,
                "no_session",
                "Cuộc trò chuyện này không còn. Anh/chị mở lại trang để bắt đầu.",
                {"WWW-Authenticate": "Bearer"},
            )
        key = key_of(token.strip())
        self.limits.check(what, key, _host(request))
        return key

    def _said(self, messages: Sequence[Outgoing], more: dict[str, Any]) -> Response:
        async def delivered() -> None:
            for out in messages:
                await self.conversations.delivered(out.id)

        return JSONResponse(
            {**more, "messages": [message_json(out) for out in messages]}, background=BackgroundTask(delivered)
        )


def _host(request: Request) -> str:
    return request.client.host if request.client else ""


def _after(request: Request) -> int:
    asked = request.query_params.get("after") or request.headers.get("last-event-id") or "0"
    if not re.fullmatch(r"[0-9]{1,18}", asked):
        raise Refusal(400, "bad_request", "Tham số «after» phải là số.")
    return int(asked)


async def _json(request: Request, empty: object = None) -> object:
    raw = await whole_body(request, _JSON_BYTES)
    if not raw:
        return empty
    try:
        found: object = json.loads(raw)
    except (ValueError, RecursionError):
        raise Refusal(400, "bad_request", "Yêu cầu không phải là JSON đúng.") from None
    return found


def _sse(out: Outgoing) -> dict[str, str]:
    return {"event": "message", "id": str(out.id), "data": json.dumps(message_json(out), ensure_ascii=False)}
