"""HTTP for python-telegram-bot over aiohttp; httpx behind the same library is nine tenths of an update's cost."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

READ_SECONDS = 20.0
CONNECT_SECONDS = 10.0
MOST_DOWNLOAD = 20 * 1024 * 1024
"""Bytes of one file a bot may fetch, by the platform's rule; a server that sends more is not believed."""

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_CHUNK = 256 * 1024


class TooLarge(NetworkError):
    """A download passed ``MOST_DOWNLOAD``."""


class Transport(BaseRequest):
    """One connection pool of ``connections``. Errors never carry the address, because the token is part of it."""

    def __init__(self, connections: int = 100) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where the caller names none."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Opens the pool; proxies are taken from the usual variables."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60),
                trust_env=True,
                auto_decompress=True,
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Closes the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request; form-encoded, multipart where files go along."""
        if self._session is None:
            raise NetworkError("the transport is closed")
        try:
            async with self._session.request(
                method,
                url,
                timeout=_timeout(read_timeout, connect_timeout),
                allow_redirects=False,
                **_body(request_data),
            ) as response:
                return response.status, await _content(response, limited=method == "GET")
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None
        except ValueError as error:  # an address that is none
            raise NetworkError(type(error).__name__) from None


class UpdatesTransport(Transport):
    """For ``getUpdates`` alone: keeps the updates as they came and hands the library an empty list.

    Each update is stored before it is understood, and read later by itself, so one of a shape nobody knows yet cannot
    spoil the batch it came in, nor end up in the library's log.
    """

    def __init__(self) -> None:
        super().__init__(connections=2)
        self._updates: list[dict[str, Any]] = []

    def take(self) -> list[dict[str, Any]]:
        """The updates of the last answer, once."""
        taken, self._updates = self._updates, []
        return taken

    def parse_json_payload(self, payload: bytes) -> dict[str, Any]:  # type: ignore[override] # the instance keeps the updates
        """The answer without its updates."""
        answer: dict[str, Any] = BaseRequest.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            self._updates = [update for update in answer["result"] if isinstance(update, dict)]
            answer["result"] = []
        return answer


def _timeout(read: Any, connect: Any) -> aiohttp.ClientTimeout:
    unset = BaseRequest.DEFAULT_NONE
    seconds = READ_SECONDS if read is unset else read
    opening = CONNECT_SECONDS if connect is unset else connect
    return aiohttp.ClientTimeout(total=None, connect=opening, sock_connect=opening, sock_read=seconds)


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {"data": request_data.url_encoded_parameters().encode(), "headers": _FORM}
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, media_type) in _files(request_data):
        form.add_field(name, content, filename=file_name, content_type=media_type)
    return {"data": form}


def _files(request_data: RequestData) -> Iterable[tuple[str, tuple[str, Any, str]]]:
    for name, part in request_data.multipart_data.items():
        file_name, content, media_type = part
        yield name, (file_name, io.BytesIO(content) if isinstance(content, bytes) else content, media_type)


async def _content(response: aiohttp.ClientResponse, *, limited: bool) -> bytes:
    if not limited:
        return await response.read()
    received = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        received += chunk
        if len(received) > MOST_DOWNLOAD:
            raise TooLarge("file is too big")
        await asyncio.sleep(0)
    return bytes(received)
