"""How a question looks: its words, its buttons, the ways on and out; and an answer held back until the citizen agrees."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue.model import AnswerType, Procedure, Question
from bot.engine import flow
from bot.engine.answers import address
from bot.engine.drafts import keep
from bot.engine.messages import Choice, Message
from bot.engine.scene import Scene
from bot.engine.session import Answer, Draft
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import forms
from bot.engine.wording.markup import upper_first


def message(scene: Scene, procedure: Procedure, draft: Draft, question: Question) -> Message:
    """One question with why it is asked, an example, its buttons and the step."""
    old = draft.answers.get(question.id)
    current = old.shown if old is not None and flow.fits(question, old) else ""
    choices: list[Choice] = []
    if question.type is AnswerType.MULTI_CHOICE:
        for label, value in forms.options(question):
            choices.append(
                button(("✓ " if value in draft.gathering else "") + label, "t", draft.id, question.id, value)
            )
    elif question.type is AnswerType.ADDRESS and not draft.gathering:
        choices += [
            button(upper_first(address.unit_name(office)), "u", draft.id, question.id, office.id)
            for office in scene.catalogue.offices.offices
        ]
    elif question.type is not AnswerType.FILE:
        choices += [button(label, "a", draft.id, question.id, value) for label, value in forms.options(question)]
    if question.type is AnswerType.MULTI_CHOICE or (draft.gathering and question.type is AnswerType.FILE):
        choices.append(button(forms.DONE, "d", draft.id, question.id))
    if draft.gathering and question.type is AnswerType.FILE:
        choices.append(button(forms.REMOVE_LAST, "rm", draft.id, question.id))
    choices += _ways(scene, procedure, draft, question, current=bool(current))
    progress = flow.progress(procedure, draft, scene.today, question)
    picked = next(iter(draft.gathering.values()), "") if question.type is AnswerType.ADDRESS else ""
    return Message(forms.put(question, current, picked), tuple(choices), "question", progress)


def held(scene: Scene, procedure: Procedure, draft: Draft, question: Question, answer: Answer) -> Message:
    """Says again what an answer is held for: leave to drop others, or a doubt."""
    if draft.stage == "dropping":
        lost = [(one.label, old.shown) for one, old in flow.dropped(procedure, draft, question.id, answer, scene.today)]
        choices = (
            button(forms.CHANGE_IT, "dp", draft.id, question.id),
            button(forms.AS_BEFORE, "ak", draft.id, question.id),
        )
        return Message(forms.dropping(question.label, answer.shown, lost), choices, "question")
    return doubt(draft, question, answer, "")


def doubt(draft: Draft, question: Question, answer: Answer, reason: str) -> Message:
    """Asks whether an unusual answer is right."""
    choices = (
        button(forms.KEEP, "k", draft.id, question.id),
        button(forms.CHANGE, "c", draft.id, question.id),
    )
    return Message(forms.doubt(reason, answer.shown), choices, "question")


def instead(scene: Scene, draft: Draft, question: Question, answer: Answer) -> Turn:
    """Shows another answer to a question answered before and keeps it back until the citizen says that it is right."""
    held = replace(draft, stage="confirming", held=answer, asked=question.id, editing=question.id, failures=0)
    reason = forms.correcting(question.label, draft.answers[question.id].shown)
    return Turn(keep(scene.session, held), (doubt(held, question, answer, reason),))


def _ways(scene: Scene, procedure: Procedure, draft: Draft, question: Question, *, current: bool) -> tuple[Choice, ...]:
    """The ways on and out that every question has."""
    choices = []
    if current:
        choices.append(button(forms.AS_BEFORE, "ak", draft.id, question.id))
    if question.optional:
        choices.append(button(forms.SKIP, "x", draft.id, question.id))
    if flow.previous(procedure, replace(draft, asked=question.id), scene.today) is not None:
        choices.append(button(forms.BACK, "b", draft.id, question.id))
    return (*choices, button(forms.LATER, "l", draft.id))
