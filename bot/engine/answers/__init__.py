"""Typed words, buttons and files turned into answers; one file per kind of answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot.catalogue.model import AnswerType, Offices, Question
from bot.engine.answers import address, amounts, choices, contact, dates, ethnic, identity, names, yes_no
from bot.engine.answers.choices import chosen, toggled
from bot.engine.answers.identity import PersonalId, explain_personal_id
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.answers.uploads import files
from bot.engine.answers.writing import clean
from bot.engine.session import Answer

__all__ = [
    "Context",
    "Doubt",
    "Invalid",
    "Outcome",
    "PersonalId",
    "chosen",
    "explain_personal_id",
    "files",
    "parse",
    "toggled",
]

_LONGEST_TEXT = 2_000
_LONGEST_LINE = 400


def parse(
    question: Question,
    text: str,
    answers: Mapping[str, Answer],
    today: date,
    offices: Offices | None = None,
) -> Outcome:
    """``text`` (any characters) read as the answer to ``question``; never raises.

    ``answers`` are the earlier ones by question id (identity numbers are compared with them), ``today`` the day of the
    event, ``offices`` the units an address is checked against. Reading an answer's ``shown`` again gives the same answer.
    """
    line = clean(text)
    if not line:
        return Invalid("Tôi chưa thấy nội dung, anh/chị nhập lại giúp câu trả lời.")
    longest = _LONGEST_TEXT if question.type is AnswerType.TEXT else _LONGEST_LINE
    if len(line) > longest:
        return Invalid(f"Câu trả lời dài quá {longest} ký tự, anh/chị viết ngắn lại giúp.")
    return _PARSERS[question.type](question, line, Context(today, answers, offices))


def _read_text(question: Question, text: str, context: Context) -> Outcome:
    if not any(letter.isalnum() for letter in text):
        return Invalid("Anh/chị trả lời giúp bằng chữ, biểu tượng thì tôi chưa đọc được.")
    if question.maximum is not None and len(text) > question.maximum:
        return Invalid(f"Câu trả lời dài quá {question.maximum} ký tự, anh/chị viết ngắn lại giúp.")
    return Answer(text, text)


def _read_file(question: Question, text: str, context: Context) -> Outcome:
    return Invalid("Câu này cần tệp hoặc ảnh chụp, anh/chị bấm nút đính kèm để gửi giúp.")


_PARSERS: Mapping[AnswerType, Callable[[Question, str, Context], Outcome]] = {
    AnswerType.FULL_NAME: names.read,
    AnswerType.PERSONAL_ID: identity.read,
    AnswerType.OLD_ID: identity.read_old,
    AnswerType.DATE: dates.read,
    AnswerType.PHONE: contact.read_phone,
    AnswerType.EMAIL: contact.read_email,
    AnswerType.ADDRESS: address.read,
    AnswerType.ETHNIC_GROUP: ethnic.read,
    AnswerType.MONEY: amounts.read_money,
    AnswerType.NUMBER: amounts.read_number,
    AnswerType.CHOICE: choices.read_choice,
    AnswerType.MULTI_CHOICE: choices.read_multi_choice,
    AnswerType.YES_NO: yes_no.read,
    AnswerType.FILE: _read_file,
    AnswerType.TEXT: _read_text,
}
