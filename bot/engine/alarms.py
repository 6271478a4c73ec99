"""The words that leave no doubt of despair, violence or danger; everything less plain is the matcher's to judge."""

from __future__ import annotations

import re
from collections import deque
from typing import Literal

from bot.language import fold, marked

Kind = Literal["", "distress", "violence", "emergency"]
"""What somebody is in; the matcher's topics of these names mean the same."""

KINDS: tuple[Kind, ...] = ("distress", "violence", "emergency")


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


# "Chán sống ở trọ", "nóng muốn chết", "rừng chắn sóng", "lương ba triệu sống không nổi" and "giấy chứng tử" stay outside.
# Each kind has patterns for text with marks and fewer for text without any, where many words fall together ("nghỉ quán").
_HOW = r"(?:ở|chung|cùng|với|cảnh|kiểu|nhờ|xa|gần|tại|trong|bằng|riêng|cách|bên|thế này|như)"
_HOW_PLAIN = r"(?:o|chung|cung|voi|canh|kieu|nho|xa|gan|tai|trong|bang|rieng|cach|ben|the nay|nhu)"
_TIRED_OF = (
    "nóng", "lạnh", "lâu", "đắt", "mắc", "mệt", "sợ", "đông", "xa", "khó", "rối", "phiền", "bực", "tức", "đói", "khát",
    "bận", "ngứa", "chậm", "ồn", "hôi", "nặng", "cao", "nhiều", "vui", "buồn cười", "mắc cười", "thèm", "xấu", "ngu",
)  # fmt: skip
_NO_HYPERBOLE = "".join(rf"(?<!\b{word} )" for word in _TIRED_OF)
_WHO_SUFFERS = r"(?:tôi|em|mình|tui|con|cháu|nó|chị|anh)"
_DISTRESS = _any(
    rf"\bchán sống(?! {_HOW}\b)",
    rf"\b(?:không|ko|chẳng|chả|hông) (?:còn )?(?:muốn|thiết)(?: gì)? sống\b(?!(?: nữa)? {_HOW}\b)",
    rf"\b(?=muốn chết){_NO_HYPERBOLE}muốn chết(?: quá| đi| cho xong| quách| luôn| thôi| rồi)*[ .!…]*$",
    r"\bmuốn chết (?:đi cho|quách|cho xong)\b",
    r"\btự (?:tử|vẫn|sát)\b",
    r"\bquyên sinh\b",
    r"\bkết liễu (?:đời|cuộc đời|bản thân|mạng sống)\b",
    r"\bnghĩ quẩn\b",
    r"\brạch tay\b",
    r"\bcắt cổ tay\b",
    r"\b(?:muốn|đòi|định|tính|sắp|dọa|doạ|toan) (?:là |đi |ra )?(?:nhảy (?:cầu|lầu|sông|xuống sông)|treo cổ|thắt cổ)\b",
    rf"^(?:\w+ ){{0,3}}{_WHO_SUFFERS} (?:thấy |chắc )?(?:sống không nổi|không sống nổi)(?: nữa)?(?: rồi)?(?: ạ)?[ .!…]*$",
)
_DISTRESS_PLAIN = _any(
    r"\bchan song (?:qua|lam|roi)\b",
    r"\b(?:toi|em|minh|chau|tui) chan song$",
    rf"\b(?:khong|ko|k|chang|hong) (?:con )?(?:muon|thiet)(?: gi)? song\b(?!(?: nua)? {_HOW_PLAIN}\b)",
    r"\bmuon chet (?:di cho|cho xong|quach)",
    r"\b(?:chi|toi|em|minh|tui) muon chet(?: qua| di| thoi)*$",
    r"\b(?:muon|dinh|doi) tu (?:tu|van|sat)$",
    r"\bket lieu (?:doi|cuoc doi)\b",
    r"\bnghi quan (?:trong dau|dai dot|lam lieu)\b",
    r"\b(?:muon|dinh|doi|doa) nhay (?:cau|lau|song)$",
)
_BEREAVED = re.compile(r"khai tử|báo tử|chứng tử|(?:đã|vừa|mới) (?:mất|chết)|mất rồi|qua đời|trích lục|mai táng")
"""Somebody speaks of a death that has happened, and of its papers."""

_HITTER = r"(?:chồng|vợ|bố|ba|cha|má|mẹ|dượng|con trai|con rể|con dâu|anh ta|hắn|ổng|ông ấy|ông ta|người yêu|bạn trai|bạn gái)"
_HIT = r"đánh (?:đập|đòn|chửi|tôi|em|mình|tui|cháu|vợ|nó|bầm|sưng|hoài|suốt|chết|mẹ|cha mẹ|con(?! (?:dấu|chip|vật)))"
_VIOLENCE = _any(
    rf"\b{_HITTER} (?:\w+ ){{0,4}}{_HIT}\b",
    rf"\bbị (?:{_HITTER}|người ta|hàng xóm) (?:\w+ ){{0,3}}(?:{_HIT}|đánh[ .!,]*$|bạo hành|hành hạ)",
    r"\b(?:bị|đang) bạo (?:hành|lực gia đình)\b",
    r"\b(?:bị|vừa|đã) (?:\w+ ){0,2}(?:xâm hại|hiếp|hiếp dâm|cưỡng hiếp|dâm ô|sàm sỡ|cưỡng bức)\b(?! (?:đất|nhà|tài sản|mồ))",
    r"\b(?:dọa|doạ|đòi) (?:giết(?! (?:mổ|thịt|heo|lợn|gà|bò))|chém|đâm)\b",
    r"\bcầm dao (?:\w+ ){0,2}(?:dọa|doạ|đuổi|chém|rượt|đòi)\b",
)
_VIOLENCE_PLAIN = _any(
    r"\b(?:chong|vo|bo|cha|duong|con trai|nguoi yeu|ban trai) (?:\w+ ){0,3}"
    r"danh (?:dap|toi|em|minh|tui|vo|bam|sung|hoai|suot)\b",
    r"\bbi (?:chong|bo|cha|vo) (?:\w+ ){0,2}(?:danh(?: dap)?$|bao hanh)",
    r"\bbi bao hanh\b",
    r"\bbi (?:\w+ )?(?:xam hai|hiep dam|cuong hiep)\b",
    r"\bdoa (?:giet|chem)\b",
)
_EMERGENCY = _any(
    r"\bgọi (?:giúp |hộ |giùm )?(?:\w+ )?(?:xe )?(?:cấp cứu|cứu hỏa|cứu hoả|cứu thương)\b",
    r"\bđang (?:bị )?(?:cháy|chết đuối|co giật|ngạt)\b",
    r"\b(?:nhà|chợ|xưởng|quán|rừng|kho|phòng)(?: \w+)? (?:cháy rồi|bốc cháy|cháy to|cháy lớn)",
    r"\b(?:bốc khói|rò gas|nổ bình gas)\b",
    r"\buống (?:nhầm |phải )?(?:thuốc )?(?:sâu|trừ sâu|diệt cỏ|diệt chuột|chuột)\b",
)
_ACCIDENT = _any(
    r"\b(?:có|vừa|mới) (?:một |1 )?(?:vụ )?(?:bị )?(?:tai nạn|tông xe|đụng xe)\b",
    r"\b(?:đuối nước|chết đuối|điện giật|rắn cắn)\b",
)
_PAPERS = re.compile(r"chế độ|bảo hiểm|trợ cấp|hồ sơ|giấy|lao động|khuyết")
_GONE = re.compile(
    r"\b(?:mất tích|đi lạc|bị lạc|lạc mất|bị bắt cóc|bỏ nhà đi|bỏ đi)\b.{0,30}"
    r"(?:\btừ (?:sáng|trưa|chiều|tối|đêm|hôm qua|nãy)\b|chưa (?:thấy )?về|tìm không (?:ra|thấy))"
)
_WHO = re.compile(r"\b(?:con|cháu|bé|ông|bà|mẹ|bố|cha|ba|má|em|vợ|chồng|cụ|thằng|người|gái|trai)\b")
_THING = re.compile(r"\b(?:giấy|thẻ|sổ|bằng|hồ sơ|xe)\b")
_EMERGENCY_PLAIN = _any(
    r"\bgoi (?:giup |ho |gium )?(?:\w+ )?(?:xe )?(?:cap cuu|cuu hoa|cuu thuong)\b",
    r"\buong (?:nham )?thuoc (?:tru sau|diet co)\b",
    r"\b(?:nha|cho|xuong|quan|rung|kho) (?:dang|boc) chay\b",
)
_ACCIDENT_PLAIN = _any(r"\b(?:chet duoi|dien giat)\b", r"\b(?:co|vua|moi) (?:vu )?tai nan (?:xe|giao thong)\b")
_PAPERS_PLAIN = re.compile(r"che do|bao hiem|tro cap|ho so|giay")
_GONE_PLAIN = re.compile(
    r"\b(?:mat tich|lac mat|bi bat coc|bo nha di)\b.{0,30}\btu (?:sang|trua|chieu|toi|dem|hom qua)\b"
)
_WHO_PLAIN = re.compile(r"\b(?:con|chau|be|ong|ba|me|cu|chong|vo)\b")
_THING_PLAIN = re.compile(r"\b(?:giay|the|so|bang|xe)\b")
_NETS: dict[Kind, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "distress": (_DISTRESS, _DISTRESS_PLAIN),
    "violence": (_VIOLENCE, _VIOLENCE_PLAIN),
    "emergency": (_EMERGENCY, _EMERGENCY_PLAIN),
}


def plainly(text: str) -> Kind:
    """What the message says without any doubt, whatever the matcher makes of it; empty for nearly all."""
    said = " ".join(text.lower().replace(",", " ").split())
    with_marks = marked(said)
    if with_marks and _BEREAVED.search(said):
        return ""
    heard = said if with_marks else fold(said)
    plain: Kind = next((kind for kind in KINDS if _NETS[kind][0 if with_marks else 1].search(heard)), "")
    return "emergency" if not plain and (_accident(heard, with_marks) or _missing(heard, with_marks)) else plain


def _accident(heard: str, with_marks: bool) -> bool:
    """An accident is told, and nothing after it is about its papers."""
    accident, papers = (_ACCIDENT, _PAPERS) if with_marks else (_ACCIDENT_PLAIN, _PAPERS_PLAIN)
    last = _last(accident, heard)  # looking after each of a thousand would be quadratic
    return last is not None and papers.search(heard, last.end()) is None


def _missing(heard: str, with_marks: bool) -> bool:
    """Somebody has been gone since the morning; a thing that is gone is no alarm."""
    gone, who, thing = (_GONE, _WHO, _THING) if with_marks else (_GONE_PLAIN, _WHO_PLAIN, _THING_PLAIN)
    last = _last(gone, heard)
    return last is not None and who.search(heard, 0, last.start()) is not None and thing.search(heard) is None


def _last(pattern: re.Pattern[str], heard: str) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(heard), maxlen=1)), None)
