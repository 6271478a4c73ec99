"""Signing in and out, and the one-time link that sets a password or makes the first administrator."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.desk.access import COOKIE, Forbidden, Visit, same_origin
from bot.desk.pages import Pages
from bot.storage.desk import DeskRecords
from bot.storage.staff import LONGEST, NameTaken, Staff

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_TRIES, _WINDOW = 20, 900.0
"""Wrong passwords from one address in a quarter of an hour; the account itself locks much earlier."""
_HOSTS = 5_000
"""Addresses remembered before old ones are forgotten."""
_AT_ONCE = 2
"""Passwords checked side by side: each costs 200 ms of a core and 64 MB."""

WRONG = "Tên hoặc mật khẩu chưa đúng."
LOCKED = "Tài khoản tạm khóa vì nhập sai nhiều lần. Chờ 15 phút rồi thử lại."
TOO_MANY = "Có quá nhiều lần nhập sai từ mạng này. Chờ 15 phút rồi thử lại."
SPENT = "Đường dẫn này đã dùng hoặc quá hạn. Nhờ quản trị tạo đường dẫn mới."


class SignIn:
    """The only pages that strangers reach."""

    def __init__(
        self,
        pages: Pages,
        staff: Staff,
        records: DeskRecords,
        clock: Callable[[], datetime],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pages = pages
        self._staff = staff
        self._records = records
        self._clock = clock
        self._ticks = ticks
        self._failed: dict[str, list[float]] = {}
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def show(self, request: Request) -> Response:
        """The sign-in form."""
        return self._pages.bare("signin.html", problem="", name="", next=_inside(request.query_params.get("next", "")))

    async def enter(self, request: Request) -> Response:
        """Checks name and password; the answer never says which of the two was wrong."""
        same_origin(request)
        form = await request.form(max_files=0, max_fields=5)
        name, password = _text(form.get("name")).lower(), _text(form.get("password"))
        back = _inside(_text(form.get("next")))
        host = request.client.host if request.client else ""
        if self._slowed(host):
            return self._pages.bare("signin.html", 429, problem=TOO_MANY, name=name, next=back)
        async with self._turn:
            found = await self._staff.sign_in(name, password, self._clock())
        if found.token is None:
            self._failed.setdefault(host, []).append(self._ticks())
            problem = LOCKED if found.refusal == "locked" else WRONG
            return self._pages.bare("signin.html", 401, problem=problem, name=name, next=back)
        await self._records.note(name, "sign_in", name, "", self._clock())
        return self._opened(request, found.token, back or "/desk")

    async def leave(self, visit: Visit) -> Response:
        """Ends the session on the server, not only in the browser."""
        await self._staff.sign_out(visit.request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/desk/sign-in", 303)
        response.delete_cookie(COOKIE, path="/desk")
        return response

    async def link(self, request: Request) -> Response:
        """The form behind a one-time link."""
        token = request.path_params["token"]
        found = await self._staff.link(token, self._clock())
        if found is None:
            return self._pages.bare("signin.html", 410, problem=SPENT, name="", next="")
        return self._pages.bare("link.html", problem="", account=found.name, name="", shown="")

    async def use_link(self, request: Request) -> Response:
        """Sets the password (and makes the first administrator), then signs in."""
        same_origin(request)
        token = request.path_params["token"]
        form = await request.form(max_files=0, max_fields=6)
        name, shown = _text(form.get("name")).strip().lower(), _text(form.get("shown")).strip()[:80]
        password, again = _text(form.get("password")), _text(form.get("again"))
        found = await self._staff.link(token, self._clock())
        if found is None:
            return self._pages.bare("signin.html", 410, problem=SPENT, name="", next="")

        def refused(problem: str) -> Response:
            return self._pages.bare("link.html", 422, problem=problem, account=found.name, name=name, shown=shown)

        if found.name is None and not _NAME.fullmatch(name):
            return refused("Tên đăng nhập gồm 2 đến 40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch.")
        if password != again:
            return refused("Hai lần nhập mật khẩu không giống nhau.")
        try:
            async with self._turn:
                done = await self._staff.use_link(token, password, self._clock(), name, shown)
        except ValueError as error:
            return refused(str(error))
        except NameTaken:
            return refused("Tên này đã có người dùng.")
        if done is None:
            return self._pages.bare("signin.html", 410, problem=SPENT, name="", next="")
        await self._records.note(done, "password_set", done, "", self._clock())
        async with self._turn:
            opened = await self._staff.sign_in(done, password, self._clock())
        if opened.token is None:
            raise Forbidden(LOCKED)
        return self._opened(request, opened.token, "/desk")

    def _opened(self, request: Request, token: str, target: str) -> Response:
        response = RedirectResponse(target, 303)
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(LONGEST.total_seconds()),
            path="/desk",
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    def _slowed(self, host: str) -> bool:
        recent = [at for at in self._failed.get(host, []) if self._ticks() - at < _WINDOW]
        if recent:
            self._failed[host] = recent
        else:
            self._failed.pop(host, None)
        if len(self._failed) > _HOSTS:
            now = self._ticks()
            self._failed = {one: times for one, times in self._failed.items() if now - times[-1] < _WINDOW}
        return len(recent) >= _TRIES


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _inside(path: str) -> str:
    """Only a page of the desk; a link to elsewhere after signing in would be a trap."""
    return path if re.fullmatch(r"/desk(/[A-Za-z0-9_-]+)*", path) else ""
