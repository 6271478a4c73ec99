"""The guided form: opening a draft, putting its questions one at a time, and recording what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.catalogue.model import AnswerType, Office, Procedure, Question
from bot.engine import asking, cards, consent, flow, review
from bot.engine.answers import Doubt, Invalid, address, parse
from bot.engine.drafts import keep
from bot.engine.messages import Message
from bot.engine.scene import Scene, led
from bot.engine.session import Answer, Draft
from bot.engine.turn import Turn
from bot.engine.values import button, short
from bot.engine.wording import forms, talk
from bot.engine.wording.markup import joined

PATIENCE = 3
"""After so many unreadable answers in a row a person is offered."""

_SEVERAL = {AnswerType.MULTI_CHOICE, AnswerType.FILE}


def present(scene: Scene, *lead: Message) -> Turn:
    """Says again what the open draft waits for: the notice, a question, "đúng chưa?", the review. Derives the question anew,
    so that a change of content in between leads to the right one. ``lead`` is said first."""
    draft, procedure = _open(scene)
    if draft is None or procedure is None:
        return scene.says(*lead) if lead else scene.says(Message(forms.NO_DRAFT))
    if not cards.guided(scene, procedure):
        return withdrawn(scene, procedure)
    match draft.stage:
        case "consent" | "reminders":
            return scene.says(*led(lead, consent.message(scene, procedure, draft)))
        case "confirming" | "dropping":
            question = flow.question_of(procedure, draft, draft.asked, scene.today)
            if question is not None and draft.held is not None:
                return scene.says(*led(lead, asking.held(scene, procedure, draft, question, draft.held)))
            return proceed(scene, procedure, _settled(draft), *lead)
        case _:
            return proceed(scene, procedure, draft, *lead)


def withdrawn(scene: Scene, procedure: Procedure) -> Turn:
    """Puts aside a dossier whose procedure ended or is being rewritten meanwhile: says so, keeps the answers."""
    turn = cards.show(scene.with_session(replace(scene.session, active=None)), procedure)
    return replace(turn, messages=(*turn.messages, Message(forms.DRAFT_KEPT)))


def proceed(scene: Scene, procedure: Procedure, draft: Draft, *lead: Message) -> Turn:
    """Puts the question being edited, else the next unsettled one, else the review."""
    question = flow.question_of(procedure, draft, draft.editing, scene.today)
    if question is None:
        draft = replace(draft, editing=None)
        question = flow.next_question(procedure, draft, scene.today)
    if question is None:
        return review.show(scene, procedure, replace(draft, stage="review", asked=None), *lead)
    if question.id != draft.asked or draft.stage != "asking":
        draft = replace(
            draft,
            stage="asking",
            asked=question.id,
            held=None,
            failures=0 if question.id != draft.asked else draft.failures,
            gathering=draft.gathering if question.id == draft.asked else _gathered(question, draft),
        )
    scene = scene.with_session(keep(scene.session, draft))
    return scene.says(*led(lead, asking.message(scene, procedure, draft, question)))


def gathered(scene: Scene, procedure: Procedure, draft: Draft, question: Question, text: str) -> Turn:
    """Says what is ticked or received so far, with the question's buttons but without its words again."""
    message = replace(asking.message(scene, procedure, draft, question), text=text)
    return Turn(keep(scene.session, draft), (message,))


def read(scene: Scene, procedure: Procedure, draft: Draft, question: Question, text: str) -> Turn:
    """Typed words taken as the answer: recorded, doubted or refused with what to do."""
    outcome = parse(question, text, _walked(procedure, draft, scene), scene.today, scene.catalogue.offices)
    if question.type is AnswerType.ADDRESS:
        if (office := address.unit(text, scene.catalogue.offices)) is not None:
            return pick_unit(scene, procedure, draft, question, office)
        outcome = _placed(scene, draft, outcome)
    match outcome:
        case Answer():
            return record(scene, procedure, draft, question, outcome)
        case Doubt():
            return hold(scene, draft, question, outcome)
        case Invalid(reason=reason):
            return refuse(scene, procedure, draft, question, reason)


def pick_unit(scene: Scene, procedure: Procedure, draft: Draft, question: Question, office: Office) -> Turn:
    """Keeps the commune of an address and asks for the line that is left."""
    picked = replace(draft, asked=question.id, gathering={office.id: address.unit_name(office)}, failures=0)
    return proceed(scene, procedure, picked)


def hold(scene: Scene, draft: Draft, question: Question, outcome: Answer | Doubt) -> Turn:
    """Shows an unusual answer and keeps it back until the citizen says that it is right."""
    answer, reason = (outcome.answer, outcome.reason) if isinstance(outcome, Doubt) else (outcome, "")
    held = replace(draft, stage="confirming", held=answer, asked=question.id, failures=0)
    return Turn(keep(scene.session, held), (asking.doubt(held, question, answer, reason),))


def refuse(scene: Scene, procedure: Procedure, draft: Draft, question: Question, reason: str) -> Turn:
    """Says kindly what to do and puts the same question again; after three times offers a person."""
    failures = draft.failures + 1
    if failures >= PATIENCE:
        reason = joined(reason, forms.THREE_FAILURES_OPTIONAL if question.optional else forms.THREE_FAILURES)
    draft = replace(draft, failures=failures, stage="asking", asked=question.id)
    turn = proceed(scene, procedure, draft, Message(reason))
    return with_person(turn) if failures >= PATIENCE else turn


def unsure(scene: Scene, procedure: Procedure, draft: Draft, question: Question) -> Turn:
    """Somebody does not know or does not understand: says that it does not matter and what can be done."""
    lead = Message(forms.UNSURE_OPTIONAL if question.optional else forms.UNSURE)
    return with_person(proceed(scene, procedure, replace(draft, stage="asking", asked=question.id), lead))


def with_person(turn: Turn) -> Turn:
    """The turn with a way to a person among the buttons of its last message."""
    last = turn.messages[-1]
    choices = (*last.choices, button(talk.ASK_PERSON, "o"))
    return replace(turn, messages=(*turn.messages[:-1], replace(last, choices=choices)))


def record(scene: Scene, procedure: Procedure, draft: Draft, question: Question, answer: Answer) -> Turn:
    """Keeps an answer and goes on. A choice that stops the form is explained instead; an answer that would cost others is
    held until the citizen agrees to their loss."""
    if question.type is AnswerType.CHOICE:
        chosen = flow.choice(question, str(answer.value))
        if chosen is not None and chosen.stop:
            return _stop(scene, procedure, draft, question, chosen.stop, chosen.instead)
    if flow.dropped(procedure, draft, question.id, answer, scene.today):
        held = replace(draft, stage="dropping", held=answer, asked=question.id, failures=0)
        return present(scene.with_session(keep(scene.session, held)))
    return commit(scene, procedure, draft, question, answer)


def commit(scene: Scene, procedure: Procedure, draft: Draft, question: Question, answer: Answer) -> Turn:
    """Writes the answer, removes what it made irrelevant, looks again at answers that are compared with it, and goes on."""
    lost = {one.id for one, _ in flow.dropped(procedure, draft, question.id, answer, scene.today)}
    answers = {key: old for key, old in draft.answers.items() if key not in lost}
    changed = replace(
        draft,
        stage="asking",
        answers={**answers, question.id: answer},
        skipped=draft.skipped - {question.id},
        editing=None,
        held=None,
        asked=None,
        failures=0,
        gathering={},
    )
    scene = scene.with_session(replace(scene.session, misses=0))
    if question.id in draft.answers and (doubtful := _doubtful(scene, procedure, changed, question)) is not None:
        other, reason = doubtful
        return proceed(scene, procedure, replace(changed, editing=other.id), Message(reason))
    return proceed(scene, procedure, changed)


def skip(scene: Scene, procedure: Procedure, draft: Draft, question: Question) -> Turn:
    """Passes over an optional question; what was answered before there is taken out."""
    if not question.optional:
        return proceed(scene, procedure, draft, Message(forms.NOT_OPTIONAL))
    answers = {key: old for key, old in draft.answers.items() if key != question.id}
    passed = replace(
        draft,
        stage="asking",
        answers=answers,
        skipped=draft.skipped | {question.id},
        editing=None,
        held=None,
        asked=None,
        failures=0,
        gathering={},
    )
    return proceed(scene, procedure, passed)


def back(scene: Scene, procedure: Procedure, draft: Draft) -> Turn:
    """Puts the question before the present one again, with its answer kept until another is given."""
    if draft.stage in {"consent", "reminders"}:
        return present(scene, Message(forms.FIRST_QUESTION))
    if draft.stage in {"confirming", "dropping"}:
        return proceed(scene, procedure, _settled(draft))
    before = flow.previous(procedure, draft, scene.today)
    if before is None:
        return proceed(scene, procedure, draft, Message(forms.FIRST_QUESTION))
    return edit(scene, procedure, draft, before)


def edit(scene: Scene, procedure: Procedure, draft: Draft, question: Question) -> Turn:
    """Puts a question again whose answer may change."""
    return proceed(
        scene, procedure, replace(draft, stage="asking", editing=question.id, held=None, asked=None, gathering={})
    )


def keep_old(scene: Scene, procedure: Procedure, draft: Draft) -> Turn:
    """The citizen leaves an answer as it was."""
    return proceed(scene, procedure, replace(_settled(draft), editing=None, asked=None))


def asked(scene: Scene, procedure: Procedure, draft: Draft) -> Question | None:
    """The question an answer typed now would belong to: the one last put, if it is still the one to ask."""
    question = flow.question_of(procedure, draft, draft.asked, scene.today)
    if draft.stage != "asking" or question is None:
        return None
    due = draft.editing or getattr(flow.next_question(procedure, draft, scene.today), "id", None)
    return question if question.id == due else None


def _open(scene: Scene) -> tuple[Draft | None, Procedure | None]:
    draft = scene.draft
    return draft, scene.procedure(draft.procedure) if draft is not None else None


def _placed(scene: Scene, draft: Draft, outcome: Answer | Doubt | Invalid) -> Answer | Doubt | Invalid:
    """An address line put into the commune picked before it; that settles a doubt about an old unit's name."""
    offices = scene.catalogue.offices
    office = next((one for one in offices.offices if one.id in draft.gathering), None)
    answer = outcome.answer if isinstance(outcome, Doubt) else outcome
    if office is None or not isinstance(answer, Answer):
        return outcome
    return address.composed(answer.shown, office, offices)


def _settled(draft: Draft) -> Draft:
    return replace(draft, stage="asking", held=None)


def _walked(procedure: Procedure, draft: Draft, scene: Scene) -> Mapping[str, Answer]:
    return {question.id: answer for question, answer in flow.answered(procedure, draft, scene.today)}


def _gathered(question: Question, draft: Draft) -> Mapping[str, str]:
    old = draft.answers.get(question.id)
    if question.type not in _SEVERAL or old is None or not isinstance(old.value, tuple):
        return {}
    return dict(zip(old.value, old.shown.split("; "), strict=False))


def _stop(
    scene: Scene, procedure: Procedure, draft: Draft, question: Question, reason: str, instead: str | None
) -> Turn:
    other = scene.procedure(instead) if instead else None
    choices = [button(other.plain, "p", short(other.code))] if other else []
    lead = Message(forms.stopped(reason, other.plain if other else ""), (*choices, button(talk.ASK_PERSON, "o")))
    return proceed(scene, procedure, replace(_settled(draft), asked=question.id), lead)


def _doubtful(scene: Scene, procedure: Procedure, draft: Draft, changed: Question) -> tuple[Question, str] | None:
    """The first later answer that no longer fits the changed one it is compared with (identity number, birth date, sex)."""
    for question, answer in flow.answered(procedure, draft, scene.today):
        if changed.id in {question.born, question.sex} and isinstance(answer.value, str):
            outcome = parse(question, answer.shown, _walked(procedure, draft, scene), scene.today)
            if isinstance(outcome, Doubt | Invalid):
                return question, outcome.reason
    return None
