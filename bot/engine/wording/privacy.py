"""The notice before personal data is asked for, what is kept, and erasing it (Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.engine.wording.markup import joined, listed

NOTICE_VERSION = "ho-so-3"
"""Changes with every change of ``notice``; stored with each consent."""

REMINDERS_VERSION = "nhac-viec-2"

AGREE = "Tôi đồng ý"
DISAGREE = "Tôi không đồng ý"
REMIND = "Có, nhắc tôi"
DO_NOT_REMIND = "Không cần nhắc"
ERASE_YES = "Xóa hết"
ERASE_NO = "Không xóa"

REMINDERS = joined(
    "**Anh/chị có muốn được nhắc không?**",
    "Nếu có, tôi nhắn tại đây khi hồ sơ còn làm dở. Có tin về hồ sơ đã nộp, tôi luôn báo. "
    "Đổi ý lúc nào cũng được: viết **tắt nhắc** hoặc **bật nhắc**.",
)
REMINDERS_ON = "Vâng, tôi sẽ nhắc anh/chị tại đây. Muốn thôi, anh/chị viết **tắt nhắc**."
REMINDERS_OFF = "Vâng, tôi sẽ không nhắc. Muốn nhắc, anh/chị viết **bật nhắc**."
AGREED = "Cảm ơn anh/chị. Ta bắt đầu nhé."
ERASE = joined(
    "Anh/chị muốn xóa hết những gì đã cho tôi, kể cả hồ sơ đang làm dở?",
    "Hồ sơ đã nộp thì cơ quan có thể phải giữ theo luật; phần đó xin hỏi nơi nhận. Xóa rồi không lấy lại được.",
)
ERASED = "Tôi đã xóa hết. Khi cần, anh/chị cứ nhắn, ta làm lại từ đầu."
NOT_ERASED = "Vâng, tôi giữ nguyên, không xóa gì."
NOTHING_KEPT = joined(
    "Tôi chưa giữ câu trả lời hay hồ sơ nào của anh/chị, chỉ có các tin nhắn trong cuộc trò chuyện này.",
    "Muốn xóa cả tin nhắn, anh/chị viết **xóa dữ liệu**.",
)


def asked(kinds: Sequence[str], sensitive: Sequence[str]) -> str:
    """What is asked, by kinds, and which of it is sensitive; in so few words that it is read."""
    if not kinds:
        return "không hỏi dữ liệu cá nhân nào."
    told = ", ".join(kinds[:-1]) + (" và " if len(kinds) > 1 else "") + kinds[-1]
    return f"{told}." + (f" Dữ liệu nhạy cảm: {', '.join(sensitive)}." if sensitive else "")


def notice(title: str, data: str, office: str, draft_days: int, dossier_days: int) -> str:
    """Purpose, data, who, rights and periods of keeping, before the first personal question; ``data`` is ``asked``'s."""
    return joined(
        "**Trước khi bắt đầu, xin anh/chị cho biết có đồng ý không:**",
        listed(
            (
                f"**Để làm gì:** chỉ để chuẩn bị hồ sơ {title}, không dùng vào việc khác.",
                f"**Hỏi những gì:** {data}",
                f"**Ai xem:** anh/chị và cán bộ giải quyết của {office}, nơi chịu trách nhiệm giữ dữ liệu.",
                f"**Giữ bao lâu:** hồ sơ chưa nộp {draft_days} ngày, đã nộp {dossier_days} ngày, rồi xóa.",
                (
                    "**Quyền của anh/chị:** xem, sửa, xóa, rút lại đồng ý lúc nào cũng được: "
                    "viết **tôi đã cho gì** hoặc **xóa dữ liệu**."
                ),
            )
        ),
        "Không đồng ý cũng không sao: anh/chị nộp tại quầy hoặc trên Cổng Dịch vụ công quốc gia.",
    )


def declined(places: str, contact: str) -> str:
    """The way without this bot."""
    return joined(
        "Vâng, tôi không hỏi và không giữ gì cho hồ sơ này. Anh/chị làm theo một trong các cách sau:", places, contact
    )


def kept(
    drafts: Collection[str], dossiers: Collection[str], reminders: bool | None, draft_days: int, dossier_days: int
) -> str:
    """What is kept of this citizen now."""
    remind = {True: "Có nhắc việc.", False: "Không nhắc việc.", None: ""}[reminders]
    return joined(
        "Đây là những gì anh/chị đã cho tôi:",
        *drafts,
        "**Hồ sơ đã nộp:**\n" + listed(dossiers) if dossiers else "",
        remind,
        f"Hồ sơ chưa nộp giữ {draft_days} ngày, hồ sơ đã nộp giữ {dossier_days} ngày. Muốn xóa, anh/chị viết **xóa dữ liệu**.",
    )


def kept_draft(title: str, lines: Collection[str]) -> str:
    """One unfinished dossier with its answers."""
    return f"**Đang làm dở: {title}**\n" + (listed(lines) if lines else "- chưa trả lời câu nào")
