"""What is said to somebody in despair, under violence or in danger: numbers first, short sentences, nothing about papers."""

from __future__ import annotations

import re

from bot.engine.wording.markup import joined, listed
from bot.language import fold

DISTRESS = joined(
    "Cảm ơn anh/chị đã nói ra. Những lúc nặng lòng thế này, xin anh/chị đừng ở một mình.",
    "Nếu anh/chị hoặc người nhà đang nguy hiểm, xin gọi ngay **115** (cấp cứu) hoặc **113** (công an), giờ nào cũng được.",
    "Anh/chị hãy gọi một người mình tin, nhờ họ đến ngồi cùng. Với người nhà cũng vậy: ở bên họ, nghe họ nói, đừng để họ một mình.",
    "Tôi là máy, không thay được con người. Nếu anh/chị muốn có người trò chuyện, bấm **Gặp cán bộ**, "
    "cán bộ sẽ nhắn lại ngay tại đây trong giờ làm việc.",
)

VIOLENCE = joined(
    "An toàn là trước hết. Nếu được, anh/chị tránh ngay sang nhà hàng xóm hay người thân, chỗ có đông người.",
    listed(
        (
            "Đang nguy hiểm: gọi **113** (công an).",
            "Có người bị thương: gọi **115** (cấp cứu).",
            "Việc liên quan đến trẻ em: gọi **111** (Tổng đài điện thoại quốc gia bảo vệ trẻ em).",
        )
    ),
    "Các số này giờ nào cũng có người nghe, không mất tiền. Công an xã, phường và Hội Phụ nữ ở trụ sở xã cũng giúp được anh/chị. "
    "Người bị hại không có lỗi gì khi lên tiếng.",
    "Tôi là máy, không báo tin thay được. Muốn cán bộ giúp, anh/chị bấm **Gặp cán bộ**.",
)

_FIRE = "**114** (cứu hỏa, cứu nạn)"
_HURT = "**115** (cấp cứu)"
_POLICE = "**113** (công an)"
_CHILD = "**111** (bảo vệ trẻ em)"
_HURTS = re.compile(
    r"\b(?:tai nan|tong|dung xe|ngat|xiu|co giat|cap cuu|bat dong|bat tinh|chay mau|dot qui|dien giat|ran can|thuoc|tru sau|"
    r"diet co|ngo doc|bong nang|dau bung de|vo oi)\b"
)
_LOST = re.compile(r"\b(?:lac|mat tich|bat coc|bo di|bo nha|trom|cuop|chua ve|khong thay ve|dao|no sung)\b")


def emergency(text: str) -> str:
    """The number that fits the message on the first line, the others after it."""
    said = fold(text)
    first, others = _FIRE, (_HURT, _POLICE)
    if _HURTS.search(said):
        first, others = _HURT, (_FIRE, _POLICE)
    elif _LOST.search(said):
        first, others = _POLICE, (_HURT, _CHILD)
    return joined(
        f"Xin gọi ngay {first}, giờ nào cũng có người nghe.",
        f"Khi cần, gọi thêm {others[0]}, {others[1]}. Gọi các số này không mất tiền.",
        "Anh/chị nói rõ xảy ra chuyện gì, ở đâu, có mấy người, rồi nhờ người gần nhất cùng giúp. Xin tránh xa chỗ nguy hiểm.",
        "Tôi là máy, không báo tin thay anh/chị được.",
    )
