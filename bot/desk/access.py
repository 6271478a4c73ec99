"""Who is at the desk and what they may do: session cookie, roles, and the two checks of every form that is sent."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.storage.records import StaffAccount
from bot.storage.staff import Staff

COOKIE = "motcua_desk"
_FORM_BYTES = 2 * 1024 * 1024

OFFICER, EDITOR, LEADER, ADMIN = "officer", "editor", "leader", "admin"
ROLE_NAMES = {OFFICER: "Cán bộ tiếp nhận", EDITOR: "Người sửa nội dung", LEADER: "Lãnh đạo", ADMIN: "Quản trị"}

READ_DOSSIERS = frozenset({OFFICER, LEADER, ADMIN})
WORK_DOSSIERS = frozenset({OFFICER, ADMIN})
READ_RATINGS = frozenset({OFFICER, EDITOR, LEADER, ADMIN})
READ_UNANSWERED = frozenset({OFFICER, EDITOR, LEADER, ADMIN})
CLOSE_UNANSWERED = frozenset({OFFICER, EDITOR, ADMIN})
EDIT_CONTENT = frozenset({EDITOR, ADMIN})
READ_AUDIT = frozenset({LEADER, ADMIN})
MANAGE_STAFF = frozenset({ADMIN})
EVERYBODY = frozenset(ROLE_NAMES)


class Forbidden(Exception):
    """The request is not allowed; ``message`` says why in Vietnamese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody signed in: the account, the words that prove a form is ours, the form itself.

    ``waiting`` counts the citizens who wait for an officer; 0 for those who do not answer them.
    """

    request: Request
    account: StaffAccount
    csrf: str
    form: FormData
    waiting: int = 0

    def may(self, roles: frozenset[str]) -> bool:
        """Whether this account's role is among ``roles``."""
        return self.account.role in roles

    def field(self, name: str, most: int = 4_000) -> str:
        """One field of the form as text without outer spaces; "" when missing, cut at ``most`` characters."""
        value = self.form.get(name)
        return value.strip()[:most] if isinstance(value, str) else ""


Page = Callable[[Visit], Awaitable[Response]]


class Door:
    """Turns a page that needs somebody signed in into an endpoint."""

    def __init__(self, staff: Staff, waiting: Callable[[], Awaitable[int]], clock: Callable[[], datetime]) -> None:
        self._staff = staff
        self._waiting = waiting
        self._clock = clock

    def __call__(self, page: Page, roles: frozenset[str]) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint: sends strangers to the sign-in page; raises ``Forbidden`` for other roles and forged forms."""

        async def endpoint(request: Request) -> Response:
            token = request.cookies.get(COOKIE, "")
            account = await self._staff.signed_in(token, self._clock()) if token else None
            if account is None:
                back = request.url.path if request.method == "GET" else "/desk"
                return RedirectResponse(f"/desk/sign-in?next={quote(back)}", 303)
            csrf = csrf_of(token)
            form = FormData()
            if request.method == "POST":
                same_origin(request)
                form = await request.form(max_files=1, max_fields=300, max_part_size=_FORM_BYTES)
                given = form.get("csrf")
                if not isinstance(given, str) or not hmac.compare_digest(given.encode(), csrf.encode()):
                    raise Forbidden("Trang này đã mở quá lâu. Tải lại trang rồi làm lại giúp.")
            if account.role not in roles:
                raise Forbidden("Tài khoản này không có quyền mở mục đó.")
            waiting = await self._waiting() if request.method == "GET" and account.role in READ_DOSSIERS else 0
            return await page(Visit(request, account, csrf, form, waiting))

        return endpoint


def csrf_of(token: str) -> str:
    """Bound to the session and not the session itself, so it may stand in a page."""
    return hashlib.sha256(b"desk form:" + token.encode()).hexdigest()


def same_origin(request: Request) -> None:
    """Raises ``Forbidden`` when a browser says that the form came from another site; programs that say nothing pass."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin") or request.headers.get("referer") or ""
    here = request.headers.get("host", "")
    if site not in {"same-origin", "none"} or (origin and urlsplit(origin).netloc != here):
        raise Forbidden("Yêu cầu đến từ một trang khác nên bị chặn.")
