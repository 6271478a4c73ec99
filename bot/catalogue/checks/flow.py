"""Forms that lead somewhere: conditions that can hold, questions that can be reached, choices that go on."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from datetime import date

from bot.catalogue.checks.paths import Reach
from bot.catalogue.content import Content
from bot.catalogue.issues import Issue, Path, Source
from bot.catalogue.model import AnswerType, Comparison, Condition, Kind, Procedure, Question

LONGEST_ID = 20
"""Characters of a question id or choice value, so that a button's value stays below 60 bytes with both in it."""

_CHOSEN = {AnswerType.CHOICE, AnswerType.MULTI_CHOICE}
_COMPARED = {AnswerType.DATE, AnswerType.NUMBER, AnswerType.MONEY}


def check(content: Content, today: date) -> Iterator[Issue]:
    """Every fault of the forms."""
    for read in content.procedures:
        yield from _form(read.value, read.source)


def _form(procedure: Procedure, source: Source) -> Iterator[Issue]:
    if procedure.kind is Kind.GUIDED and not procedure.questions:
        yield source.issue(
            ("kind",), "no-form", "Loại «guided» phải có phần «questions»; nếu chỉ hướng dẫn hãy ghi «guidance»."
        )
    if procedure.kind is not Kind.GUIDED and procedure.questions:
        sentence = (
            f"Có biểu mẫu nhưng loại là «{procedure.kind.value}», nên người dân không được hỏi; hãy ghi «guided»."
        )
        yield source.issue(("kind",), "unused-form", sentence)
    earlier: dict[str, Question] = {}
    later = {question.id for question in procedure.questions}
    reach = Reach(procedure)
    for number, question in enumerate(procedure.questions):
        path: Path = ("questions", number)
        yield from _identity(source, (*path, "id"), question.id, earlier.keys(), "câu hỏi")
        sound = True
        for key, condition in (("when", question.when), ("unless", question.unless)):
            faults = list(_condition(source, (*path, key), condition, earlier, later))
            sound = sound and not faults
            yield from faults
        yield from _choices(source, path, question)
        yield from _person(source, path, question, earlier)
        yield from _limits(source, path, question)
        if sound and not reach.question(question):
            place = (*path, "when") if question.when else (*path, "unless")
            sentence = f"Không ai được hỏi câu «{question.id}»: điều kiện này không bao giờ đúng."
            yield source.issue(place, "unreachable", sentence, key=True)
        earlier.setdefault(question.id, question)
        later.discard(question.id)
    yield from _documents(procedure, source, earlier, reach)


def _documents(procedure: Procedure, source: Source, questions: dict[str, Question], reach: Reach) -> Iterator[Issue]:
    seen: set[str] = set()
    for number, document in enumerate(procedure.documents):
        path: Path = ("documents", number)
        if document.id in seen:
            yield source.issue((*path, "id"), "duplicate-id", f"Mã giấy tờ «{document.id}» đã dùng ở trên.")
        seen.add(document.id)
        faults: list[Issue] = []
        for key, condition in (("when", document.when), ("unless", document.unless)):
            faults += _condition(source, (*path, key), condition, questions, set())
        yield from faults
        if not faults and not reach.condition(document.when, document.unless):
            sentence = f"Không ai phải nộp «{document.name}»: điều kiện này không bao giờ đúng."
            yield source.issue((*path, "when" if document.when else "unless"), "unreachable", sentence, key=True)


def _identity(source: Source, path: Path, name: str, used: Collection[str], what: str) -> Iterator[Issue]:
    if name in used:
        yield source.issue(path, "duplicate-id", f"Mã {what} «{name}» đã dùng ở trên.")
    if len(name) > LONGEST_ID:
        yield source.issue(path, "long-id", f"Mã {what} dài quá {LONGEST_ID} ký tự (đang có {len(name)}).")


def _condition(
    source: Source, path: Path, condition: Condition, earlier: dict[str, Question], later: set[str]
) -> Iterator[Issue]:
    for name, wanted in condition.items():
        where = (*path, name)
        asked = earlier.get(name)
        if asked is None:
            if name in later:
                sentence = f"Điều kiện nhìn về câu «{name}» ở phía sau; chỉ được nhìn về câu đã hỏi trước."
                yield source.issue(where, "forward", sentence, key=True)
            else:
                sentence = f"Không có câu hỏi «{name}» trong biểu mẫu.{_guess(name, list(earlier))}"
                yield source.issue(where, "unknown-question", sentence, key=True)
            continue
        if isinstance(wanted, Comparison):
            if asked.type not in _COMPARED:
                sentence = f"Câu «{name}» không phải ngày hay số nên không so sánh được."
                yield source.issue(where, "comparison", sentence, key=True)
            elif not wanted.model_fields_set:
                yield source.issue(where, "comparison", "Phép so sánh còn trống.", key=True)
            continue
        values = [choice.value for choice in asked.choices]
        if asked.type is AnswerType.YES_NO:
            values = ["co", "khong"]
        several = not isinstance(wanted, str)
        for number, value in enumerate((wanted,) if isinstance(wanted, str) else wanted):
            if values and value not in values:
                sentence = f"Câu «{name}» không có lựa chọn «{value}».{_guess(value, values)}"
                yield source.issue((*where, number) if several else where, "unknown-value", sentence)


def _choices(source: Source, path: Path, question: Question) -> Iterator[Issue]:
    seen: set[str] = set()
    labels: set[str] = set()
    for number, choice in enumerate(question.choices):
        where = (*path, "choices", number)
        yield from _identity(source, (*where, "value"), choice.value, seen, "lựa chọn")
        seen.add(choice.value)
        if choice.label.casefold() in labels:
            yield source.issue((*where, "label"), "duplicate-label", f"Hai nút cùng ghi «{choice.label}».")
        labels.add(choice.label.casefold())
        if choice.instead and not choice.stop:
            sentence = "Lựa chọn dẫn sang thủ tục khác phải có «stop» nói vì sao."
            yield source.issue((*where, "instead"), "nowhere", sentence)
    sorting = question.when and all(choice.instead for choice in question.choices)
    if question.choices and all(choice.stop for choice in question.choices) and not sorting:
        sentence = f"Câu «{question.id}» là ngõ cụt: lựa chọn nào cũng dừng lại."
        yield source.issue((*path, "choices"), "dead-end", sentence, key=True)
    if question.type is AnswerType.CHOICE and len(question.choices) == 1:
        sentence = f"Câu «{question.id}» chỉ có một lựa chọn nên không cần hỏi."
        yield source.issue((*path, "choices"), "one-choice", sentence, "warning", key=True)


def _person(source: Source, path: Path, question: Question, earlier: dict[str, Question]) -> Iterator[Issue]:
    for key, name in (("born", question.born), ("sex", question.sex)):
        if name is None:
            continue
        asked = earlier.get(name)
        if asked is None:
            sentence = f"«{key}» phải là mã một câu hỏi ở phía trước; không có câu «{name}»."
            yield source.issue((*path, key), "unknown-question", sentence + _guess(name, list(earlier)))
        elif key == "born" and asked.type is not AnswerType.DATE:
            yield source.issue((*path, key), "born", f"Câu «{name}» không hỏi ngày sinh.")
        elif key == "sex" and {choice.value for choice in asked.choices} != {"nam", "nu"}:
            sentence = f"Câu «{name}» không hỏi giới tính với hai lựa chọn «nam» và «nu»."
            yield source.issue((*path, key), "sex", sentence)


def _limits(source: Source, path: Path, question: Question) -> Iterator[Issue]:
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        yield source.issue((*path, "minimum"), "limits", "Số nhỏ nhất lớn hơn số lớn nhất.")
    if question.date_range != "any" and question.type is not AnswerType.DATE:
        yield source.issue(
            (*path, "date_range"), "date-range", "Chỉ câu hỏi kiểu «date» mới có «date_range».", key=True
        )


def _guess(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f" Có phải ý bạn là «{near[0]}»?" if near else ""
