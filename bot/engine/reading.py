"""What a typed message is, before anybody reads its content: a question, a yes, a no, a likely name."""

from __future__ import annotations

import re

from bot.catalogue.model import AnswerType, Question
from bot.engine.answers import parse
from bot.engine.scene import Scene
from bot.engine.session import Answer
from bot.language import fold, marked

_ASKS = (
    "bao nhiêu", "bao lâu", "bao giờ", "khi nào", "mấy ngày", "mấy giờ", "mấy tiền", "ở đâu", "chỗ nào", "đâu ạ", "thế nào",
    "như nào", "ra sao", "làm sao", "tại sao", "vì sao", "sao lại", "là gì", "là sao", "cần gì", "gồm gì", "những gì",
    "giấy tờ gì", "giấy gì", "làm gì", "được không", "có cần", "có phải", "có được", "hay không", "phải không", "đúng không",
    "thì sao", "sao đây", "có sao không",
    "cho hỏi", "xin hỏi", "muốn hỏi", "hỏi là", "nghĩa là", "ai làm", "ai ký", "nộp đâu", "lấy đâu",
)  # fmt: skip
_FOLDED_ASKS = tuple(fold(phrase) for phrase in _ASKS)
_SPEAKER = r"(?:em|tôi|toi|mình|minh|anh|chị|chi|tui|cháu|chau|con|bác|bac|cô|co)"
_CORRECTION = re.compile(
    r"^(?:à|ơ|ý|a|ôi|oi|ấy|ay|chết|chet)?[ ,]*(?:không|ko|khong)?(?: phải| phai)?[ ,.]*"
    rf"(?:ý|y) {_SPEAKER} (?:là|la|muốn hỏi)[ ,:]*(.+)$",
    re.IGNORECASE,
)
_SLIP = re.compile(
    r"(?:^|[\s,.;])(?:(?:à|a|ơ|ôi|oi|ấy|ay|chết|chet)[ ,]*)?"
    rf"(?:nhầm(?: rồi)?|nham(?: roi)?|viết nhầm|gõ nhầm|lộn(?: rồi)?|(?:à|a|ấy|ay|ơ)[ ,]+(?:không|khong|ko)(?: phải| phai)?|"
    rf"(?:à|a)[ ,]+(?:quên|quen)|(?:ý|y) {_SPEAKER} (?:là|la))"
    rf"[ ,.:;]*(?:(?:ý|y) {_SPEAKER} (?:là|la)|phải là|phai la|là|la|sửa thành|đổi thành)?[ ,:]*(.+)$",
    re.IGNORECASE,
)
_IN_PASSING = re.compile(r"\s(?:viết |gõ )?(?:nhầm|nham|lộn)(?! rồi| roi)", re.IGNORECASE)
"""A mistake told in the middle of a sentence ("năm sinh ghi nhầm, cần chữa lại"), not one just made in it."""

_SURNAMES = frozenset({
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý", "đinh",
    "đoàn", "trịnh", "đào", "lương", "lưu", "tạ", "tống", "trương", "tô", "quách", "kiều", "đàm", "nghiêm", "vương", "chu", "cao",
    "hà", "lã", "lâm", "mai", "nông", "phùng", "tăng", "thái", "thân", "tôn", "triệu", "từ", "âu", "bạch", "bế", "cầm", "châu",
    "chế", "cù", "đậu", "điệp", "đồng", "giáp", "hàn", "hứa", "khuất", "khúc", "kim", "lại", "lò", "lù", "lục", "mạc", "ngân",
    "giàng", "sùng", "thào", "lường", "lèo", "tòng", "tẩn",
    "nhan", "ninh", "nhữ", "phó", "quan", "thạch", "thiều", "tiêu", "uông", "văn", "vi", "viên",
})  # fmt: skip
_FOLDED_SURNAMES = frozenset(fold(name) for name in _SURNAMES) - {
    "dang",
    "lam",
    "than",
    "thai",
    "lai",
    "pho",
    "van",
    "vi",
    "mac",
}
_WORD = re.compile(r"[^\W_]+")
_CONFIRM = Question(id="x", ask="x", label="x", type=AnswerType.YES_NO)
_COURTESIES = {
    "bye": ("tam biet", "bye", "chao nhe", "hen gap lai"),
    "thanks": (
        "cam on",
        "cam on nhieu",
        "thank",
        "thanks",
        "tks",
        "da cam on",
        "em cam on",
        "toi cam on",
        "ok cam on",
    ),
    "greeting": ("xin chao", "chao", "hello", "hi", "alo", "em chao", "da chao"),
}
_OFFICE = re.compile(
    r"^(?:cho (?:em|toi|minh)? ?(?:hoi|xin) )?(?:gio|thoi gian|lich) (?:lam viec|mo cua|tiep dan|hanh chinh)\b"
    r"|(?:so dien thoai|sdt|dien thoai|dia chi|hotline|tong dai) (?:cua |o )?"
    r"(?:can bo|ho tich|tu phap|xa|phuong|uy ban|ubnd|mot cua|bo phan mot cua|van phong)\b"
    r"|(?:xa|phuong|uy ban|ubnd|mot cua|o day) (?:may gio (?:mo|lam|dong)|lam viec (?:may gio|den may gio|thu may)|mo cua)"
    r"|may gio (?:thi )?(?:uy ban|ubnd|xa|phuong|mot cua|quay|van phong)(?: xa| phuong)? (?:lam|mo cua|dong cua|nghi)"
    r"|(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cuoi tuan) (?:co lam|lam viec|mo cua)"
)
_HOURS = re.compile(
    r"\b(?:gio|lich|thoi gian|thu (?:hai|ba|tu|nam|sau|bay|may|[2-7])|chu nhat|cuoi tuan|mo cua|dong cua)\b"
)
_PERSON = re.compile(
    r"\b(?:gap|noi chuyen (?:truc tiep )?voi|noi may|goi|nho|lien he|chuyen (?:cho|toi|den|qua|sang)) (?:lai )?(?:duoc )?(?:mot )?"
    r"(?:can bo|nhan vien|nguoi(?! (?:khac|nha|than|quen|lam|ban|mua|o))|ai do|lanh dao|chu tich|tu van vien|tong dai)\b"
)
_WHO = re.compile(
    r"\b(?:ban|em|may|day|anh|chi|co|ai day) (?:la|ten) (?:ai|gi|may|robot|nguoi|bot)\b"
    r"|nguoi hay may|la robot|la ai (?:vay|the|day)|phai nguoi khong"
)
_AGREEING = "(?:u|uh|um|vang|da|ok|co|dung|dong y|thi|cu|toi|em|muon)"
_PRESSING = "di|luon|het|ngay|tat ca|giup|cho|toi|ho so|du lieu|nhe|a|em|tu dau"
_DESISTS = re.compile(r"\b(?:khong|ko|k|dung|khoi) (?:huy|xoa|doi|sua|lam lai)\b|\bgiu (?:lai|nguyen|nhu cu)\b")
_PLAIN_NO = frozenset({
    "sai", "sai roi", "chua dung", "khong dung", "khong phai", "thoi", "nhap lai", "sua lai", "khoi nhac", "thoi khoi nhac",
    "khong can nhac", "khong nhac", "dung nhac", "ko can nhac",
})  # fmt: skip
_CALLED = (
    r"(?:anh|chị|em|tôi|mình|tui|con|cháu|bác|cô|chú|ông|bà|bố|ba|mẹ|má|cha|vợ|chồng|bạn|ad|admin|shop|bot|cán bộ|bà con|con cháu"
    r"|họ hàng|gia đình|người (?:thân|nhà)|nhà (?:em|tôi|mình|con|cháu))"
)
_CALLED_PLAIN = (
    r"(?:anh|chi|em|toi|minh|tui|con|chau|bac|ad|admin|shop|bot|can bo|ba con|con chau|ho hang|gia dinh|nguoi (?:than|nha)"
    r"|nha (?:em|toi|minh))"
)
_SAYS_NOTHING = re.compile(
    rf"(?:(?:{_CALLED}|ơi|à|ạ|dạ|thưa|này|nè|ê|của|với|và|thì|là|chút|xíu|tí"
    rf"|(?:cho|xin|muốn|cần)(?: {_CALLED})* hỏi(?: việc)?|(?:xin )?giúp(?: {_CALLED})?|nhờ(?: {_CALLED})?"
    r"|(?:làm |hỏi |xin |về |mấy cái )?(?:giấy tờ|giấy|thủ tục|hồ sơ)(?: giấy tờ| hành chính)?)(?:\s+|$))+"
)
_SAYS_NOTHING_PLAIN = re.compile(
    rf"(?:(?:{_CALLED_PLAIN}|oi|a|nay|cua|voi|chut|xiu"
    rf"|(?:cho|xin|muon|can)(?: {_CALLED_PLAIN})* hoi(?: viec)?|giup(?: {_CALLED_PLAIN})?"
    r"|(?:lam |hoi |xin |ve )?(?:giay to|giay|thu tuc|ho so)(?: giay to| hanh chinh)?)(?:\s+|$))+"
)
_REJECTS = re.compile(
    r"^(?:da |vang |a |o )*(?:(?:khong|ko|k|hong|chang) (?:phai|dung|trung)(?: (?:la|o|trong))?"
    r"(?: (?:cac|nhung|may|cai|viec|muc|dieu|y|thu|thu tuc|loai|giay|giay to))+(?: (?:nay|do|kia|tren|toi|em|minh|can|hoi|muon))*"
    r"|(?:khong|ko|k|hong|chang) (?:co )?(?:muc|cai|viec|thu|y) nao (?:la )?(?:dung|phai|trung|hop)(?: y (?:toi|em|minh))?)"
    r"(?: (?:a|nhe|dau|roi|ca|het))*$"
)
_HARM = re.compile(
    r"(?:(?:the|con|neu|nho|lo|ma|roi|bi|lam|danh|no|chang may) )*(mat|that lac|roi mat|hong|rach)(?: (?:no|roi|luon|di))*"
    r"(?: thi)?(?: (?:phai|nen|co))?(?: lam)? (?:sao|gi|the nao|nhu the nao|ra sao)"
    r"(?: (?:a|nhi|vay|day|ha|em|chi|anh|duoc|bay gio))*"
)
_LOST = re.compile(
    r"^(?:da |em |toi |minh |chau |con |bac |chi |anh |co |chu |oi |ma |cung )*"
    r"(?:(?:khong|ko|k|hong|chua|chang) (?:hieu|biet|ro|nho|chac)"
    r"(?: (?:lam|gi|sao|the nao|phai lam gi|nua|luon|ro|dien gi|chon gi))*"
    r"|la sao|la gi|nghia la (?:sao|gi)|hoi gi (?:vay|the|co)|gi co|sao co|kho qua|kho hieu(?: qua)?|roi qua)"
    r"(?: (?:a|em|em oi|ban oi|nhi|oi|cau nay|cai nay|qua))*$"
)


def asks(text: str) -> bool:
    """Whether the message is put as a question: a question mark at its end, or the words questions are made of."""
    said = text.strip(" .!").lower().removesuffix(" ạ")
    if said.endswith((" đâu", " đâu rồi")):
        return True
    if said.endswith(("?", "? ạ", "?.")) or "??" in said:
        return True
    phrases, where = (_ASKS, said) if marked(said) else (_FOLDED_ASKS, fold(said))
    padded = f" {' '.join(_WORD.findall(where))} "
    return any(f" {phrase} " in padded for phrase in phrases)


def name_like(text: str) -> bool:
    """Two to six words of letters that begin with a family name."""
    words = text.strip(" .,").lower().split()
    if not 2 <= len(words) <= 6 or not all(word.replace("'", "").isalpha() for word in words):
        return False
    return known_surname(text)


def known_surname(text: str) -> bool:
    """Whether the first word is a family name."""
    words = text.strip(" .,").lower().split()
    return bool(words) and (words[0] in _SURNAMES or (not marked(text.lower()) and words[0] in _FOLDED_SURNAMES))


def courtesy(text: str) -> str:
    """``greeting``, ``thanks`` or ``bye`` when the message is little more than that, else empty."""
    said = fold(text.strip(" .!")).split()
    if not said or len(said) > 6:
        return ""
    spoken = " ".join(said)
    for kind, openings in _COURTESIES.items():
        if any(spoken == opening or spoken.startswith(opening + " ") for opening in openings):
            return kind
    return ""


def about_office(text: str) -> bool:
    """Whether the message asks for the office's hours, telephone or address."""
    said = fold(text.strip(" .!?"))
    return len(said.split()) <= 9 and _OFFICE.search(said) is not None


def about_hours(text: str) -> bool:
    """Whether a question about the office is about its hours."""
    return _HOURS.search(fold(text)) is not None


def wants_person(text: str) -> bool:
    """Whether a short message asks to be put through to somebody ("cho gặp cán bộ tư pháp")."""
    said = fold(text.strip(" .!"))
    return len(said.split()) <= 9 and not asks(text) and _PERSON.search(said) is not None


_TAKES_BACK = re.compile(
    rf"(?:(?:à|ấy|ơ|ôi|chết|a|ay|chet)\b|(?:ý|y) {_SPEAKER} (?:là|la)\b|(?:nhầm|nham|lộn) (?:rồi|roi)\b|không phải,|khong phai,)",
    re.IGNORECASE,
)


def gives_up(text: str) -> bool:
    """Whether the message is no more than "thôi" or "thôi khỏi"; with its marks, since "Thới" and "Thời" are names."""
    return text.strip(" .!,").lower().removesuffix(" ạ").removesuffix(" nhé") in {
        "thôi",
        "dạ thôi",
        "thôi khỏi",
        "thôi vậy",
    }


def lost(text: str) -> bool:
    """Whether somebody says no more than that they do not understand or do not know."""
    return _LOST.match(fold(text.strip(" .!?"))) is not None


def harm(text: str) -> str:
    """``mất`` or ``hỏng`` when the message asks what to do about that, and does not say about what ("mất thì sao")."""
    found = _HARM.fullmatch(" ".join(_WORD.findall(fold(text))))
    return "" if found is None else "hỏng" if found[1] in {"hong", "rach"} else "mất"


def rejects(text: str) -> bool:
    """Whether somebody says of what was just shown that it is not what they meant ("không phải các mục này")."""
    return _REJECTS.match(fold(text.strip(" .!?"))) is not None


def says_nothing_yet(text: str) -> bool:
    """Whether the message calls somebody or names a paper as such, and no more ("anh ơi", "mình", "cho em hỏi", "giấy tờ")."""
    said = " ".join(_WORD.findall(text.lower()))
    pattern, said = (_SAYS_NOTHING, said) if marked(said) else (_SAYS_NOTHING_PLAIN, fold(said))
    return len(said.split()) <= 8 and pattern.fullmatch(said) is not None


def asks_who(text: str) -> bool:
    """Whether somebody asks whom they are talking to."""
    said = fold(text.strip(" .!?"))
    return len(said.split()) <= 9 and _WHO.search(said) is not None


def insists(text: str, what: str) -> bool:
    """Whether a short message says again, as an order, what was just asked about ("ừ xóa đi", "hủy luôn")."""
    verb = {"erase": "xoa", "cancel": "(?:huy|xoa)", "restart": "(?:lam lai|bat dau lai)", "edit": "(?:doi|sua)"}.get(
        what
    )
    said = fold(text.strip(" .!"))
    return verb is not None and re.fullmatch(rf"(?:{_AGREEING} )*{verb}(?: (?:{_PRESSING}))*", said) is not None


def desists(text: str) -> bool:
    """Whether a short message takes an order back ("thôi không hủy nữa", "giữ lại")."""
    said = fold(text.strip(" .!"))
    return len(said.split()) <= 6 and _DESISTS.search(said) is not None


def correction(text: str) -> str:
    """The part after "à không, ý em là", or the whole text."""
    found = _CORRECTION.match(text.strip())
    return found[1] if found else text


def slip(text: str) -> str:
    """What is said instead of what was just said ("cha, à không, mẹ", "nhầm rồi, 2019"); empty when nothing is taken back."""
    found = _SLIP.search(text.strip())
    return found[1].strip(" .,") if found else ""


def instead(text: str) -> str:
    """What a question is put anew as; empty when the mistake it tells of is in a paper and not in the question."""
    found = _SLIP.search(text.strip())
    before = text.strip()[: found.start()].rstrip() if found else ""
    passing = found is not None and before[-1:].isalnum() and _IN_PASSING.match(found[0])
    return "" if passing else slip(text)


def takes_back(text: str) -> bool:
    """Whether the whole message takes back what was said before it ("à không, ý em là mẹ")."""
    return _TAKES_BACK.match(text.strip()) is not None and slip(text) != ""


def yes_no(scene: Scene, text: str) -> bool | None:
    """True for a plain yes, False for a plain no, None for anything else."""
    if fold(text.strip(" .!")) in _PLAIN_NO:
        return False
    match parse(_CONFIRM, text, {}, scene.today):
        case Answer(value="co"):
            return True
        case Answer(value="khong"):
            return False
    return None
