"""The way to a person: asking for an officer, and what an officer says back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.engine import hours
from bot.engine.effects import RequestOfficer
from bot.engine.messages import Message
from bot.engine.scene import Scene
from bot.engine.turn import Turn
from bot.engine.wording import talk
from bot.engine.wording.markup import joined, masked, plain

_SOON = timedelta(minutes=2)
"""A second tap so soon is the same request."""

_BARE = 6
"""A request of so few words ("gặp cán bộ", "cho tôi gặp người thật") holds no question of its own."""


def request(scene: Scene, text: str = "") -> Turn:
    """Asks for an officer with the citizen's question, or the last one they asked; numbers are masked. Where the bot believes it
    has answered that one, there may be more to tell."""
    said = masked(text)[:500]
    if not said and not scene.session.question and _just_asked(scene):
        return scene.says(Message(joined(talk.OFFICER_ASKED, where(scene))))
    question = said if len(said.split()) > _BARE else scene.session.question
    effect = RequestOfficer(question, _about(scene), scene.at)
    pending = scene.session.pending
    if scene.session.active is None and (not question or (question != said and scene.session.misses == 0)):
        pending = "officer"
    session = replace(scene.session, misses=0, question="", pending=pending, requested=scene.at)
    message = talk.officer_coming(where(scene), plain(question), closed=_closed(scene))
    if pending == "officer":
        message = joined(message, talk.OFFICER_NOTE)
    return Turn(session, (Message(message),), (effect,))


def add_note(scene: Scene, text: str) -> Turn:
    """Sends one more line after a request without a question."""
    session = replace(scene.session, pending=None)
    return Turn(
        session, (Message(talk.OFFICER_NOTE_SENT),), (RequestOfficer(masked(text)[:500], _about(scene), scene.at),)
    )


def replied(scene: Scene, officer: str, text: str) -> Turn:
    """Shows an officer's answer, and says that the machine is back."""
    session = replace(scene.session, pending=None if scene.session.pending == "officer" else scene.session.pending)
    told = Message(
        talk.officer_says(plain(officer), "\n\n".join(plain(part) for part in text.split("\n") if part.strip())),
        kind="status",
    )
    return Turn(session, (replace(told, text=joined(told.text, talk.OFFICER_LEFT)),))


def where(scene: Scene) -> str:
    """Telephone and hours of this office; empty where this installation serves several."""
    return hours.contact(scene.knowledge)


def _closed(scene: Scene) -> bool:
    office = scene.knowledge.office
    return office is not None and hours.open_at(office, scene.at, scene.catalogue.calendar) is False


def _just_asked(scene: Scene) -> bool:
    return scene.session.requested is not None and scene.at - scene.session.requested < _SOON


def _about(scene: Scene) -> str:
    if scene.session.active is not None:
        return scene.session.active
    kind, _, id_ = (scene.session.focus or "").partition(":")
    return id_ if kind == "procedure" else ""
