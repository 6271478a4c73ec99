"""The words around what a commune makes public."""

from __future__ import annotations

from collections.abc import Mapping

from bot.catalogue.model import Publication
from bot.engine.wording.markup import day, joined

ALL = "Xem tất cả mục công khai"
HEADING = "**Những điều xã, phường đang công khai**"
LAW = "Theo Luật Thực hiện dân chủ ở cơ sở (số 10/2022/QH15), Điều 11. Cần biết thêm, anh/chị cứ hỏi, xã, phường phải trả lời."
NOTHING = (
    "Ở đây chưa có mục công khai nào. Anh/chị xem bảng niêm yết ở trụ sở UBND và nhà văn hóa, hoặc hỏi cán bộ một cửa."
)
ENDED = "Mục này đã hết thời gian công khai hoặc được thay bằng mục mới. Đây là các mục đang công khai:"
SAMPLE = "Đây là **mục mẫu**, chưa phải số liệu thật."

KINDS: Mapping[int, str] = {
    1: "Kế hoạch phát triển kinh tế - xã hội",
    2: "Dự toán, quyết toán ngân sách",
    3: "Dự án, công trình, kế hoạch sử dụng đất, quy hoạch",
    4: "Nhiệm vụ, quyền hạn, quy tắc ứng xử của cán bộ",
    5: "Các quỹ và khoản đóng góp của người dân",
    6: "Quản lý, sử dụng tài sản công",
    7: "Trợ giúp xã hội, bảo hiểm y tế, hỗ trợ nhà ở",
    8: "Cứu trợ, viện trợ",
    9: "Tuyển quân, nghĩa vụ quân sự",
    10: "Thanh tra, kiểm tra, kỷ luật, lấy phiếu tín nhiệm",
    11: "Kết quả lấy ý kiến người dân",
    12: "Phí, lệ phí và khoản thu khác",
    13: "Thủ tục hành chính, cách giải quyết việc của người dân",
    14: "Nội dung khác theo quy định của pháp luật",
}
"""The fourteen kinds of things that a commune makes public (article 11, clause 1), in short."""


def line(item: Publication) -> str:
    """One item in the list: its number in the law, its title and until when."""
    mark = " (mẫu)" if item.sample else ""
    until = f", đến {day(item.ends_on)}" if item.ends_on else ""
    return f"Mục {item.item}: {item.title}{mark}{until}"


def dates(item: Publication) -> str:
    """Since when, and until when or for good."""
    since = f"công khai từ {day(item.published_on)}"
    return f"{since} đến {day(item.ends_on)}" if item.ends_on else f"{since}, thường xuyên"


def card(item: Publication) -> str:
    """One item as it is shown."""
    return joined(
        f"**{item.title}**",
        SAMPLE if item.sample else "",
        item.summary,
        f"Văn bản đầy đủ: {item.link}" if item.link else "",
        f"Nội dung công khai số {item.item} (Luật 10/2022/QH15, Điều 11), {dates(item)}.",
    )
