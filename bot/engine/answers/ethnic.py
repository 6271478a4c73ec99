"""Ethnic groups: the 54 of the official list by the names people call them; any other is kept once the citizen agrees."""

from __future__ import annotations

import re

from bot.catalogue.model import Question
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.session import Answer
from bot.language import fold, marked, nfc

MOST = "Kinh"
"""The group of most citizens, offered as a button."""

GROUPS = (
    "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Mường", "Nùng", "Mông", "Dao", "Gia-rai", "Ngái", "Ê-đê", "Ba-na", "Xơ-đăng",
    "Sán Chay", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra-glai", "Xtiêng", "Bru-Vân Kiều", "Thổ", "Giáy", "Cơ-tu",
    "Gié-Triêng", "Mạ", "Khơ-mú", "Co", "Tà-ôi", "Chơ-ro", "Kháng", "Xinh-mun", "Hà Nhì", "Chu-ru", "Lào", "La Chí", "La Ha",
    "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo", "Brâu", "Ơ-đu",
    "Rơ-măm",
)  # fmt: skip
"""Danh mục các thành phần dân tộc Việt Nam (Quyết định 121-TCTK/PPCĐ ngày 02/3/1979)."""

_ALSO = {
    "viet": "Kinh", "khmer": "Khơ-me", "khome": "Khơ-me", "hmong": "Mông", "meo": "Mông", "jrai": "Gia-rai", "rade": "Ê-đê",
    "rhade": "Ê-đê",
    "bahnar": "Ba-na", "sedang": "Xơ-đăng", "xedang": "Xơ-đăng", "caolan": "Sán Chay", "sanchi": "Sán Chay", "koho": "Cơ-ho",
    "kho": "Cơ-ho", "champa": "Chăm", "bru": "Bru-Vân Kiều", "vankieu": "Bru-Vân Kiều", "stieng": "Xtiêng", "nhang": "Giáy",
    "katu": "Cơ-tu", "cor": "Co", "paco": "Tà-ôi", "pako": "Tà-ôi",
}  # fmt: skip
_LEAD = re.compile(
    r"^(?:(?:dạ|da|thưa|bé|be|cháu|chau|con|em|tôi|toi|là|la|mang|người|nguoi|dân tộc|dan toc|dt|theo)[ :]+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[ ,]+(?:ạ|nhé|nha|a)$", re.IGNORECASE)
_LONGEST = 40


def read(question: Question, text: str, context: Context) -> Outcome:
    """The official name; another one is doubted, for a foreigner may have it or a paper already says so."""
    whole = text.strip(" .,;:!")
    said = _TAIL.sub("", whole)
    for name in (said, _LEAD.sub("", said)):
        if (group := _KNOWN.get(_bare(name))) is not None:
            answer = Answer(group, group)
            slip = marked(name) and _bare(name) == _bare(group) and _letters(name) != _letters(group)
            return Doubt(answer, f"Tôi hiểu anh/chị ghi dân tộc «{group}».") if slip else answer
    if len(whole) > _LONGEST or any(sign.isdigit() for sign in whole) or not any(sign.isalpha() for sign in whole):
        return Invalid("Anh/chị ghi giúp tên dân tộc như trên giấy tờ, ví dụ Kinh, Tày, Mường.")
    return Doubt(Answer(whole, whole), f"«{whole}» không có trong danh mục 54 dân tộc Việt Nam.")


def _bare(name: str) -> str:
    return _letters(fold(name))


def _letters(name: str) -> str:
    return "".join(sign for sign in nfc(name).lower() if sign.isalpha())


_KNOWN = {**_ALSO, **{_bare(group): group for group in GROUPS}}
