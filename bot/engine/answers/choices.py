"""Answers that are one or several of given choices, pressed as buttons or typed in the citizen's own words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from bot.catalogue.model import AnswerType, Choice, Question
from bot.engine.answers.numerals import from_words
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.answers.writing import ascii_digits, folded_words
from bot.engine.session import Answer
from bot.language import fold

YES = Answer("co", "Có")
NO = Answer("khong", "Không")
_NEGATIONS = frozenset({"khong", "ko", "k", "chua", "chang", "hong"})
_POLITE = frozenset(
    {"da", "a", "vang", "thi", "la", "toi", "em", "minh", "chau", "chon", "nhe", "nha", "cho", "cua", "voi"}
)
_SAME = {
    "nam": ("nam gioi", "con trai", "trai", "be trai", "dan ong"),
    "nu": ("nu gioi", "con gai", "gai", "be gai", "phu nu", "dan ba"),
}
_OTHER_WORDS = {"online": "truc tuyen", "onl": "truc tuyen", "buu dien": "buu chinh", "offline": "den quay"}
_SPOKEN = re.compile(r"\b(?:online|onl|offline|buu dien)\b")
_PLACES = re.compile(
    r"\b(?:nop |di |toi |em |minh )*(?:truc tiep"
    r"|(?:o|tai|den|len|ra|toi) (?:tan )?(?:xa|phuong|uy ban|ubnd|quay|tru so|mot cua|noi))(?: nop| lam)*\b"
)
"""Ways to say that somebody will come in person."""
_ORDINALS = {"nhat": 1, "nhi": 2, "dau": 1, "dau tien": 1, "cuoi": -1, "cuoi cung": -1}
_ALL = re.compile(r"^(?:tat ca|het|toan bo|ca (?:hai|ba|bon|nam|\d)|du ca)(?: .{0,12})?$")
_NONE = frozenset({"khong co", "khong", "khong co cai nao", "khong cai nao", "khong co gi", "ko", "ko co"})
_CLOSE, _SURE = 0.75, 0.9


def chosen(question: Question, value: str) -> Answer | Invalid:
    """The answer behind a button of ``question``: a choice's value, or ``co`` / ``khong``; an unknown value is refused."""
    if question.type is AnswerType.YES_NO and value in {"co", "khong"}:
        return YES if value == "co" else NO
    found = next((choice for choice in question.choices if choice.value == value), None)
    if found is None:
        return Invalid("Nút này không còn dùng được, anh/chị chọn lại giúp ở câu hỏi mới nhất.")
    if question.type is AnswerType.MULTI_CHOICE:
        return several((found,))
    return Answer(found.value, found.label)


def toggled(question: Question, kept: Answer | None, value: str) -> Answer | Invalid:
    """A multi-choice answer after one more press: the choice is added, or taken out when it was in (perhaps leaving none)."""
    before = kept.value if kept and isinstance(kept.value, tuple) else ()
    if all(choice.value != value for choice in question.choices):
        return Invalid("Nút này không còn dùng được, anh/chị chọn lại giúp ở câu hỏi mới nhất.")
    after = set(before) ^ {value}
    return several([choice for choice in question.choices if choice.value in after])


def several(choices: Sequence[Choice]) -> Answer:
    """The multi-choice answer made of ``choices``, in their order."""
    return Answer(tuple(choice.value for choice in choices), "; ".join(choice.label for choice in choices))


def read_choice(question: Question, text: str, context: Context) -> Outcome:
    """One choice by its label, number, or words that fit only one label."""
    found = _one(question.choices, text)
    if isinstance(found, Invalid):
        return found
    choice, sure = found
    answer = Answer(choice.value, choice.label)
    return answer if sure else Doubt(answer, f"Tôi hiểu anh/chị chọn «{choice.label}».")


def read_multi_choice(question: Question, text: str, context: Context) -> Outcome:
    """Several choices: numbers or labels with commas, semicolons or "và" between them; "tất cả"; "không có" where optional."""
    folded = " ".join(folded_words(text))
    if _ALL.match(folded) and not any(" ".join(folded_words(choice.label)) == folded for choice in question.choices):
        return several(question.choices)
    whole = _one(question.choices, text)
    if not isinstance(whole, Invalid) and whole[1]:
        return several((whole[0],))
    if folded in _NONE and question.optional:
        return Answer((), "Không có")
    for pattern in (r"\s*;\s*", r"\s*[,;/+&\n]\s*|\s+(?:và|va|với)\s+", r"[\s,;/+&]+(?:và\s+|va\s+)?"):
        found = [_one(question.choices, part) for part in re.split(pattern, text) if part.strip()]
        picked = [pair for pair in found if not isinstance(pair, Invalid)]
        if len(picked) == len(found) > 1:
            values = {choice.value for choice, _ in picked}
            answer = several([choice for choice in question.choices if choice.value in values])
            return (
                answer if all(sure for _, sure in picked) else Doubt(answer, f"Tôi hiểu anh/chị chọn «{answer.shown}».")
            )
    if isinstance(whole, Invalid):
        return Invalid(
            f"Anh/chị bấm các nút bên dưới, hoặc gõ các số thứ tự cách nhau bằng dấu phẩy (1 đến {len(question.choices)})."
        )
    answer = several((whole[0],))
    return Doubt(answer, f"Tôi hiểu anh/chị chọn «{answer.shown}».")


def _one(choices: Sequence[Choice], text: str) -> tuple[Choice, bool] | Invalid:
    """The one choice that ``text`` means, and whether that is certain."""
    said = folded_words(_SPOKEN.sub(lambda word: _OTHER_WORDS[word[0]], fold(ascii_digits(text))))
    exact = [choice for choice in choices if text.strip().lower() in {choice.label.lower(), choice.value}]
    exact = exact or [choice for choice in choices if said and said in _names(choice)]
    if len(exact) == 1:
        return exact[0], True
    if not exact and (numbered := _numbered(choices, said)):
        return numbered
    bare = tuple(word for word in said if word not in _POLITE) or said
    if not exact and bare:
        exact = [choice for choice in choices if bare in _names(choice)]
        if len(exact) == 1:
            return exact[0], True
    found = _likely(choices, bare)
    if isinstance(found, Invalid) and (there := _PLACES.search(" ".join(said))) is not None:
        return _in_person(choices, " ".join(said).replace(there[0], "").split()) or found
    return found


def _in_person(choices: Sequence[Choice], rest: Sequence[str]) -> tuple[Choice, bool] | None:
    """The one choice that means coming to the counter, when nothing but courtesy is said beside it."""
    coming = [choice for choice in choices if folded_words(choice.label)[:1] == ("den",)]
    return (coming[0], True) if len(coming) == 1 and all(word in _POLITE for word in rest) else None


def _names(choice: Choice) -> set[tuple[str, ...]]:
    return {folded_words(name) for name in (choice.label, choice.value, *_SAME.get(choice.value, ()))}


def _numbered(choices: Sequence[Choice], said: tuple[str, ...]) -> tuple[Choice, bool] | None:
    """ "2", "số 2", "cái thứ hai", "câu b"; a number that one label opens with means that label."""
    text = re.sub(
        r"^(?:(?:da|toi|em|chon|cai|so|y|cau|nut|phuong an|truong hop|thu|muc|dap an)\s+)*", "", " ".join(said) + " "
    ).strip()
    text = re.sub(r"\s+(?:a|nhe|nha)$", "", text)
    if len(text) == 1 and text in "abcdefgh":
        number: int | None = ord(text) - ord("a") + 1
    elif text.isdecimal() and len(text) < 4:
        number = int(text)
        named = [choice for choice in choices if folded_words(choice.label)[:1] == (text,)]
        if len(named) == 1:
            same = 0 < number <= len(choices) and choices[number - 1] == named[0]
            return named[0], same
    else:
        number = _ORDINALS.get(text) or from_words(text)
        if number and "thu" not in said and "so" not in said and text not in _ORDINALS:
            return None if not 0 < number <= len(choices) else (choices[number - 1], False)
    if number == -1:
        number = len(choices)
    return (choices[number - 1], True) if number and 0 < number <= len(choices) else None


def _likely(choices: Sequence[Choice], said: tuple[str, ...]) -> tuple[Choice, bool] | Invalid:
    """Words that fit only one label; a "không" that the label does not have never fits."""
    refusal = Invalid(f"Anh/chị bấm giúp một nút bên dưới, hoặc gõ số thứ tự (1 đến {len(choices)}).")
    if not said or len(said) > 40:
        return refusal
    negated = bool(_NEGATIONS & set(said))
    fitting = [choice for choice in choices if negated == bool(_NEGATIONS & set(folded_words(choice.label)))]
    within = [choice for choice in fitting if set(said) <= set(folded_words(choice.label))]
    if len(within) == 1 and any(len(word) > 1 for word in said):
        return within[0], True
    around = [choice for choice in fitting if any(set(name) <= set(said) for name in _names(choice) if name)]
    if len(around) == 1 and not within:
        return around[0], False
    spoken = " ".join(said)
    scored = sorted(
        (
            (difflib.SequenceMatcher(None, spoken, " ".join(folded_words(choice.label))).ratio(), choice)
            for choice in fitting
        ),
        key=lambda pair: -pair[0],
    )
    if scored and scored[0][0] >= _CLOSE and (len(scored) == 1 or scored[0][0] - scored[1][0] > 0.1):
        return scored[0][1], scored[0][0] >= _SURE
    return refusal


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


def read_yes_no(question: Question, text: str, context: Context) -> Outcome:
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
        contrary = answer == YES and _NEGATIONS & set(folded_words(text))
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
