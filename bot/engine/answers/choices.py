"""Answers that are one or several of given choices, pressed as buttons or typed in the citizen's own words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from bot.catalogue.model import AnswerType, Choice, Question
from bot.engine.answers import ranges
from bot.engine.answers.ethnic import MOST
from bot.engine.answers.numerals import from_words
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.answers.writing import ascii_digits, folded_words
from bot.engine.answers.yes_no import NEGATIONS, NO, YES
from bot.engine.session import Answer
from bot.language import fold, marked

_POLITE = frozenset(
    {"da", "a", "vang", "thi", "la", "toi", "em", "minh", "chau", "chon", "nhe", "nha", "cho", "cua", "voi"}
)
_SAME = {
    "nam": ("nam gioi", "con trai", "trai", "be trai", "dan ong"),
    "nu": ("nu gioi", "con gai", "gai", "be gai", "phu nu", "dan ba"),
}
_OTHER_WORDS = {"online": "truc tuyen", "onl": "truc tuyen", "buu dien": "buu chinh", "offline": "den quay"}
_SPOKEN = re.compile(r"\b(?:online|onl|offline|buu dien)\b")
_NUMBER_WORDS = frozenset({
    "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "mươi", "nhất",
    "nhì", "đầu", "cuối",
})  # fmt: skip
_LETTERS = re.compile(r"[^\W_]+")
_COMMON = frozenset({
    "co", "khong", "la", "cua", "hoac", "va", "voi", "cho", "o", "tai", "den", "trong", "tu", "nguoi", "giay", "to",
    "da", "chua", "duoc", "roi", "thi", "ma", "nay", "do", "ay", "mot", "khac", "lam", "bi", "tro", "len", "duoi",
    "tren",
})  # fmt: skip
"""Words too common to tell one choice from another."""
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
    """The answer behind a button of ``question``: a choice's value, ``co`` / ``khong``, or the group of most citizens; an unknown
    value is refused."""
    if question.type is AnswerType.ETHNIC_GROUP and value == MOST:
        return Answer(MOST, MOST)
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
    if not exact and _counts(text) and (numbered := _numbered(choices, said)):
        return numbered
    bare = tuple(word for word in said if word not in _POLITE) or said
    if not exact and bare:
        exact = [choice for choice in choices if bare in _names(choice)]
        if len(exact) == 1:
            return exact[0], True
    there = _PLACES.search(" ".join(said))
    coming = _in_person(choices, " ".join(said).replace(there[0], "").split()) if there else None
    if coming is not None:
        return coming
    if (spanning := ranges.within(choices, text)) is not None:
        return spanning, False
    return _likely(choices, bare, frozenset(_LETTERS.findall(text.lower())) if marked(text) else frozenset())


def _counts(text: str) -> bool:
    """Whether the words can hold a number: with their marks, "bà" is not "ba" and "đã cưới" is not "cuối"."""
    words = _LETTERS.findall(text.lower())
    return not marked(text) or any(word in _NUMBER_WORDS or word.isdecimal() or len(word) == 1 for word in words)


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


def _likely(
    choices: Sequence[Choice], said: tuple[str, ...], marked_words: frozenset[str] = frozenset()
) -> tuple[Choice, bool] | Invalid:
    """Words that fit only one label, with their marks where they were typed; a "không" that the label does not have never fits."""
    refusal = Invalid(f"Anh/chị bấm giúp một nút bên dưới, hoặc gõ số thứ tự (1 đến {len(choices)}).")
    if not said or len(said) > 40:
        return refusal
    negated = bool(NEGATIONS & set(said))
    fitting = [choice for choice in choices if negated == bool(NEGATIONS & set(folded_words(choice.label)))]
    within = [choice for choice in fitting if set(said) <= set(folded_words(choice.label))]
    if len(within) == 1 and any(len(word) > 1 for word in said):
        return within[0], True
    around = [choice for choice in fitting if any(set(name) <= set(said) for name in _names(choice) if name)]
    if len(around) == 1 and not within:
        return around[0], False
    if (only := _only(fitting, said, marked_words)) is not None:
        return only, False
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


def _only(choices: Sequence[Choice], said: tuple[str, ...], marked_words: frozenset[str]) -> Choice | None:
    """The one choice a short answer shares telling words with ("bà nội" for "Ông hoặc bà")."""
    telling = [word for word in said if word not in _COMMON]
    if not telling or len(said) > 4:
        return None
    shared = [
        (
            len(
                {fold(word) for word in marked_words & set(_LETTERS.findall(choice.label.lower()))} & set(telling)
                if marked_words
                else set(telling) & set(folded_words(choice.label))
            ),
            choice,
        )
        for choice in choices
    ]
    sharing = [choice for count, choice in shared if count]
    return sharing[0] if len(sharing) == 1 and max(count for count, _ in shared) * 2 >= len(telling) else None
