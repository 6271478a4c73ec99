"""The rating: five neutral words, five reasons, one optional comment."""

from __future__ import annotations

from collections.abc import Mapping

from bot.engine.wording.markup import joined

SCORES: Mapping[int, str] = {
    1: "1 – Rất không hài lòng",
    2: "2 – Không hài lòng",
    3: "3 – Bình thường",
    4: "4 – Hài lòng",
    5: "5 – Rất hài lòng",
}
FACTORS: Mapping[str, str] = {
    "tiep_can": "Dễ tìm, dễ dùng",
    "thu_tuc": "Thủ tục, giấy tờ",
    "cong_chuc": "Cán bộ, công chức",
    "ket_qua": "Kết quả",
    "gop_y": "Tiếp nhận góp ý",
}
"""The five factors of the satisfaction survey (QĐ 1001/QĐ-BNV; Hà Nội QĐ 5997/QĐ-UBND), in everyday words."""

RATE = "Đánh giá"
SKIP = "Không đánh giá"
DONE = "Xong"
NO_COMMENT = "Không viết thêm"
NO_FACTORS = "Anh/chị bấm một hoặc nhiều mục, rồi bấm **Xong**."
COMMENT = "Anh/chị muốn góp ý thêm điều gì thì viết một câu. Không thì bấm nút dưới đây."
THANKS = "Cảm ơn anh/chị. Đánh giá này giúp xã, phường phục vụ tốt hơn."
SKIPPED = "Vâng, không sao ạ. Sau này muốn đánh giá, anh/chị viết **đánh giá**."
ALREADY = "Hồ sơ này anh/chị đã đánh giá rồi, xin cảm ơn."
NOTHING = "Hiện không có hồ sơ nào chờ đánh giá."


def ask(title: str) -> str:
    """Invites to rate; names nobody and takes no side."""
    return joined(
        f"Anh/chị thấy việc chuẩn bị hồ sơ **{title}** thế nào?",
        "Đánh giá không ảnh hưởng đến hồ sơ. Người làm hồ sơ không biết ai đã chấm.",
    )


def why(score: int) -> str:
    """Asks for the reasons, in words that fit the score without pushing."""
    return f"Anh/chị chọn **{SCORES[score]}**. Điều gì khiến anh/chị chấm như vậy? Chọn được nhiều mục."
