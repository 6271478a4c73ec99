"""Conversations without an engine: remembers events, answers each with one message, and can push."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.engine.events import Chose, Event, Said, Started, Uploaded
from bot.engine.messages import Attachment, Choice, Message, Progress

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class FakeOut:
    """One stored message."""

    id: int
    message: Message
    at: datetime = NOW


@dataclass(frozen=True)
class FakeHandled:
    """The answer to one event."""

    messages: tuple[FakeOut, ...]
    version: int


@dataclass
class FakeConversations:
    """Acts once for one event id, as the runner does."""

    events: list[tuple[str, str, Event]] = field(default_factory=list)
    answered: dict[tuple[str, str], FakeHandled] = field(default_factory=dict)
    stored: dict[str, list[FakeOut]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    delivered_ids: list[int] = field(default_factory=list)
    queues: dict[str, list[asyncio.Queue[FakeOut | None]]] = field(default_factory=dict)
    problem: str = ""
    failure: Exception | None = None

    async def handle(self, key: str, event_id: str, event: Event) -> FakeHandled:
        """Echoes the event in one message."""
        if self.failure:
            raise self.failure
        if (key, event_id) in self.answered:
            return self.answered[key, event_id]
        self.events.append((key, event_id, event))
        match event:
            case Started():
                message = Message("Xin chào", (Choice("Khai sinh", "p:1001193"),))
            case Said(text, _):
                message = Message(f"Anh/chị viết: {text}", kind="question", progress=Progress(3, 8))
            case Chose(value, _):
                message = Message(f"Đã chọn {value}", attachments=(Attachment("phieu.txt", "Phiếu chuẩn bị"),))
            case _:
                message = Message("Đã nhận tệp")
        handled = FakeHandled((self.push(key, message),), len(self.events))
        self.answered[key, event_id] = handled
        return handled

    def push(self, key: str, message: Message) -> FakeOut:
        """A message of the office's own accord."""
        out = FakeOut(sum(map(len, self.stored.values())) + 1, message)
        self.stored.setdefault(key, []).append(out)
        for queue in self.queues.get(key, []):
            queue.put_nowait(out)
        return out

    async def keep_upload(self, key: str, upload_id: str, name: str, content: bytes, media_type: str) -> Uploaded:
        """Keeps the bytes, or reports the planted problem."""
        if not self.problem:
            self.files[upload_id] = content
        return Uploaded(upload_id, name, len(content), media_type, NOW, self.problem)

    async def missed(self, key: str, after: int) -> tuple[FakeOut, ...]:
        """Everything with a larger id."""
        return tuple(out for out in self.stored.get(key, []) if out.id > after)

    async def watch(self, key: str) -> AsyncIterator[FakeOut]:
        """What is pushed from now on."""
        queue: asyncio.Queue[FakeOut | None] = asyncio.Queue()
        self.queues.setdefault(key, []).append(queue)
        while (out := await queue.get()) is not None:
            yield out

    async def delivered(self, message: int, /) -> None:
        """Notes that the page has it."""
        self.delivered_ids.append(message)
