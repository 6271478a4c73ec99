"""The conversation: one event and one session in, one turn out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.engine import (
    cards,
    codes,
    lookup,
    mine,
    opening,
    people,
    pressed,
    publications,
    rating,
    submission,
    typed,
    uploads,
)
from bot.engine.drafts import title
from bot.engine.events import (
    Chose,
    Event,
    OfficerReplied,
    ReminderDue,
    Said,
    Started,
    StatusChanged,
    SubmissionAccepted,
    SubmissionRefused,
    Uploaded,
)
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Message
from bot.engine.scene import Scene, joined, led, local
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.engine.values import button, long
from bot.engine.wording import forms, talk


def handle(event: Event, session: Session, knowledge: Knowledge, entropy: bytes) -> Turn:
    """What follows from ``event``. Pure: equal arguments give an equal turn; ``entropy`` is eight random bytes."""
    moment = local(event.at)
    if session.started is None:
        session = replace(session, started=moment)
    scene = Scene(session, knowledge, moment, entropy)
    match event:
        case Started(payload=payload):
            turn = _started(scene, payload)
        case Said(text=text):
            turn = typed.said(scene, text)
        case Chose(value=value):
            turn = pressed.chose(scene, value)
        case Uploaded():
            turn = uploads.received(scene, event)
        case SubmissionAccepted():
            turn = submission.accepted(scene, event)
        case SubmissionRefused():
            turn = submission.refused(scene, event)
        case StatusChanged():
            turn = submission.changed(scene, event)
        case ReminderDue(draft=draft):
            turn = opening.remind(scene, draft)
        case OfficerReplied(text=text, officer=officer):
            turn = people.replied(scene, officer, text)
    pushed = isinstance(event, SubmissionAccepted | SubmissionRefused | StatusChanged | OfficerReplied | ReminderDue)
    return _touched(_remembering(turn, pushed=pushed), session, moment)


def _touched(turn: Turn, before: Session, moment: datetime) -> Turn:
    """Notes when each draft last changed; an unfinished dossier is kept for so many days from then."""
    drafts = turn.session.drafts
    changed = {code: replace(one, touched=moment) for code, one in drafts.items() if one != before.drafts.get(code)}
    return replace(turn, session=replace(turn.session, drafts={**drafts, **changed})) if changed else turn


def _remembering(turn: Turn, *, pushed: bool) -> Turn:
    """Keeps the buttons of the last message that has any, so that their labels and numbers can be typed; news from the office
    (``pushed``) does not take away those the citizen is looking at. A list is also kept while a form's own question, put again
    below it, has buttons of its own: "cái thứ hai" is one of the list."""
    with_choices = [message for message in turn.messages if message.choices]
    if pushed and not with_choices:
        return turn
    shown = with_choices[-1].choices if with_choices else ()
    lists = [message.choices for message in with_choices if message.kind == "text" and len(message.choices) > 1]
    offered = tuple(choice.value for choice in lists[-1]) if lists else () if shown else turn.session.offered
    buttons = tuple((choice.label, choice.value) for choice in shown)
    return replace(turn, session=replace(turn.session, buttons=buttons, offered=offered))


def _started(scene: Scene, payload: str) -> Turn:
    """Opens with what the link names: a procedure, an FAQ entry or a rating; otherwise greets and says what waits half-way."""
    kind, _, rest = payload.partition("_")
    if kind == "p" and (procedure := scene.current(long(rest))) is not None:
        return _introduced(scene, cards.show(_closed(scene), procedure))
    if kind == "f" and (entry := scene.catalogue.faq.get(rest)) is not None:
        return _introduced(scene, cards.faq(_closed(scene), entry))
    if kind == "k":
        shown = publications.show(_closed(scene), rest) if rest else publications.overview(_closed(scene))
        return _introduced(scene, shown)
    if kind == "r" and rest:
        return _introduced(scene, _to_rate(scene, rest))
    greeting = lookup.greeting(_closed(scene))
    if payload and kind in {"p", "f", "r"} and rest:
        greeting = replace(greeting, messages=led((Message(talk.LINK_GONE),), greeting.messages[0]))
    kept = [one for one in scene.session.drafts.values() if scene.procedure(one.procedure) is not None]
    draft = scene.draft or (kept[-1] if kept else None)
    if draft is None:
        return greeting
    step, of = mine.position(scene, draft)
    text = talk.resume(title(scene, draft.procedure), step, of)
    choices = [button(forms.CONTINUE, "g", draft.id), button(forms.LATER, "l", draft.id)]
    if len(kept) > 1:
        choices.append(button(talk.MY_DOSSIERS, "h"))
    return joined(greeting, Turn(greeting.session, (Message(text, tuple(choices)),)))


def _closed(scene: Scene) -> Scene:
    return scene.with_session(replace(scene.session, pending=None))


def _introduced(scene: Scene, turn: Turn) -> Turn:
    """Whoever comes by a link for the first time is told first that this is a machine."""
    if scene.session.greeted:
        return turn
    return replace(
        turn,
        session=replace(turn.session, greeted=True),
        messages=(*led((Message(talk.INTRODUCTION),), turn.messages[0]), *turn.messages[1:]),
    )


def _to_rate(scene: Scene, rest: str) -> Turn:
    code = codes.check(rest)
    if code is not None and any(one.dossier == code for one in scene.session.dossiers):
        return rating.reach(scene, code)
    return submission.status(scene, rest)
