"""Which questions and documents concern this citizen, derived from the answers every time and never stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from bot.catalogue.model import AnswerType, Choice, Comparison, Condition, Document, Procedure, Question
from bot.engine.messages import Progress
from bot.engine.session import Answer, Draft


def holds(condition: Condition, answers: Mapping[str, Answer], today: date) -> bool:
    """Whether every part of the condition is met; an answer not given meets nothing."""
    return all(key in answers and _meets(answers[key], wanted, today) for key, wanted in condition.items())


def applies(when: Condition, unless: Condition, answers: Mapping[str, Answer], today: date) -> bool:
    """Whether something shown ``when`` one condition holds and ``unless`` another does is shown."""
    return holds(when, answers, today) and not (unless and holds(unless, answers, today))


def relevant(procedure: Procedure, answers: Mapping[str, Answer], today: date) -> tuple[Question, ...]:
    """The questions on this citizen's path, in order; conditions look only at answers that are themselves on the path."""
    path: list[Question] = []
    walked: dict[str, Answer] = {}
    for question in procedure.questions:
        if applies(question.when, question.unless, walked, today):
            path.append(question)
            if question.id in answers:
                walked[question.id] = answers[question.id]
    return tuple(path)


def settled(question: Question, draft: Draft) -> bool:
    """Whether the question needs no asking: answered with something its present form still allows, or skipped where it may be."""
    answer = draft.answers.get(question.id)
    if answer is not None:
        return fits(question, answer)
    return question.optional and question.id in draft.skipped


def fits(question: Question, answer: Answer) -> bool:
    """Whether a kept answer still fits the question after a change of content: its choice exists and does not stop the form."""
    match question.type:
        case AnswerType.CHOICE:
            chosen = choice(question, str(answer.value))
            return chosen is not None and not chosen.stop
        case AnswerType.MULTI_CHOICE | AnswerType.FILE:
            if not isinstance(answer.value, tuple):
                return False
            return question.type is AnswerType.FILE or all(choice(question, one) is not None for one in answer.value)
        case AnswerType.YES_NO:
            return answer.value in {"co", "khong"}
        case _:
            return not isinstance(answer.value, tuple)


def choice(question: Question, value: str) -> Choice | None:
    """The choice of this question with this value."""
    return next((one for one in question.choices if one.value == value), None)


def next_question(procedure: Procedure, draft: Draft, today: date) -> Question | None:
    """The first question on the path that is not settled; None when the review is due."""
    path = relevant(procedure, draft.answers, today)
    return next((question for question in path if not settled(question, draft)), None)


def question_of(procedure: Procedure, draft: Draft, id_: str | None, today: date) -> Question | None:
    """The question ``id_`` if it is on this citizen's path."""
    return next((question for question in relevant(procedure, draft.answers, today) if question.id == id_), None)


def previous(procedure: Procedure, draft: Draft, today: date) -> Question | None:
    """The question before the one asked, on the path; None at the first one. From the review it is the last one."""
    path = relevant(procedure, draft.answers, today)
    places = [place for place, question in enumerate(path) if question.id == draft.asked]
    before = places[0] - 1 if places else len(path) - 1
    return path[before] if before >= 0 else None


def progress(procedure: Procedure, draft: Draft, today: date, question: Question) -> Progress:
    """Step of steps, counting the questions known to concern this citizen so far."""
    path = relevant(procedure, draft.answers, today)
    place = next((place for place, one in enumerate(path, start=1) if one.id == question.id), 1)
    return Progress(place, max(len(path), place))


def answered(procedure: Procedure, draft: Draft, today: date) -> tuple[tuple[Question, Answer], ...]:
    """What the citizen answered on the path, in order; answers beside the path stay in the draft but are not part of it."""
    path = relevant(procedure, draft.answers, today)
    return tuple((question, draft.answers[question.id]) for question in path if question.id in draft.answers)


def dropped(
    procedure: Procedure, draft: Draft, id_: str, answer: Answer, today: date
) -> tuple[tuple[Question, Answer], ...]:
    """What would no longer be part of the dossier if ``id_`` were answered with ``answer``."""
    changed = {**draft.answers, id_: answer}
    staying = {question.id for question in relevant(procedure, changed, today)}
    return tuple((question, old) for question, old in answered(procedure, draft, today) if question.id not in staying)


def documents(procedure: Procedure, answers: Mapping[str, Answer], today: date) -> tuple[Document, ...]:
    """The papers this citizen needs, judged by the answers on the path."""
    path = {question.id for question in relevant(procedure, answers, today)}
    walked = {key: answer for key, answer in answers.items() if key in path}
    return tuple(one for one in procedure.documents if applies(one.when, one.unless, walked, today))


def case_questions(procedure: Procedure) -> tuple[Question, ...]:
    """The questions with buttons that decide which papers are needed, in order, with those they hang on."""
    needed: set[str] = set()
    for document in procedure.documents:
        needed |= document.when.keys() | document.unless.keys()
    for question in reversed(procedure.questions):
        if question.id in needed:
            needed |= question.when.keys() | question.unless.keys()
    return tuple(
        one for one in procedure.questions if one.id in needed and one.type in {AnswerType.CHOICE, AnswerType.YES_NO}
    )


def next_case(procedure: Procedure, cases: Mapping[str, str], today: date) -> Question | None:
    """The next case to ask before the papers can be named; None when they can."""
    given = {key: Answer(value, value) for key, value in cases.items()}
    askable = {question.id for question in case_questions(procedure)}
    path = relevant(procedure, given, today)
    return next((question for question in path if question.id in askable and question.id not in cases), None)


def _meets(answer: Answer, wanted: str | Collection[str] | Comparison, today: date) -> bool:
    if isinstance(wanted, Comparison):
        return _compares(answer, wanted, today)
    given = answer.value if isinstance(answer.value, tuple) else (_word(answer.value),)
    accepted = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return any(one in accepted for one in given)


def _word(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "co" if value else "khong"
    return str(value)


def _compares(answer: Answer, wanted: Comparison, today: date) -> bool:
    value = answer.value
    if isinstance(value, str) and (born := _date(value)) is not None:
        days = (today - born).days
        years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        return (
            (wanted.older_than_days is None or days > wanted.older_than_days)
            and (wanted.older_than_years is None or years >= wanted.older_than_years)
            and (wanted.younger_than_years is None or years < wanted.younger_than_years)
            and wanted.over is None
            and wanted.under is None
        )
    number = _number(value)
    if number is None or any(
        one is not None for one in (wanted.older_than_days, wanted.older_than_years, wanted.younger_than_years)
    ):
        return False
    return (wanted.over is None or number > wanted.over) and (wanted.under is None or number < wanted.under)


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _number(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None
