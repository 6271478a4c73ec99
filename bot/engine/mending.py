"""Words about an answer given before ("sửa tên", "em nhập nhầm ngày sinh", "nhập sai rồi"): never an answer themselves, they lead
back to the question they name, or to a choice of those answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.catalogue.model import AnswerType, Procedure, Question
from bot.engine import asking, form, review
from bot.engine.answers import Doubt, Invalid, parse
from bot.engine.drafts import keep
from bot.engine.messages import Message
from bot.engine.scene import Scene
from bot.engine.session import Draft
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import dossiers as words
from bot.engine.wording import forms
from bot.language import fold, nfc

PENDING = "mend"
"""What the session waits for while the citizen is asked which answer to change."""

_LEAD = (
    r"(?:(?:da|vang|a|u|o|oi|ay|chet|khoan|nham roi|sai roi|xin|cho|muon|can|phai|nho|giup|de|thoi|hinh nhu|bi|lo|vua|moi|hoi nay"
    r"|toi|em|minh|chau|con|bac|anh|chi|ban|cau tren|cau truoc)[ ,.]+)*"
)
_TAIL = r"(?:[ ,]+(?:giup|giup voi|voi|ho|a|nhe|nha|di|em|toi|minh|cai|duoc khong|da|luon|chut|xiu|roi|mat|het))*"
_CHANGE = r"(?:chinh sua|thay doi|sua|doi|chinh|(?:nhap|ghi|viet|go|dien|chon|tra loi|khai)(?= lai\b))(?P<again> lai)?"
_SLIP = r"(?P<slip>(?:(?:nhap|ghi|viet|go|dien|khai|bam|chon|tra loi|danh) )?(?:nham|sai|lon))(?: roi| mat)*"
_CHANGES = re.compile(rf"{_LEAD}{_CHANGE}(?: (?P<named>\S.*?))??{_TAIL}")
_SLIPS = re.compile(
    rf"{_LEAD}{_SLIP}(?: (?P<named>[^,.;]+?))??{_TAIL}(?:[ ,.;]+{_LEAD}{_CHANGE}(?: (?P<other>\S.*?))??{_TAIL})?"
)
_WRONG = re.compile(
    rf"{_LEAD}(?P<named>\S.*?) (?:bi |ghi |nhap |viet |la )*(?P<slip>sai|nham|lon)(?: mat| het| hon)* ?(?:roi)?{_TAIL}"
)
_INSTEAD = re.compile(r"^(?P<named>.*?)[ ,:]+(?:thanh|la)[ :]+(?P<value>\S.*)$|^(?P<only>[^:]+):\s*(?P<text>\S.*)$")
_OBJECT = re.compile(
    r"^(?:(?:muc|cau|cho|phan|o|cai|so|thong tin|hoi)(?: |$))+(?! *(?:dien thoai|dinh danh|nha|cccd)\b)"
)
_PREVIOUS = frozenset(
    {"truoc", "truoc do", "vua", "vua roi", "tren", "o tren", "vua nay", "hoi nay", "ngay truoc", "vua xong"}
)
_ANY = frozenset(
    {"", "cau tra loi", "dap an", "ho so", "to khai", "loi", "sai", "chinh ta", "nham", "khac", "thong tin", "do"}
)
_OPEN = re.compile(
    r"\b(?:vi sao|ly do|lam gi|viec gi|noi dung|sua|doi|the nao|thong tin|chung minh|ngan gon|muc dich)\b"
)
"""A question that may well be answered with "sửa ngày sinh": what for, why, what is wrong on the paper."""


@dataclass(frozen=True, slots=True)
class Wish:
    """To change an answer: ``named`` folded words for its question (empty: none), ``value`` what it shall be, if that is told;
    ``plainly`` that the words can be about nothing but this conversation ("nhập lại", "gõ nhầm")."""

    named: str
    value: str = ""
    plainly: bool = False


def read(text: str) -> Wish | None:
    """The wish the whole message is, if any."""
    said = re.sub(r"\s+", " ", nfc(text)).strip(" .!,?")
    plain = fold(said)
    if not plain or len(plain) > 120:
        return None
    if (found := _CHANGES.fullmatch(plain)) is not None:
        named = found["named"] or ""
        if not named and not found["again"] and "sua" not in found[0]:
            return None
        told = _INSTEAD.match(named)
        if told is not None and len(plain) == len(said):  # folding kept the places of the letters
            value = said[found.end("named") - len(told["value"] or told["text"]) :].strip(" .!,")
            return Wish(_named(told["named"] or told["only"] or ""), value)
        return Wish(_named(named), "", bool(found["again"]) and "doi" not in found[0])
    if (found := _SLIPS.fullmatch(plain)) is not None:
        return Wish(_named(found["named"] or found["other"] or ""), "", " " in found["slip"] or bool(found["other"]))
    if (found := _WRONG.fullmatch(plain)) is not None:
        return Wish(_named(found["named"]))
    return None


def heard(scene: Scene, procedure: Procedure, draft: Draft, question: Question | None, text: str) -> Turn | None:
    """What follows from a wish to change an answer; None when the message is none, or may as well be the answer to ``question``."""
    wish = read(text)
    if wish is None or (question is not None and _answers(question, wish, text)):
        return None
    if wish.named in _PREVIOUS:
        return form.back(scene, procedure, draft)
    if wish.named.isdecimal() and "sua" not in fold(text):
        return None  # «Đội 5» without its marks
    entries = review.editable(scene, procedure, draft)
    found = review.fitting(entries, wish.named)
    if not found and wish.named not in _ANY:
        every = tuple((one, "") for one in procedure.questions)
        if question is not None and not review.fitting(every, wish.named):
            return None
    if wish.value and len(found) == 1 and (turn := _proposed(scene, draft, found[0], wish.value)) is not None:
        return turn
    if wish.value and not found:
        return None
    return form.edit(scene, procedure, draft, found[0]) if len(found) == 1 else which(scene, procedure, draft, found)


def which(scene: Scene, procedure: Procedure, draft: Draft, found: tuple[Question, ...] = ()) -> Turn:
    """Asks which answer to change: one of ``found``, or of all given so far, the latest first to be seen."""
    entries = review.editable(scene, procedure, draft)
    if not entries:
        return form.present(scene, Message(forms.FIRST_QUESTION))
    if draft.stage == "review" and not found:
        return review.page(scene, procedure, draft, 0)
    ids = {one.id for one in found} or {one.id for one, _ in entries}
    choices = [
        button(words.edit_label(place, one.label), "e", draft.id, one.id)
        for place, (one, _) in enumerate(entries, start=1)
        if one.id in ids
    ][-review.PAGE :]
    more = words.OR_BY_NAME if len(choices) < len(ids) else ""
    session = replace(keep(scene.session, draft), pending=f"{PENDING}:{draft.id}")
    choices.append(button(words.NO_CHANGE, "n", draft.id))
    return Turn(session, (Message(" ".join(filter(None, (words.WHICH, more))), tuple(choices)),))


def chosen(scene: Scene, procedure: Procedure, draft: Draft, text: str) -> Turn | None:
    """The question named in reply to "which one?", by its number or its label; None for any other words."""
    wish = read(text)
    found = review.fitting(
        review.editable(scene, procedure, draft), _named(fold(text.strip(" .!"))) if wish is None else wish.named
    )
    return form.edit(scene, procedure, draft, found[0]) if len(found) == 1 else None


def _answers(question: Question, wish: Wish, text: str) -> bool:
    """Whether the words may be the answer itself: a person called Sửa, or what a paper is wanted for."""
    if question.type is AnswerType.FULL_NAME:
        return len(text.split()) == 1
    return (
        question.type is AnswerType.TEXT
        and not wish.plainly
        and _OPEN.search(fold(f"{question.ask} {question.label}")) is not None
    )


def _proposed(scene: Scene, draft: Draft, question: Question, value: str) -> Turn | None:
    """The other answer told in the same breath, shown before it is written; None when it does not parse."""
    outcome = parse(question, value, draft.answers, scene.today, scene.catalogue.offices)
    if isinstance(outcome, Invalid) or question.id not in draft.answers:
        return None
    answer = outcome.answer if isinstance(outcome, Doubt) else outcome
    return asking.instead(scene, draft, question, answer)


def _named(words_: str) -> str:
    return _OBJECT.sub("", words_.strip(" ,:")).strip()
