"""Rendering of desk pages: templates, Vietnamese dates and numbers, masked numbers, the frame around every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from bot.catalogue.issues import Issue
from bot.desk import access
from bot.desk.access import ROLE_NAMES, Visit
from bot.engine.wording import dossiers as words

_HERE = Path(__file__).parent
_LONG_NUMBER = re.compile(r"(?<![\d/])\+?\d(?:[ .-]?\d){8,}(?![\d/])(?! đồng)")
_HIDDEN = re.compile(r"\[(?:số|email) đã ẩn\]|\d{3}•••\d{3}")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable("image")

TONES = {
    "submitted": "new",
    "received": "busy",
    "processing": "busy",
    "supplement": "warn",
    "fee_due": "warn",
    "ready": "good",
    "returned": "done",
    "refused": "bad",
    "withdrawn": "done",
    "stopped": "bad",
}


class Contents(Protocol):
    """What every page says about the content: why the newest save is not in use, if it is not."""

    @property
    def issues(self) -> Sequence[Issue]:
        """Empty while the newest save is in use."""


class Pages:
    """Knows how a desk page looks; asked by every room's endpoint for the answer."""

    def __init__(self, contents: Contents, clock: Callable[[], datetime]) -> None:
        self._contents = contents
        self._clock = clock
        self.environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= {
            "day": day,
            "moment": moment,
            "ago": self._ago,
            "waited": self._waited,
            "status": status,
            "tone": lambda word: TONES.get(word, "done"),
            "masked": masked,
            "role": lambda word: ROLE_NAMES.get(word, word),
            "decimal": decimal,
            "percent": percent,
            "size": size,
            "markup": markup,
            "money": money,
        }

    def show(self, visit: Visit, template: str, http_status: int = 200, tab: str = "", **values: Any) -> HTMLResponse:
        """A page inside the frame with the navigation of this account; ``tab`` is the room it belongs to, when its address does
        not say so."""
        html = self.environment.get_template(template).render(
            visit=visit,
            account=visit.account,
            csrf=visit.csrf,
            path=tab or visit.request.url.path,
            nav=[(url, name) for url, name, roles in _NAVIGATION if visit.may(roles)],
            broken=self._contents.issues,
            access=access,
            done=visit.request.query_params.get("done", ""),
            **values,
        )
        return HTMLResponse(html, http_status)

    def bare(self, template: str, http_status: int = 200, **values: Any) -> HTMLResponse:
        """A page for somebody who is not signed in."""
        return HTMLResponse(self.environment.get_template(template).render(**values), http_status)

    def _ago(self, at: datetime) -> str:
        passed = self._passed(at)
        return f"{passed} trước" if passed else "vừa xong"

    def _waited(self, at: datetime) -> str:
        passed = self._passed(at)
        return f"Đã chờ {passed}" if passed else "Vừa gửi"

    def _passed(self, at: datetime) -> str:
        """How long since, in the largest unit that says something; empty under a minute."""
        passed = self._clock() - at
        if passed < timedelta(minutes=1):
            return ""
        if passed < timedelta(hours=1):
            return f"{passed.seconds // 60} phút"
        if passed < timedelta(days=1):
            return f"{passed.seconds // 3600} giờ"
        return f"{passed.days} ngày"


_NAVIGATION = (
    ("/desk/dossiers", "Hồ sơ", access.READ_DOSSIERS),
    ("/desk/handoffs", "Chờ gặp cán bộ", access.READ_DOSSIERS),
    ("/desk/ratings", "Đánh giá", access.READ_RATINGS),
    ("/desk/unanswered", "Chưa trả lời được", access.READ_UNANSWERED),
    ("/desk/content", "Nội dung", access.EDIT_CONTENT),
    ("/desk/cong-khai", "Công khai", access.EVERYBODY),
    ("/desk/staff", "Tài khoản", access.MANAGE_STAFF),
    ("/desk/audit", "Nhật ký", access.READ_AUDIT),
    ("/desk/help", "Hướng dẫn", access.EVERYBODY),
)


def day(value: date | datetime | None) -> str:
    """dd/mm/yyyy, or a dash."""
    return value.strftime("%d/%m/%Y") if value else "–"


def moment(value: datetime | None) -> str:
    """dd/mm/yyyy hh:mm, or a dash."""
    return value.strftime("%d/%m/%Y %H:%M") if value else "–"


def status(word: str) -> str:
    """A state of a dossier, with a capital letter."""
    known = words.status(word)
    return known[:1].upper() + known[1:]


def masked(text: str) -> str:
    """Numbers of nine digits or more (identity, telephone) with only the first and last three left."""
    return _LONG_NUMBER.sub(_ends, text)


def long_numbers(text: str) -> list[tuple[int, int]]:
    """Where the numbers that ``masked`` hides stand, and what was hidden before, as (start, end) in order."""
    return sorted(hit.span() for pattern in (_LONG_NUMBER, _HIDDEN) for hit in pattern.finditer(text))


def unhidden(text: str) -> str:
    """The text without the marks that stand for what was hidden in it: they are not the citizen's words."""
    return " ".join(_HIDDEN.sub(" ", text).split())


def _ends(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    return f"{digits[:3]}•••{digits[-3:]}"


def decimal(value: float | None, places: int = 1) -> str:
    """A number with a decimal comma, or a dash."""
    return "–" if value is None else f"{value:.{places}f}".replace(".", ",")


def percent(share: float) -> str:
    """A share of 0 to 1 in whole percent; never a flat 0 or 100, because nothing is that certain."""
    return "dưới 1%" if share < 0.01 else "hơn 99%" if share > 0.99 else f"{share * 100:.0f}%"


def money(text: object) -> str:
    """Digits with a dot between thousands; what is no number stays as it is, because somebody is still typing it."""
    digits = str(text).strip()
    return f"{int(digits):,}".replace(",", ".") if digits.isdecimal() and len(digits) < 16 else digits


def size(count: int) -> str:
    """A file's size in KB or MB."""
    return f"{max(1, count // 1024)} KB" if count < 1024 * 1024 else f"{decimal(count / 1024 / 1024)} MB"


def markup(text: str) -> Markup:
    """Light markup as safe HTML: tags in the text are shown, not obeyed; only harmless link targets pass."""
    return Markup(_MARKDOWN.render(text)) if text else escape("")  # noqa: S704 - html is off in the renderer
