"""The citizens' page: static but for the office's facts, which the server fills in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.channels.web.uploads import UploadRules

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@dataclass(frozen=True, slots=True)
class Front:
    """What the page says about the office; empty facts are left out of it."""

    office: str = ""
    phone: str = ""
    address: str = ""
    hours: tuple[str, ...] = ()
    hotline: str = ""


class Page:
    """The citizens' page; its facts about the office are filled in on the server, everything else is static."""

    def __init__(self, front: Callable[[], Front], rules: UploadRules) -> None:
        self.front = front
        self.rules = rules
        templates = Environment(
            loader=FileSystemLoader(_HERE / "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self.template = templates.get_template("chat.html")

    async def show(self, request: Request) -> Response:
        """The page; the deep link in the address is read by the page itself."""
        return HTMLResponse(self.template.render(front=self.front(), rules=self.rules, tel=_tel))

    async def manifest(self, request: Request) -> Response:
        """Lets a phone keep the page beside its other programs."""
        return JSONResponse(
            {
                "name": "Một Cửa: trợ lý dịch vụ công",
                "short_name": "Một Cửa",
                "lang": "vi",
                "start_url": "/",
                "display": "standalone",
                "background_color": "#f6f4ef",
                "theme_color": "#0b4f54",
                "icons": [{"src": "/static/mark.svg", "sizes": "any", "type": "image/svg+xml"}],
            },
            media_type="application/manifest+json",
        )


def _tel(number: str) -> str:
    """A phone number as the address of a ``tel:`` link."""
    return re.sub(r"[^0-9+]", "", number)
