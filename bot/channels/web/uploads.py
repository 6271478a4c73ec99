"""Taking one file of a citizen: counted while it streams in; what it really is, the runner finds out."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.channels.web.bodies import TooLong, within
from bot.channels.web.refusal import Refusal
from bot.channels.web.shapes import client_id, whole

_ENVELOPE = 64 * 1024
"""Room for the multipart lines around the file."""


@dataclass(frozen=True, slots=True)
class UploadRules:
    """What may be sent: ``max_bytes`` for one file, at most what storage takes (20 MB)."""

    max_bytes: int = 20 * 1024 * 1024

    @property
    def body_bytes(self) -> int:
        """Largest request body that can hold an allowed file."""
        return self.max_bytes + _ENVELOPE

    @property
    def shown(self) -> str:
        """The limit in words, shown before the citizen chooses."""
        return f"Ảnh (JPG, PNG, HEIC), PDF hoặc DOCX; mỗi tệp không quá {self.max_bytes // (1024 * 1024)} MB"


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came: ``media_type`` is what the browser claims."""

    id: str
    name: str
    content: bytes
    media_type: str


async def receive(request: Request, rules: UploadRules) -> Received:
    """The file of a multipart request with ``id`` and ``file``; raises ``Refusal`` 400 or 413."""
    try:
        async with (await within(request, rules.body_bytes)).form(max_files=1, max_fields=4) as form:
            identity, file = client_id(form.get("id")), form.get("file")
            if not isinstance(file, UploadFile):
                raise Refusal(400, "no_file", "Chưa có tệp nào trong yêu cầu.")
            name, content = whole(file.filename or "tep"), await file.read()
            claimed = file.content_type or "application/octet-stream"
    except TooLong:
        raise too_large(rules) from None
    except HTTPException:
        raise Refusal(400, "bad_request", "Không đọc được tệp vừa gửi. Anh/chị gửi lại giúp.") from None
    if len(content) > rules.max_bytes:
        raise too_large(rules)
    return Received(identity, name[-200:], content, claimed[:80])


def too_large(rules: UploadRules) -> Refusal:
    """413 with the limit in it."""
    return refused_for("too_large", rules)


def refused_for(problem: str, rules: UploadRules) -> Refusal:
    """The refusal for a problem word of ``engine.events.Uploaded``."""
    megabytes = rules.max_bytes // (1024 * 1024)
    match problem:
        case "too_large":
            text = f"Tệp lớn quá: mỗi tệp không quá {megabytes} MB. Anh/chị chụp lại ở cỡ nhỏ hơn, hoặc gửi từng trang."
            return Refusal(413, "too_large", text)
        case "empty":
            text = "Tệp này trống, chưa có nội dung. Anh/chị chọn lại tệp khác giúp."
        case "type":
            text = "Chỉ nhận ảnh (JPG, PNG, HEIC), PDF hoặc DOCX. Anh/chị có thể chụp ảnh giấy tờ rồi gửi."
        case _:
            text = "Không mở được tệp này, có thể tệp bị hỏng khi tải. Anh/chị chụp lại hoặc chọn tệp khác giúp."
    return Refusal(415, problem, text)
