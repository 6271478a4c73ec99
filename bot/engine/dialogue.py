"""The conversation: one event and one session in, one turn out."""

from __future__ import annotations

from dataclasses import replace

from bot.engine import cards, lookup, people
from bot.engine.events import Chose, Event, OfficerReplied, Said, Started
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Message
from bot.engine.scene import Scene, local
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.engine.values import long, split
from bot.engine.wording import talk


def handle(event: Event, session: Session, knowledge: Knowledge, entropy: bytes) -> Turn:
    """What follows from ``event``. Pure: equal arguments give an equal turn; ``entropy`` is eight random bytes."""
    scene = Scene(session, knowledge, local(event.at), entropy)
    if session.started is None:
        scene = scene.with_session(replace(session, started=scene.at))
    match event:
        case Started(payload=payload):
            turn = _started(scene, payload)
        case Said(text=text):
            turn = lookup.reply(scene, text) if text.strip() else scene.says(Message(talk.EMPTY))
        case Chose(value=value):
            turn = _chose(scene, value)
        case OfficerReplied(text=text, officer=officer):
            turn = people.replied(scene, officer, text)
        case _:
            turn = scene.says(Message(talk.HELP))
    return turn


def _started(scene: Scene, payload: str) -> Turn:
    kind, _, rest = payload.partition("_")
    if kind == "p" and (procedure := scene.procedure(long(rest))) is not None:
        return cards.show(scene, procedure)
    return lookup.greeting(scene)


def _chose(scene: Scene, value: str) -> Turn:
    match split(value):
        case ("p", code) if (procedure := scene.procedure(long(code))) is not None:
            return cards.show(scene, procedure)
        case ("o",):
            return people.request(scene)
        case _:
            return scene.says(Message(talk.UNKNOWN_BUTTON))
