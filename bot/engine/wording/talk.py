"""Greeting, small talk, not knowing, asking for a person."""

from __future__ import annotations

from bot.catalogue.model import Offices
from bot.engine.wording.markup import joined, listed

GREETING = joined(
    "Xin chào anh/chị. Tôi là **trợ lý tự động Một Cửa**, không phải cán bộ.",
    "Anh/chị cứ hỏi như nói chuyện bình thường. Tôi chỉ giấy tờ cần có, nơi nộp, phí, và cùng anh/chị chuẩn bị hồ sơ từng bước.",
    "Tôi **không bao giờ hỏi mật khẩu, mã OTP** và **không nhận tiền**.",
    "Anh/chị cần làm việc gì ạ?",
)
INTRODUCTION = (
    "Chào anh/chị. Tôi là **trợ lý tự động Một Cửa**, không phải cán bộ. "
    "Tôi không hỏi mật khẩu, mã OTP và không nhận tiền."
)
GREETING_AGAIN = "Chào anh/chị, trợ lý tự động Một Cửa đây ạ. Anh/chị cần làm việc gì?"
HELP = joined(
    "Anh/chị có thể:",
    listed(
        (
            "hỏi bất cứ lúc nào, ví dụ: “làm giấy khai sinh cần gì”;",
            "viết **quay lại** để sửa câu trước, **sửa họ tên** để sửa mục ấy, **bỏ qua** với câu không bắt buộc;",
            "viết **để sau** để nghỉ, **tiếp tục** để làm tiếp, **xem lại** để soát hồ sơ;",
            "viết **hồ sơ của tôi** để xem các hồ sơ;",
            "viết **công khai** để xem những điều xã, phường công khai;",
            "viết **gặp cán bộ** khi cần người giúp;",
            "viết **tôi đã cho gì** để xem điều đang được giữ, **xóa dữ liệu** để xóa.",
        )
    ),
)
HELLO_BACK = "Vâng, chào anh/chị ạ."
THANKS = "Không có gì ạ. Cần gì thêm, anh/chị cứ nhắn."
BYE = "Chào anh/chị. Khi cần, anh/chị cứ nhắn lại nhé."
INSULT = "Xin lỗi vì đã làm anh/chị chưa vừa lòng. Nếu muốn, anh/chị có thể gặp cán bộ."
YES = "Vâng ạ. Anh/chị cần làm việc gì, viết giúp một câu nhé."
OTHER_TALK = "Tôi chỉ giúp được việc giấy tờ ở xã, phường. Anh/chị cần làm giấy tờ gì ạ?"

EMPTY = "Tôi chưa thấy chữ nào. Anh/chị viết giúp điều cần hỏi, ví dụ: “làm giấy khai sinh”."
EMPTY_HERE = "Tôi chưa đọc được chữ nào."
TOO_LONG = "Tin nhắn dài quá, tôi chỉ đọc phần đầu. Nếu chưa đúng ý, anh/chị viết ngắn lại giúp nhé."
UNKNOWN_BUTTON = "Nút này không còn dùng được. Anh/chị chọn nút mới hơn, hoặc viết điều cần hỏi nhé."
NOTHING_TO_STOP = "Hiện không có hồ sơ nào đang làm dở. Anh/chị cần việc gì, cứ viết nhé."

ABSTAIN = "Xin lỗi, việc này tôi chưa có câu trả lời chắc chắn nên không dám nói bừa. Tôi đã ghi lại để cán bộ bổ sung."
ABSTAIN_HERE = "Xin lỗi, câu này tôi chưa có câu trả lời chắc chắn nên không dám nói bừa. Anh/chị có thể hỏi cán bộ."
ABSTAIN_TRY = "Anh/chị thử viết cách khác, ví dụ tên giấy tờ cần làm. Hoặc hỏi thẳng cán bộ."
ABSTAIN_AGAIN = "Xin lỗi, tôi vẫn chưa hiểu đúng ý. Gặp cán bộ sẽ nhanh hơn cho anh/chị."
CHOOSE = "Anh/chị cần việc nào dưới đây?"
CHOOSE_FIRST = "Anh/chị chọn một trong các việc trên trước nhé:"
NONE_OF_THESE = "Không phải các mục này"
NONE_CHOSEN = "Vâng. Anh/chị viết rõ hơn một chút nhé: cần làm giấy tờ gì, cho ai? Hoặc gặp cán bộ."
ALSO = "Anh/chị còn hỏi thêm việc này, bấm để xem:"
NO_SUCH_ORDINAL = "Tôi không thấy mục đó trong danh sách vừa rồi. Anh/chị bấm vào nút, hoặc viết tên việc cần làm nhé."
LINK_GONE = "Đường dẫn này không còn mục tương ứng."
BARE_NO = "Vâng ạ. Khi cần việc gì, anh/chị cứ nhắn."
NOTHING_YET = (
    "Vâng, tôi nghe đây ạ. Anh/chị cần làm việc gì? Viết vài chữ là được, "
    "ví dụ: “làm khai sinh cho con”, “mất căn cước”, “xin giấy độc thân”."
)
LOST = "Anh/chị cứ nói việc đang gặp, ví dụ: “con tôi mới sinh”, “bị mất căn cước”. Hoặc bấm một mục dưới đây."
GONE = "Mục này không còn trong danh sách. Anh/chị viết lại điều cần hỏi giúp nhé."

HOURS = "Quầy một cửa làm việc giờ nào?"
"""What is looked up in the content for whoever asks for the hours in other words."""

SUGGESTIONS = "Việc nhiều người hỏi"
ASK_PERSON = "Gặp cán bộ"
MY_DOSSIERS = "Hồ sơ của tôi"
CONTINUE = "Tiếp tục"


def several(count: int) -> str:
    """Offers each of several things asked at once."""
    return f"Anh/chị hỏi {'hai' if count == 2 else 'ba'} việc, bấm việc muốn xem trước:"


def resume(title: str, step: int, of: int) -> str:
    """Says that a dossier waits half-way."""
    return f"Anh/chị đang làm dở hồ sơ **{title}** (bước {step}/{of}). Làm tiếp lúc nào cũng được."


def officer_coming(where: str, question: str, *, closed: bool) -> str:
    """Says what happens after somebody asked for a person; ``where`` tells phone and hours, ``closed`` that nobody is in now."""
    when = (
        "Bây giờ ngoài giờ làm việc, cán bộ sẽ trả lời khi mở cửa." if closed else "Cán bộ trả lời trong giờ làm việc."
    )
    return joined(
        f"Tôi đã chuyển lời nhắn tới cán bộ. {when} Câu trả lời sẽ hiện ngay tại đây.",
        f"Câu hỏi gửi đi: “{question}”" if question else "",
        where,
    )


OFFER_PERSON = "Việc này nên để cán bộ trả lời. Anh/chị bấm **Gặp cán bộ**, tôi chuyển ngay câu vừa rồi."
PERHAPS_THIS = "Có phải anh/chị hỏi việc dưới đây? Nếu không, bấm **Gặp cán bộ**, tôi chuyển ngay câu vừa rồi."
OR_PERSON = "Nếu vẫn cần người giúp, anh/chị bấm **Gặp cán bộ**, tôi chuyển ngay câu vừa rồi."
IF_URGENT = "Nếu đang có người gặp nguy hiểm, xin gọi ngay **113** (công an), **114** (cứu hỏa, cứu nạn) hoặc **115** (cấp cứu)."
OFFICER_ASKED = "Lời nhắn của anh/chị đã tới cán bộ rồi, không cần gửi lại ạ."
OFFICER_NOTE = "Anh/chị muốn dặn cán bộ điều gì thì viết một câu, tôi chuyển luôn."
OFFICER_NOTE_SENT = "Tôi đã chuyển thêm lời này tới cán bộ."


def officer_says(officer: str, text: str) -> str:
    """An officer's answer, with who wrote it."""
    return joined(f"**Cán bộ {officer} trả lời:**" if officer else "**Cán bộ trả lời:**", text)


OFFICER_LEFT = "_Lời trên là của cán bộ. Các tin khác ở đây là của trợ lý tự động._"


def no_phone(offices: Offices) -> str:
    """Where to ask when the office's own number is not confirmed."""
    portal = f"Cổng Dịch vụ công quốc gia: {offices.portal}"
    if offices.hotline:
        return f"Anh/chị có thể gọi tổng đài {offices.hotline}, hoặc xem {portal}"
    return f"Anh/chị hỏi tại trụ sở UBND xã, phường, hoặc xem {portal}"
