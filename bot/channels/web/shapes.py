"""How the engine's words look as JSON, and how a request's JSON becomes an event."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Protocol

from bot.channels.web.refusal import Refusal
from bot.engine.events import Chose, Event, Said, Started
from bot.engine.messages import Message

_CLIENT_ID = re.compile(r"[\x21-\x7e]{1,100}")
_PAYLOAD = re.compile(r"[A-Za-z0-9_.-]{0,64}")


class Outgoing(Protocol):
    """What the channel reads of a message that the runner has stored."""

    @property
    def id(self) -> int:
        """Grows with every message of the installation."""

    @property
    def message(self) -> Message:
        """The engine's message."""

    @property
    def at(self) -> datetime:
        """When it was said, aware."""


def message_json(out: Outgoing) -> dict[str, Any]:
    """One message in the contract's shape, with the time it was said (ISO 8601) and what kind of answer it waits for."""
    message = out.message
    return {
        "id": out.id,
        "text": message.text,
        "choices": [{"label": choice.label, "value": choice.value} for choice in message.choices],
        "kind": message.kind,
        "progress": None if message.progress is None else {"step": message.progress.step, "of": message.progress.of},
        "attachments": [
            {"name": attachment.name, "url": f"/api/chat/messages/{out.id}/attachments/{number}"}
            for number, attachment in enumerate(message.attachments)
        ],
        "at": out.at.isoformat(),
    }


def client_id(value: object) -> str:
    """The client's id of its own event: 1 to 100 visible ASCII characters; raises ``Refusal`` otherwise."""
    if isinstance(value, str) and _CLIENT_ID.fullmatch(value):
        return value
    raise Refusal(400, "bad_id", "Yêu cầu thiếu mã «id» (1 đến 100 ký tự không dấu, không khoảng trắng).")


def event_of(body: object, at: datetime) -> tuple[str, Event]:
    """The client's id and the event of ``{"id", "text" | "choice" | "start"}``; raises ``Refusal`` (400)."""
    if not isinstance(body, dict):
        raise Refusal(400, "bad_request", "Yêu cầu phải là một đối tượng JSON.")
    given = [name for name in ("text", "choice", "start") if body.get(name) is not None]
    if len(given) != 1 or not isinstance(body[given[0]], str):
        raise Refusal(400, "bad_request", "Yêu cầu cần đúng một trong các khóa «text», «choice», «start», là chữ.")
    identity, words = client_id(body.get("id")), whole(body[given[0]])
    match given[0]:
        case "text":
            return identity, Said(words, at)
        case "choice":
            return identity, Chose(words, at)
        case _:
            return identity, Started(at, payload(words))


def payload(value: object) -> str:
    """A deep link's payload (``p_1001193``); anything else counts as none, as with an unknown link."""
    return value if isinstance(value, str) and _PAYLOAD.fullmatch(value) else ""


def whole(text: str) -> str:
    """The text with half a surrogate pair (JSON can carry one, UTF-8 cannot) replaced by the replacement character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
