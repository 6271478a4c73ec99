"""Yes and no in the many ways people say them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.catalogue.model import Question
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.answers.writing import folded_words
from bot.engine.session import Answer
from bot.language import fold

YES = Answer("co", "Có")
NO = Answer("khong", "Không")
NEGATIONS = frozenset({"khong", "ko", "k", "chua", "chang", "hong"})

_YES_WORDS = (
    "có", "ok", "oke", "okie", "okê", "oki", "okay", "yes", "y", "ừ", "ừm", "uh", "uhm", "um", "ờ", "vâng", "vg",
    "dạ", "đúng", "đúng rồi", "đúng vậy", "rồi", "có rồi", "đã có", "chuẩn", "phải", "đồng ý", "được", "dc", "đc",
    "chắc chắn", "tất nhiên", "đương nhiên", "dĩ nhiên", "chuẩn rồi", "có chứ", "đúng thế", "phải rồi", "đã",
    "ừ đúng", "có có", "yeah", "yep", "đã xong", "xong rồi", "nhất trí", "1", "👍", "✅",
)  # fmt: skip
_NO_WORDS = (
    "không", "ko", "k", "kh", "khg", "hông", "hong", "hok", "hem", "kg", "no", "nope", "n", "chưa", "chưa có",
    "không có", "ko có", "k có", "không phải", "ko phải", "k phải", "sai", "không đúng", "ko đúng", "chưa ạ",
    "chưa đâu", "không đâu", "chẳng", "đâu có", "không hề", "chưa từng", "chưa bao giờ", "không đồng ý", "ko đồng ý",
    "không được", "không cần", "ko cần", "k cần", "khỏi", "khỏi cần", "2", "0", "👎", "❌",
)  # fmt: skip
_LEADING = (
    "thôi",
    "thoi",
    "dạ",
    "vâng",
    "thưa",
    "da",
    "vang",
    "tôi",
    "toi",
    "em",
    "mình",
    "minh",
    "cháu",
    "chau",
    "con",
    "bác",
    "cô",
    "chú",
    "thì",
    "thi",
)
_TRAILING = ("ạ", "nhé", "nha", "a", "bạn", "em", "anh", "chị", "ad", "nhe", "đó", "đấy", "luôn", "luon", "đâu", "hết")
_UNSURE = re.compile(
    r"\b(khong (biet|ro|nho|chac)|ko (biet|ro|nho|chac)|chua (biet|ro|chac)|co (le|the|khi)|hinh nhu|chac la|khong sao)\b"
)


def read(question: Question, text: str, context: Context) -> Outcome:
    """Yes or no in the many ways people say it; a longer sentence is a doubt, "chưa rõ" is asked again."""
    said = re.sub(r"[^\w\s👍👎✅❌]", " ", text.lower()).split()
    how = "Anh/chị trả lời giúp «Có» hoặc «Không»."
    if "?" in text or not said or _UNSURE.search(fold(text)):
        return Invalid(f"Nếu còn chưa rõ, anh/chị xem lại giấy tờ rồi trả lời sau cũng được. {how}" if said else how)
    for start in range(len(said)):
        for end in range(len(said), start, -1):
            if all(word in _LEADING for word in said[:start]) and all(word in _TRAILING for word in said[end:]):
                answer = _yes_or_no(said[start:end])
                if answer:
                    return answer
    opening = next((at for at, word in enumerate(said) if word not in _LEADING), 0)
    for size in (2, 1):
        answer = _yes_or_no(said[opening : opening + size])
        contrary = answer == YES and NEGATIONS & set(folded_words(text))
        if answer and not contrary and len(said) > size:
            return Doubt(answer, f"Tôi hiểu câu trả lời là «{answer.shown}».")
    return Invalid(f"Tôi chưa rõ ý này. {how}")


def _yes_or_no(said: Sequence[str]) -> Answer | None:
    for answer, table in ((YES, _YES_WORDS), (NO, _NO_WORDS)):
        if any(_same(said, phrase.split()) for phrase in table):
            return answer
    return None


def _same(said: Sequence[str], phrase: Sequence[str]) -> bool:
    """Equal word by word; a word typed without marks equals the marked one, a wrongly marked word ("cô") does not."""
    return len(said) == len(phrase) and all(
        word == wanted or (word == fold(word) and word == fold(wanted))
        for word, wanted in zip(said, phrase, strict=True)
    )
