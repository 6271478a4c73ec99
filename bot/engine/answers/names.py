"""Full names: Vietnamese, of every ethnic group, and foreign ones, kept as people write them."""

from __future__ import annotations

import re
import unicodedata

from bot.catalogue.model import Question
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.session import Answer
from bot.language import fold, marked

_HOW = "Anh/chị nhập giúp họ và tên đầy đủ như trên giấy tờ, ví dụ Nguyễn Thị Hòa."
_LONGEST = 100
_INSIDE = "'’ʼ-."
_NO_NAMES = frozenset({
    "khong biet", "khong ro", "khong nho", "khong co", "khong", "chua co", "chua biet", "chua co ten", "chua dat ten", "chua",
    "toi khong biet", "toi khong nho", "toi khong ro",
})  # fmt: skip
_LEAD = re.compile(
    r"^(?:da |vang |thua )*(?:(?:ho (?:va )?ten|ten)(?: (?:day du|toi|em|minh|chau|con|con toi|cua \w+))? ?(?:la|:)|"
    r"(?:toi|em|minh|chau|con) (?:ten )?la|ong|ba|anh|chi|be|chau)\s*:?\s+"
)
_TAIL = re.compile(r"\s+(?:a|nhe|nha)$")
_MARKED_SURNAMES = frozenset({
    "nguyen", "tran", "le", "pham", "huynh", "hoang", "vo", "vu", "bui", "dang", "do", "ho", "ngo", "duong", "li", "dinh", "doan",
    "trinh", "dao", "luong", "luu", "ta", "tong", "truong", "to", "quach", "kieu", "thach", "dam", "tang", "nghiem", "vuong",
})  # fmt: skip
"""Folded surnames that always carry a mark when written properly."""


def read(question: Question, text: str, context: Context) -> Outcome:
    """The name with its own marks; capitals are put right only when everything is in one case."""
    name, stripped = _bare(text)
    if fold(name) in _NO_NAMES:
        return Invalid(f"Câu này cần họ tên trên giấy tờ. {_HOW}")
    if re.search(r"\d", name):
        return Invalid(f"Họ tên không có chữ số. {_HOW}")
    strange = {
        letter
        for letter in name
        if letter not in _INSIDE and letter != " " and unicodedata.category(letter)[0] not in "LM"
    }
    if strange or not any(unicodedata.category(letter)[0] == "L" for letter in name):
        return Invalid(f"Họ tên chỉ gồm chữ cái. {_HOW}")
    if len(name) > _LONGEST:
        return Invalid(f"Họ tên này dài quá {_LONGEST} ký tự. {_HOW}")
    name = _cased(name)
    reason = _doubt(name)
    if not reason and stripped:
        reason = f"Tôi ghi họ tên là «{name}»."
    answer = Answer(name, name)
    return Doubt(answer, reason) if reason else answer


def _bare(text: str) -> tuple[str, bool]:
    """The text without "tôi tên là" and "ạ", as long as two words remain; whether anything went."""
    name = whole = text.strip(" .,;:!")
    while (shorter := _shorter(name)) != name and " " in shorter:
        name = shorter
    return name, name != whole


def _shorter(name: str) -> str:
    folded = fold(name)
    if len(folded) != len(name):  # folding kept no offsets: leave such rare letters alone
        return name
    start = found.end() if (found := _LEAD.match(folded)) else 0
    end = found.start() if (found := _TAIL.search(folded)) and name[-1] in "ạé" else len(name)
    return name[start:end].strip(" .,;:!") if start < end else name


def _cased(name: str) -> str:
    letters = [letter for letter in name if letter.isalpha()]
    if not (name == name.lower() or (name == name.upper() and len(letters) > 1)):
        return name
    lowered = name.lower()
    raised = (
        letter.title() if index == 0 or lowered[index - 1] in f" {_INSIDE}" else letter
        for index, letter in enumerate(lowered)
    )
    return unicodedata.normalize("NFC", "".join(raised))


def _doubt(name: str) -> str:
    parts = name.split()
    if len(parts) == 1:
        return f"«{name}» chỉ có một chữ, trong khi họ tên thường có cả họ và tên."
    if any(letter.isalpha() and "LATIN" not in unicodedata.name(letter, "") for letter in name):
        return f"«{name}» có chữ cái ngoài bảng chữ Latinh."
    if any(part[0].islower() for part in parts):
        return f"«{name}» có chữ viết thường, trong khi ở đây chỉ cần họ và tên."
    if len(parts) > 7:
        return f"«{name}» dài hơn họ tên thường gặp."
    if not marked(name) and fold(parts[0]) in _MARKED_SURNAMES:
        return f"«{name}» chưa có dấu, trong khi giấy tờ cần đúng dấu."
    return ""
