"""Review, submission, receipt, preparation slip and the states of a dossier."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time

from bot.engine.wording.markup import day, joined, listed, one_line, plain

SUBMIT = "Nộp hồ sơ"
SUBMIT_HELPED = "Nộp, có người làm giúp"
EDIT = "Sửa một mục"
MORE = "Xem thêm mục"
TO_REVIEW = "Về bản xem lại"
NOTHING_ANSWERED = "chưa có mục nào"
PASSED_OVER = "(bỏ qua)"
WHICH = "Anh/chị muốn sửa mục nào?"
OR_BY_NAME = "Mục khác thì viết tên mục, ví dụ **sửa họ tên**."
NO_CHANGE = "Không sửa nữa"
NOT_UNDERSTOOD = "Tôi chưa rõ ý anh/chị."
UPDATED = "Tôi đã ghi lại."
STILL_MISSING = "Còn vài câu chưa trả lời nên chưa nộp được. Ta làm tiếp nhé."
TWICE = "Hồ sơ này đã nộp rồi, không nộp lần nữa."
ANY_OFFICE = "bộ phận một cửa xã, phường"
NONE = "Anh/chị chưa có hồ sơ nào ở đây. Cần làm giấy tờ gì, anh/chị cứ viết."
CODE_UNKNOWN = (
    "Tôi không thấy mã này trong cuộc trò chuyện của anh/chị. Anh/chị xem lại mã trên phiếu, hoặc gặp cán bộ."
)
CODE_WRONG = "Mã này có chỗ chưa đúng. Anh/chị xem lại từng chữ trên phiếu giúp nhé."
BRING = "Mang theo"
PREPARE = "Chuẩn bị sẵn"
CLOSED_TODAY = "Hôm nay cơ quan nghỉ"
PREPARED = (
    "Đây là **bản chuẩn bị**, chưa phải giấy tiếp nhận. Chỉ cơ quan mới cấp giấy tiếp nhận, sau khi xem đủ giấy tờ."
)

STATUSES: Mapping[str, str] = {
    "submitted": "đã gửi bản chuẩn bị",
    "received": "được tiếp nhận",
    "refused": "không được tiếp nhận",
    "processing": "đang xử lý",
    "supplement": "cần bổ sung giấy tờ",
    "fee_due": "cần nộp phí, lệ phí",
    "withdrawn": "đã rút theo yêu cầu",
    "stopped": "dừng xử lý",
    "ready": "đã có kết quả",
    "returned": "đã trả kết quả",
}
"""Our words for the states of the national status exchange, as a citizen reads them."""

FINISHED = frozenset({"ready", "returned"})
"""After these the citizen is asked how it went, unless asked before."""


def status(word: str) -> str:
    """A state in Vietnamese; a word we do not know is shown as it came."""
    return STATUSES.get(word, one_line(word))


def review(title: str, lines: Collection[tuple[str, str]], papers: Collection[str], how: str) -> str:
    """Everything answered, what to prepare, and what pressing the button does."""
    answers = "\n".join(f"{place}. {name}: {shown}" for place, (name, shown) in enumerate(lines, start=1))
    return joined(
        f"**Xem lại hồ sơ: {title}**",
        answers or NOTHING_ANSWERED,
        "**Giấy tờ anh/chị chuẩn bị:**\n" + listed(papers) if papers else "",
        how,
    )


def so_far(title: str, lines: Collection[tuple[str, str]]) -> str:
    """What is answered before the form is complete."""
    answers = "\n".join(f"{place}. {name}: {shown}" for place, (name, shown) in enumerate(lines, start=1))
    return joined(f"**Đến giờ hồ sơ {title} đã có:**", answers)


def what_happens(*, online: bool) -> str:
    """What pressing "Nộp hồ sơ" does, and what it does not do."""
    return joined(
        "Bấm **Nộp hồ sơ** thì Một Cửa gửi bản chuẩn bị này tới bộ phận một cửa và cấp mã cho anh/chị. "
        "Đây chưa phải giấy tiếp nhận của cơ quan.",
        "Nếu nộp trực tuyến, anh/chị đăng nhập VNeID và **tự bấm Nộp hồ sơ** trên dichvucong.gov.vn. Không ai nộp thay được."
        if online
        else "",
        "Sai mục nào, anh/chị bấm sửa, hoặc viết ví dụ **sửa 2**.",
    )


def edit_label(place: int, name: str) -> str:
    """The button that changes one entry."""
    return f"Sửa {place}. {name}"


def page(first: int, last: int, total: int) -> str:
    """Which entries the edit buttons show."""
    return WHICH if first == 1 and last == total else f"{WHICH} (mục {first} đến {last} trong {total})"


def receipt(
    title: str, code: str, bring: str, papers: Collection[str], places: Collection[str], due: str, fee: str
) -> str:
    """What the citizen holds after submitting: the code and what to do next."""
    return joined(
        f"**Đã gửi bản chuẩn bị hồ sơ {title}.**",
        f"Mã hồ sơ chuẩn bị: **{code}**\nAnh/chị giữ mã này để hỏi về hồ sơ.",
        f"**{bring}:**\n" + listed(papers) if papers else "",
        "**Nộp ở:**\n" + listed(places) if places else "",
        due,
        f"**Phí:** {fee}. Trợ lý này không nhận tiền." if fee else "",
        PREPARED,
        "Phiếu trong tệp kèm theo ghi rõ từng giấy và từng khoản phí, anh/chị lưu lại hoặc in ra.",
    )


def late(after: time) -> str:
    """Why a dossier sent now counts from the next working day."""
    return f"Anh/chị gửi sau {after.hour} giờ" + (f" {after.minute}" if after.minute else "")


def due(days: Collection[date], postponed: str) -> str:
    """The expected day of the result, if the office takes a complete dossier today, or on the next working day and why."""
    if not days:
        return ""
    named = " hoặc ".join(day(one) for one in sorted(set(days)))
    if postponed:
        told = f"{named}, nếu đủ giấy tờ. {postponed} nên tính từ ngày làm việc tiếp theo."
    else:
        told = f"{named}, nếu cơ quan nhận đủ giấy tờ hôm nay."
    return f"**Dự kiến có kết quả:** {told} Ngày chính thức ghi trên giấy hẹn của cơ quan."


SLIP = "PHIẾU CHUẨN BỊ HỒ SƠ"


def slip(
    office: str, title: str, code: str, made: date, lines: Collection[tuple[str, str]], bring: str,
    papers: Collection[str], places: Collection[str], due_text: str, fee: str,
) -> str:  # fmt: skip
    """The preparation slip as plain text; its title is not "Giấy tiếp nhận", because only the agency receives."""
    parts = [
        SLIP,
        f"Thủ tục: {title}\nMã chuẩn bị: {code}\nNgày lập: {day(made)}\nNơi nhận: {office}",
        f"GIẤY TỜ {bring.upper()}\n" + "\n".join(f"[ ] {paper}" for paper in papers) if papers else "",
        "NỘP Ở\n" + "\n".join(f"- {place}" for place in places) if places else "",
        due_text.replace("**", ""),
        "PHÍ\n" + fee.replace("**", "") if fee else "",
        "THÔNG TIN ĐÃ KHAI\n" + "\n".join(f"- {name}: {one_line(shown)}" for name, shown in lines) if lines else "",
        (
            "Phiếu này không phải giấy tiếp nhận. Chỉ cơ quan nhà nước mới cấp giấy tiếp nhận hồ sơ và hẹn trả kết quả.\n"
            "Trợ lý tự động Một Cửa không nhận tiền, không hỏi mật khẩu và mã OTP."
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def accepted(title: str, code: str, official: str) -> str:
    """The office's system has the dossier."""
    return joined(
        f"Bộ phận một cửa đã có bản chuẩn bị hồ sơ **{title}** (mã {code}).",
        f"Mã hồ sơ của cơ quan: **{plain(official)}**. Anh/chị dùng mã này để tra cứu." if official else "",
    )


def not_accepted(title: str, code: str, reason: str) -> str:
    """The other system said no; not the citizen's fault, nothing is lost."""
    return joined(
        f"Hệ thống của cơ quan chưa nhận được bản chuẩn bị hồ sơ **{title}** (mã {code}).",
        f"Lý do: {plain(reason)}" if reason else "",
        "Thông tin anh/chị đã khai vẫn còn. Anh/chị vẫn mang giấy tờ ra quầy nộp được, hoặc gặp cán bộ.",
    )


def changed(title: str, code: str, word: str, note: str) -> str:
    """An officer moved the dossier to another state."""
    return joined(f"Hồ sơ **{title}** (mã {code}): **{status(word)}**.", plain(note) if note else "")


def one(title: str, code: str, word: str, on: date) -> str:
    """One dossier of the list."""
    return f"**{title}**, mã {code}: {status(word)}, ngày {day(on)}"


def unfinished(title: str, step: int, of: int) -> str:
    """One draft of the list."""
    return f"**{title}**: đang làm dở, bước {step}/{of}"


def mine(lines: Collection[str]) -> str:
    """The list of a citizen's dossiers."""
    return joined("**Hồ sơ của anh/chị:**", listed(lines))


def meant(code: str) -> str:
    """Asks back after a slip in a code."""
    return f"Có phải anh/chị muốn xem mã **{code}**?"


OFFICIAL_CODE = (
    "Đây là mã hồ sơ của cơ quan. Anh/chị tra cứu mã này trên Cổng Dịch vụ công quốc gia, hoặc hỏi nơi đã nộp. "
    "Tôi chỉ xem được mã bắt đầu bằng MC."
)
