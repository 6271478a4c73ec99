"""Order within a chat, freedom between chats: one line of work for each chat, gone when it is empty."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """Runs ``work`` on every item, those of one lane one after the other, lanes side by side."""

    def __init__(self, work: Callable[[Item], Awaitable[None]]) -> None:
        """``work`` deals with its own errors."""
        self._work = work
        self._lanes: dict[int, deque[Item]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._fewer = asyncio.Event()
        self.waiting = 0

    def put(self, lane: int, item: Item) -> None:
        """Adds an item behind the others of its lane."""
        self.waiting += 1
        if lane in self._lanes:
            self._lanes[lane].append(item)
            return
        self._lanes[lane] = deque((item,))
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def below(self, most: int) -> None:
        """Waits until at most ``most`` items are waiting or at work."""
        while self.waiting > most:
            self._fewer.clear()
            await self._fewer.wait()

    async def stop(self, seconds: float) -> None:
        """Lets items at work finish for ``seconds``, drops those behind them (they stay stored), then cancels."""
        for items in self._lanes.values():
            while len(items) > 1:
                items.pop()
                self.waiting -= 1
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, lane: int) -> None:
        items = self._lanes[lane]
        try:
            while items:
                await self._work(items[0])
                items.popleft()
                self.waiting -= 1
                self._fewer.set()
        finally:
            self.waiting -= len(items)
            del self._lanes[lane]
            self._fewer.set()
