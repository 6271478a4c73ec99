"""Whether a message tells of a death in the family: whatever it asks, the answer begins with a word of sympathy."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.engine.turn import Turn
from bot.engine.wording.cards import CONDOLENCE
from bot.engine.wording.markup import joined
from bot.language import fold, marked, nfc

_STORY = 400
"""A story tells of a death within so many characters."""

_WHOSE = r"(?: (?:tôi|em|mình|cháu|con|anh|chị|nhà|vợ|chồng|nội|ngoại|ruột|già|đẻ|tui|toi|minh|chau|chi|nha|vo|chong|noi|ngoai))"
_SADLY = r"(?: (?:đã|vừa|mới|bệnh|ốm|không may|đột ngột|chẳng may|da|vua|moi|benh|om|khong may))*"
_DIED = (
    r" (?:qua đời|từ trần|qua doi|tu tran|(?:mất|chết|mat|chet)(?: rồi| roi)?(?=$|[,.;!?…]| (?:hôm|tuần|tháng|năm|ngày|sáng|trưa"
    r"|chiều|tối|đêm|đột|do|vì|tại|ở|được|để lại|mà|thì|nên|từ|lúc|sớm|cách|xong|trước|chưa|không kịp|hom|tuan|thang|ngay|sang"
    r"|trua|chieu|dem|dot|tai|duoc|de lai|thi|tu|luc|som|cach|truoc|chua|ma|nen|vi)\b))"
)
_DEATH = re.compile(
    r"\b(?<!của )(?<!cho )(?:bố|ba|cha|mẹ|má|ông|bà|chồng|vợ|con (?:trai|gái)"
    rf"|con(?= (?:tôi|em|mình))|(?:anh|em) trai|(?:chị|em) gái|bác"
    rf"|chú|cô|cậu|dì|thím|mợ|cụ|người thân|người nhà){_WHOSE}*{_SADLY}{_DIED}"
)
_DEATH_PLAIN = re.compile(
    rf"\b(?<!cua )(?<!cho )(?:bo|ba|cha|me|ma|ong|chong|vo|con|bac|chu|nguoi than|nguoi nha){_WHOSE}+{_SADLY}{_DIED}"
)
"""A death told: «bố tôi mất hôm qua», but not «bố tôi mất căn cước» or «thẻ của mẹ em mất rồi»."""
_LOSABLE = re.compile(r"\b(?:giay|the|so do|so ho khau|bang|can cuoc|cccd|cmnd|ho chieu|xe|vneid|dien thoai|ban sao)\b")


def bereaved(text: str) -> bool:
    """Whether the message tells of a death in the family."""
    said = " ".join(nfc(text[:_STORY]).lower().split())
    found = (_DEATH if marked(said) else _DEATH_PLAIN).search(said)
    return found is not None and _LOSABLE.search(fold(said[: found.start()])) is None


def consoled(turn: Turn) -> Turn:
    """The turn with a word of sympathy first, unless it has one."""
    if not turn.messages or any("chia buồn" in message.text.lower() for message in turn.messages):
        return turn
    first, *rest = turn.messages
    return replace(turn, messages=(replace(first, text=joined(CONDOLENCE, first.text)), *rest))
