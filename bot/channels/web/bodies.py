"""Request bodies with a limit: counted as they stream in, and read to their end so that the refusal can be heard."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import Message

from bot.channels.web.refusal import Refusal

_PATIENCE = 5
"""How many times the limit is read and thrown away before the connection is simply cut."""


class TooLong(Exception):
    """The body is over the limit; ``Refusal`` is said by whoever knows what the body was."""


async def within(request: Request, most: int) -> Request:
    """The request with a body of at most ``most`` bytes; reading past that raises ``TooLong``.

    A body that announces its size is refused before it is kept. It is still read (and dropped): a browser that is cut
    off while sending reports a broken network instead of the answer.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most:
        if int(announced) <= most * _PATIENCE:
            async for _ in request.stream():
                pass
        raise TooLong
    count = 0

    async def receive() -> Message:
        nonlocal count
        message = await request.receive()
        count += len(message.get("body", b""))
        if count > most:
            raise TooLong
        return message

    return Request(request.scope, receive)


async def whole_body(request: Request, most: int) -> bytes:
    """The body; raises ``Refusal`` 413 over ``most`` bytes."""
    try:
        return await (await within(request, most)).body()
    except TooLong:
        raise Refusal(413, "too_large", "Tin nhắn dài quá. Anh/chị chia thành vài tin ngắn giúp.") from None
