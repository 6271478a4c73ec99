"""Every guided procedure of the real content can be walked to its end: by the first buttons, the last ones, and its examples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from bot.catalogue.loader import load
from bot.catalogue.model import AnswerType, Catalogue, Choice, Kind, Question
from bot.engine import flow
from bot.engine.effects import SubmitDossier
from bot.engine.knowledge import Knowledge
from bot.engine.values import short
from tests.engine.town import KnowsByHeart, Talk

ROOT = Path(__file__).parents[2]
TYPED = {
    AnswerType.FULL_NAME: "Nguyễn Văn An",
    AnswerType.PERSONAL_ID: "001199012345",
    AnswerType.OLD_ID: "012345678",
    AnswerType.DATE: "03/02/1999",
    AnswerType.PHONE: "0912345678",
    AnswerType.EMAIL: "an@gmail.com",
    AnswerType.ADDRESS: "Số 12 ngõ 5, xã Đại Thanh",
    AnswerType.MONEY: "50.000.000",
    AnswerType.NUMBER: "1",
    AnswerType.TEXT: "Nội dung khai",
}
MOST = 120
"""No form asks so many questions."""


@cache
def content() -> Catalogue:
    """The content of the checkout."""
    return load([ROOT])


def guided() -> list[str]:
    """The codes of all guided procedures that are published."""
    return [one.code for one in content().procedures.values() if one.kind is Kind.GUIDED and one.status == "published"]


def first(choices: Sequence[Choice]) -> Choice:
    """The first choice that lets the form go on, or the first at all."""
    return next((one for one in choices if not one.stop), choices[0])


def last(choices: Sequence[Choice]) -> Choice:
    """The last choice that lets the form go on, or the last at all."""
    return next((one for one in reversed(choices) if not one.stop), choices[-1])


@pytest.mark.parametrize("pick", [first, last], ids=["first", "last"])
@pytest.mark.parametrize("code", guided())
def test_form_reaches_its_end(code: str, pick: Callable[[Sequence[Choice]], Choice]) -> None:
    talk = Talk(knowledge=Knowledge(content(), KnowsByHeart(), content().offices.offices[0]))
    talk.press(f"s:{short(code)}").tap("Tôi đồng ý", "Không cần nhắc")
    procedure = content().procedures[code]
    for _ in range(MOST):
        if talk.last.kind == "review":
            break
        draft = talk.session.drafts[code]
        question = flow.question_of(procedure, draft, draft.asked, talk.at.date())
        assert question is not None
        answer(talk, question, pick)
        if question.id not in answered(talk):
            assert pick(question.choices).stop
            assert pick(question.choices).stop.split()[0] in talk.text
            return
    talk.tap("Nộp hồ sơ")
    assert isinstance(talk.effects[-1], SubmitDossier), talk.text


def answer(talk: Talk, question: Question, pick: Callable[[Sequence[Choice]], Choice]) -> None:
    """Answers as a citizen would: buttons where there are any, the example or something plausible otherwise."""
    match question.type:
        case AnswerType.CHOICE:
            talk.tap(pick(question.choices).label)
        case AnswerType.MULTI_CHOICE:
            talk.tap(pick(question.choices).label, "Xong")
        case AnswerType.YES_NO:
            talk.tap("Có" if pick is first else "Không")
        case AnswerType.FILE:
            talk.upload("giay.jpg")
            if "Xong" in talk.labels:
                talk.tap("Xong")
        case _:
            talk.say(question.example or TYPED[question.type])
            if talk.last.kind == "question" and "Đúng rồi" in talk.labels:
                talk.tap("Đúng rồi")
            elif "Ghi vào hồ sơ" in talk.labels:
                talk.tap("Ghi vào hồ sơ")
            if question.id not in answered(talk):
                talk.say(TYPED[question.type])
            if "Đúng rồi" in talk.labels:
                talk.tap("Đúng rồi")
    assert question.id in answered(talk) or pick(question.choices).stop, f"{question.id}: {talk.text}"


def answered(talk: Talk) -> set[str]:
    """The questions answered so far."""
    return {key for draft in talk.session.drafts.values() for key in draft.answers}
