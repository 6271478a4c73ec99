"""Desk accounts and the audit log, for administrators and leaders."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from bot.desk.access import ROLE_NAMES, Visit
from bot.desk.pages import Pages
from bot.storage.desk import DeskRecords
from bot.storage.staff import NameTaken, NoAccount, Staff

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")

ACTIONS = {
    "sign_in": "Đăng nhập",
    "password_set": "Đặt mật khẩu",
    "dossier_status": "Chuyển trạng thái hồ sơ",
    "reveal_numbers": "Xem đủ số định danh",
    "open_file": "Mở tệp của người dân",
    "handoff_reply": "Trả lời người dân",
    "handoff_close": "Đóng lời nhắn",
    "unanswered_close": "Đóng câu chưa trả lời",
    "staff_add": "Thêm tài khoản",
    "staff_disable": "Khóa tài khoản",
    "staff_reset": "Đặt lại mật khẩu",
    "staff_role": "Đổi vai trò",
    "content_save": "Lưu nội dung",
    "content_undo": "Khôi phục nội dung",
    "content_ask": "Thêm câu hỏi mẫu",
    "purge": "Xóa theo thời hạn giữ",
}


class Accounts:
    """The administrator's room."""

    def __init__(self, pages: Pages, staff: Staff, records: DeskRecords, clock: Callable[[], datetime]) -> None:
        self._pages = pages
        self._staff = staff
        self._records = records
        self._clock = clock

    async def list(self, visit: Visit, problem: str = "", link: tuple[str, str] | None = None) -> Response:
        """All accounts; ``link`` is (name, one-time address) to hand over, shown once."""
        return self._pages.show(
            visit,
            "staff.html",
            http_status=422 if problem else 200,
            accounts=await self._staff.accounts(),
            roles=ROLE_NAMES,
            problem=problem,
            link=link,
        )

    async def add(self, visit: Visit) -> Response:
        """A new account and the link that sets its password."""
        name, role, shown = visit.field("name").lower(), visit.field("role"), visit.field("shown", 80)
        if not _NAME.fullmatch(name) or role not in ROLE_NAMES:
            return await self.list(
                visit, "Tên đăng nhập gồm 2 đến 40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch."
            )
        try:
            token = await self._staff.add(name, role, self._clock(), shown)
        except NameTaken:
            return await self.list(visit, f"Đã có tài khoản tên «{name}».")
        await self._noted(visit, "staff_add", name, role)
        return await self.list(visit, link=(name, self._address(visit, token)))

    async def change(self, visit: Visit) -> Response:
        """Reset, disable or another role, as the pressed button says."""
        name, action = visit.request.path_params["name"], visit.field("action")
        if name == visit.account.name and action != "reset":
            return await self.list(visit, "Không thể khóa hay đổi vai trò của chính mình.")
        try:
            match action:
                case "reset":
                    token = await self._staff.reset(name, self._clock())
                    await self._noted(visit, "staff_reset", name)
                    return await self.list(visit, link=(name, self._address(visit, token)))
                case "disable":
                    await self._staff.disable(name)
                    await self._noted(visit, "staff_disable", name)
                case "role" if visit.field("role") in ROLE_NAMES:
                    await self._staff.set_role(name, visit.field("role"))
                    await self._noted(visit, "staff_role", name, visit.field("role"))
        except NoAccount:
            return await self.list(visit, f"Không có tài khoản «{name}».")
        return RedirectResponse("/desk/staff?done=staff", 303)

    async def audit(self, visit: Visit) -> Response:
        """The newest lines of the log."""
        return self._pages.show(visit, "audit.html", lines=await self._records.audit(300), actions=ACTIONS)

    async def _noted(self, visit: Visit, action: str, subject: str, detail: str = "") -> None:
        await self._records.note(visit.account.name, action, subject, detail, self._clock())

    def _address(self, visit: Visit, token: str) -> str:
        return f"{visit.request.url.scheme}://{visit.request.url.netloc}/desk/link/{token}"
