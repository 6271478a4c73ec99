"""Can this question ever be asked: the small search over the choices a citizen can make."""

from __future__ import annotations

from collections.abc import Mapping

from bot.catalogue.model import AnswerType, Comparison, Condition, Procedure, Question

_MOST = 20_000
"""Steps of one search; a form that needs more is taken as reachable rather than kept waiting."""

_FREE = "*"
"""An answer that may be anything: text, dates, numbers, several choices at once."""


class Reach:
    """What a procedure's form can lead to, by trying the choices that its conditions look at."""

    def __init__(self, procedure: Procedure) -> None:
        self._questions = {question.id: question for question in procedure.questions}
        self._order = {question.id: place for place, question in enumerate(procedure.questions)}

    def question(self, question: Question) -> bool:
        """Whether some answers lead to ``question``."""
        return self.condition(question.when, question.unless)

    def condition(self, when: Condition, unless: Condition) -> bool:
        """Whether some answers meet ``when`` and not ``unless``; unknown names in conditions count as no limit."""
        if not when and not unless:
            return True
        names = self._needed({*when, *unless})
        self._steps = 0
        return self._search(names, 0, {}, when, unless)

    def _needed(self, names: set[str]) -> list[str]:
        """These questions and all that decide whether they are asked, in the order of the form."""
        found: set[str] = set()
        waiting = [name for name in names if name in self._questions]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                asked = self._questions[name]
                waiting += [other for other in (*asked.when, *asked.unless) if other in self._questions]
        return sorted(found, key=self._order.__getitem__)

    def _search(
        self, names: list[str], place: int, answers: Mapping[str, str], when: Condition, unless: Condition
    ) -> bool:
        self._steps += 1
        if self._steps > _MOST:
            return True
        if place == len(names):
            return self._may_hold(when, answers) and not self._must_hold(unless, answers)
        question = self._questions[names[place]]
        if not (self._may_hold(question.when, answers) and not self._must_hold(question.unless, answers)):
            return self._search(names, place + 1, answers, when, unless)
        return any(
            self._search(names, place + 1, {**answers, question.id: value}, when, unless) for value in _values(question)
        ) or (question.optional and self._search(names, place + 1, answers, when, unless))

    def _may_hold(self, condition: Condition, answers: Mapping[str, str]) -> bool:
        return all(name not in self._questions or _may(answers.get(name), wanted) for name, wanted in condition.items())

    def _must_hold(self, condition: Condition, answers: Mapping[str, str]) -> bool:
        return bool(condition) and all(_must(answers.get(name), wanted) for name, wanted in condition.items())


def _values(question: Question) -> list[str]:
    if question.type is AnswerType.CHOICE:
        return [choice.value for choice in question.choices if not choice.stop]
    if question.type is AnswerType.YES_NO:
        return ["co", "khong"]
    return [_FREE]


def _may(answer: str | None, wanted: str | tuple[str, ...] | Comparison) -> bool:
    if answer is None:
        return False
    return isinstance(wanted, Comparison) or answer == _FREE or _among(answer, wanted)


def _must(answer: str | None, wanted: str | tuple[str, ...] | Comparison) -> bool:
    if answer is None or isinstance(wanted, Comparison) or answer == _FREE:
        return False
    return _among(answer, wanted)


def _among(answer: str, wanted: str | tuple[str, ...]) -> bool:
    return answer == wanted if isinstance(wanted, str) else answer in wanted
