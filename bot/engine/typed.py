"""A typed message: a command, a yes or no that was waited for, an answer, or a question."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.catalogue.model import AnswerType, Procedure, Question
from bot.engine import (
    codes,
    commands,
    consent,
    flow,
    form,
    lookup,
    mine,
    people,
    pressed,
    publications,
    rating,
    reading,
    review,
    submission,
)
from bot.engine.answers import Doubt, Invalid, parse
from bot.engine.answers.writing import clean
from bot.engine.commands import Command
from bot.engine.drafts import keep
from bot.engine.messages import Message
from bot.engine.scene import Scene, joined
from bot.engine.session import Answer, Draft
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import forms, talk
from bot.language import fold
from bot.matcher.match import Intent, Match, Verdict

SURE = 0.6
"""Confidence from which a matched entry outweighs the reading of a message as an answer that does not parse well."""

_FREE = frozenset({AnswerType.TEXT, AnswerType.ADDRESS, AnswerType.FULL_NAME})
_NUMBERED = frozenset(
    {AnswerType.NUMBER, AnswerType.MONEY, AnswerType.CHOICE, AnswerType.MULTI_CHOICE, AnswerType.YES_NO}
)
_EDIT = re.compile(r"^(?:sửa|sua|đổi|doi)(?: lại| lai)?(?: mục| muc| câu| cau| số| so)* (.+)$", re.IGNORECASE)
_SUBMIT = frozenset({"nop", "nop ho so", "gui", "gui ho so", "nop luon", "nop di"})


def said(scene: Scene, raw: str) -> Turn:
    """What follows from a typed message, whatever it is."""
    text = clean(raw[: lookup.READ * 5])
    if not any(letter.isalnum() for letter in text):
        return pressed.resumed(scene, scene.says(Message(talk.EMPTY)))
    draft = scene.draft
    procedure = scene.procedure(draft.procedure) if draft is not None else None
    question = form.asked(scene, procedure, draft) if draft is not None and procedure is not None else None
    free = question is not None and question.type in _FREE
    command = commands.read(text, answering=question is not None or _confirming(scene))
    if command is not None:
        return run(_unpending(scene) if command is not Command.ERASE else scene, command)
    if not free and (value := _typed_button(scene, text, question)) is not None:
        return pressed.chose(scene, value)
    if (turn := _waited_for(scene, text)) is not None:
        return turn
    scene = _unpending(scene)
    if codes.resembles(text) or codes.official(text):
        return pressed.resumed(scene, submission.status(scene, text))
    if draft is not None and procedure is not None:
        return _in_draft(scene, procedure, draft, question, text)
    return _asked(scene, text)


def run(scene: Scene, command: Command) -> Turn:
    """Carries out a command."""
    match command:
        case Command.LATER:
            return form.later(scene)
        case Command.CONTINUE:
            return form.continued(scene)
        case Command.OFFICER:
            return pressed.resumed(scene, people.request(scene))
        case Command.HELP:
            return pressed.resumed(scene, scene.says(Message(talk.HELP, lookup.suggestions(scene, 3))))
        case Command.KEPT:
            return pressed.resumed(scene, mine.kept(scene))
        case Command.ERASE:
            return mine.ask_erase(scene)
        case Command.MINE:
            return mine.dossiers(scene)
        case Command.RATE:
            return rating.reach(scene)
        case Command.START:
            return pressed.resumed(scene, lookup.greeting(scene))
        case Command.OFFICE:
            return pressed.resumed(scene, scene.says(Message(people.where(scene), (button(talk.ASK_PERSON, "o"),))))
        case Command.PUBLIC:
            return pressed.resumed(scene, publications.overview(scene))
        case Command.REMIND | Command.NO_REMIND:
            return pressed.resumed(scene, consent.remind(scene, granted=command is Command.REMIND))
        case _:
            return _on_draft(scene, command)


def _on_draft(scene: Scene, command: Command) -> Turn:
    draft = scene.draft or (next(iter(scene.session.drafts.values())) if len(scene.session.drafts) == 1 else None)
    if draft is None:
        if command is Command.CANCEL and len(scene.session.drafts) > 1:
            return mine.dossiers(scene)
        return scene.says(Message(forms.NO_DRAFT, lookup.suggestions(scene, 3)))
    procedure = scene.procedure(draft.procedure)
    match command:
        case Command.CANCEL | Command.RESTART:
            return pressed.ask_sure(scene, draft, command.value)
        case _ if procedure is None:
            return scene.says(Message(forms.PROCEDURE_GONE))
        case Command.BACK:
            return form.back(scene, procedure, draft)
        case Command.SKIP:
            question = form.asked(scene, procedure, draft)
            return form.skip(scene, procedure, draft, question) if question else form.present(scene)
        case Command.REVIEW:
            return pressed.look_over(scene, procedure, draft)
        case _:
            return form.present(scene)


def _confirming(scene: Scene) -> bool:
    return scene.session.pending is not None or (
        scene.draft is not None and scene.draft.stage in {"confirming", "dropping"}
    )


def _unpending(scene: Scene) -> Scene:
    pending = scene.session.pending
    return scene if pending in {None, "officer"} else scene.with_session(replace(scene.session, pending=None))


def _typed_button(scene: Scene, text: str, question: Question | None) -> str | None:
    """The button whose label or number was typed; numbers only where no question of the form could mean them itself."""
    bare = fold(text.strip(" .!"))
    labels = [value for label, value in scene.session.buttons if fold(label.removeprefix("✓ ")) == bare]
    if len(set(labels)) == 1:
        return labels[0]
    if question is None and text.isascii() and text.isdecimal() and len(text) <= 2:
        place = int(text)
        return scene.session.buttons[place - 1][1] if 0 < place <= len(scene.session.buttons) else None
    return None


def _waited_for(scene: Scene, text: str) -> Turn | None:
    """The answer to a yes/no of the bot's own, or a rating's comment."""
    pending = scene.session.pending
    if pending is not None and pending != "officer":
        sure = reading.yes_no(scene, text)
        if sure is not None:
            return pressed.settle(scene, pending, sure=sure)
    waiting = scene.session.rating
    if waiting is not None and waiting.commenting and scene.session.active is None and not reading.asks(text):
        return rating.finish(scene, text)
    return None


def _asked(scene: Scene, text: str) -> Turn:
    """A message outside any form."""
    if (place := lookup.ordinal(scene, text)) is not None:
        return _leaving_rating(scene, lookup.show_ordinal, *place)
    text = reading.correction(text)
    match = lookup.matched(scene, text)
    if scene.session.pending == "officer":
        if match.verdict is Verdict.ABSTAIN and match.intent is Intent.NOTHING:
            return people.add_note(scene, text)
        scene = scene.with_session(replace(scene.session, pending=None))
    if match.intent is Intent.SMALLTALK:
        return lookup.reply(scene, text, match)
    return _leaving_rating(scene, lookup.reply, text, match)


def _leaving_rating(scene: Scene, answer: object, *args: object) -> Turn:
    closed = rating.left(scene)
    return joined(closed, answer(scene.with_session(closed.session), *args))  # type: ignore[operator]


def _in_draft(scene: Scene, procedure: Procedure, draft: Draft, question: Question | None, text: str) -> Turn:
    match draft.stage:
        case "consent" | "reminders":
            granted = reading.yes_no(scene, text)
            if granted is not None:
                return pressed.consented(scene, procedure, draft, granted=granted)
            return _digression(scene, text)
        case "confirming" | "dropping":
            return _settling(scene, procedure, draft, text)
        case "review":
            return _reviewing(scene, procedure, draft, text)
        case _ if question is None:
            return _digression(scene, text) if reading.asks(text) else form.present(scene)
        case _:
            return _answering(scene, procedure, draft, question, text)


def _settling(scene: Scene, procedure: Procedure, draft: Draft, text: str) -> Turn:
    question = flow.question_of(procedure, draft, draft.asked, scene.today)
    if question is None or draft.held is None:
        return form.present(scene)
    sure = reading.yes_no(scene, text)
    if sure is True:
        agreed = form.commit if draft.stage == "dropping" else form.record
        return agreed(scene, procedure, draft, question, draft.held)
    if draft.stage == "dropping":
        return form.keep_old(scene, procedure, draft) if sure is False else _digression(scene, text)
    if sure is False:
        return form.proceed(scene, procedure, replace(draft, stage="asking", held=None))
    return _answering(scene, procedure, replace(draft, stage="asking", held=None), question, text)


def _reviewing(scene: Scene, procedure: Procedure, draft: Draft, text: str) -> Turn:
    if fold(text.strip(" .!")) in _SUBMIT:
        return submission.submit(scene, procedure, draft, helped=False)
    wanted = _EDIT.match(text)
    if wanted is not None:
        question = review.named(scene, procedure, draft, wanted[1].strip())
        return form.edit(scene, procedure, draft, question) if question else review.page(scene, procedure, draft, 0)
    return _digression(scene, text)


def _digression(scene: Scene, text: str, match: Match | None = None) -> Turn:
    """Answers a question and puts the form's own question again, once, in the same turn."""
    place = lookup.ordinal(scene, text) if match is None else None
    text = reading.correction(text)
    turn = lookup.show_ordinal(scene, *place) if place else lookup.reply(scene, text, match)
    return pressed.resumed(scene, turn)


def _answering(scene: Scene, procedure: Procedure, draft: Draft, question: Question, text: str) -> Turn:
    """Answer or question? What parses and is not put as a question is an answer; what is put as a question, or fails to
    parse while the matcher knows it, is answered as one. A name is never recorded from a question."""
    outcome = parse(question, text, draft.answers, scene.today, scene.catalogue.offices)
    putting = reading.asks(text)
    if not putting and not isinstance(outcome, Invalid):
        if question.type is AnswerType.FULL_NAME and not reading.name_like(text):
            match = lookup.matched(scene, text)
            if _outweighs(match):
                return _digression(scene, text, match)
        if question.type in _FREE and reading.courtesy(text) and not reading.name_like(text):
            return _digression(scene, text)
        return form.read(scene, procedure, draft, question, text)
    match = lookup.matched(scene, text)
    if not putting:
        if _outweighs(match):
            return _digression(scene, text, match)
        return form.read(scene, procedure, draft, question, text)
    if isinstance(outcome, Invalid) or question.type is AnswerType.FULL_NAME or _meant(match):
        return _digression(scene, text, match)
    if question.type in _FREE:
        return _answer_or_question(scene, draft, question, outcome)
    return form.read(scene, procedure, draft, question, text)


def _outweighs(match: Match) -> bool:
    if match.intent in {Intent.HUMAN, Intent.SMALLTALK}:
        return True
    if match.about_focus and match.aspect:
        return True
    return match.verdict is Verdict.ANSWER and bool(match.candidates) and match.candidates[0].confidence >= SURE


def _meant(match: Match) -> bool:
    if match.aspect and match.verdict is not Verdict.CHOOSE:
        return True
    return match.verdict is not Verdict.ABSTAIN or match.about_focus or match.intent in {Intent.HUMAN, Intent.SMALLTALK}


def _answer_or_question(scene: Scene, draft: Draft, question: Question, outcome: Answer | Doubt) -> Turn:
    answer = outcome.answer if isinstance(outcome, Doubt) else outcome
    held = replace(draft, stage="confirming", held=answer, asked=question.id)
    choices = (
        button(forms.WRITE_IT, "k", draft.id, question.id),
        button(forms.ASKING, "aq", draft.id, question.id),
    )
    text = forms.answer_or_question(answer.shown, question.label)
    return Turn(keep(scene.session, held), (Message(text, choices, "question"),))
