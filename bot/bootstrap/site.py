"""The web application: the citizens' chat, the desk, health, readiness and figures, behind one set of headers."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Protocol

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot import desk
from bot.bootstrap.front import front
from bot.bootstrap.house import House
from bot.channels import web
from bot.storage.waiting import answers


class Part(Protocol):
    """A running part whose readiness counts."""

    @property
    def name(self) -> str:
        """How it is called in ``/readyz``."""

    @property
    def ready(self) -> bool:
        """Whether it does its work now."""


def application(
    house: House, parts: Sequence[Part] = (), more: Sequence[BaseRoute] = (), *, pages: bool = True
) -> Starlette:
    """The whole site; without ``pages`` only health, readiness, figures and ``more`` (a channel's webhook)."""
    operations = _Operations(house, parts)
    routes: list[BaseRoute] = [
        Route("/healthz", operations.alive),
        Route("/readyz", operations.ready),
        Route("/metrics", operations.figures),
        *more,
    ]
    if pages:
        routes += desk.routes(house)
        routes += web.routes(house.runner, house.runner.clock, lambda: front(house.content.current()))
    return Starlette(routes=routes, middleware=[Middleware(web.Shield)])


class _Operations:
    """What machines ask."""

    def __init__(self, house: House, parts: Sequence[Part]) -> None:
        self._house = house
        self._parts = parts

    async def alive(self, request: Request) -> Response:
        """The process answers."""
        return JSONResponse({"status": "ok"})

    async def ready(self, request: Request) -> Response:
        """Database, content and channels; 503 while one of them is not ready."""
        state = {"database": await self._database(), "content": "ok"}
        if self._house.content.issues:
            state["content"] = "last good version"
        state |= {part.name: "ok" if part.ready else "not ready" for part in self._parts}
        good = state["database"] == "ok" and all(part.ready for part in self._parts)
        return JSONResponse({"status": "ok" if good else "not ready", **state}, 200 if good else 503)

    async def figures(self, request: Request) -> Response:
        """For Prometheus on the same machine; a proxy's requests count as foreign."""
        if not _from_this_machine(request):
            return PlainTextResponse("Not Found", 404)
        text = await self._house.figures.text(self._house.database, sound=not self._house.content.issues)
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    async def _database(self) -> str:
        try:
            return "ok" if await answers(self._house.database) else "not ready"
        except Exception:  # noqa: BLE001 - whatever it is, the answer to a machine is "not ready"
            return "not ready"


def _from_this_machine(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip")):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
