"""Many small notes in one write: what arrives while a write is under way shares the next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Together(Generic[Item]):
    """Collects items for ``write``, which deals with its own errors; one write at a time."""

    def __init__(self, write: Callable[[Sequence[Item]], Awaitable[None]]) -> None:
        self._write = write
        self._items: list[Item] = []
        self._written: asyncio.Future[None] | None = None
        self._task: asyncio.Task[None] | None = None

    def put(self, item: Item) -> asyncio.Future[None]:
        """Adds an item; the future is done when it is written, and may be ignored."""
        self._items.append(item)
        if self._written is None:
            self._written = asyncio.get_running_loop().create_future()
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return self._written

    async def drain(self) -> None:
        """Waits until everything put so far is written."""
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while self._items:
            items, self._items = self._items, []
            written, self._written = self._written, None
            try:
                await self._write(items)
            finally:
                if written is not None and not written.done():
                    written.set_result(None)
        self._task = None
