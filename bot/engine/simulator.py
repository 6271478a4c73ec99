"""A procedure tried out without being a citizen: everything typed and pressed so far in, the whole conversation out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.engine.dialogue import handle
from bot.engine.effects import SubmitDossier
from bot.engine.events import Chose, Event, Said, Started, Uploaded
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Choice, Message
from bot.engine.session import Session
from bot.engine.turn import Turn

MOST = 200
"""Inputs taken at most; the longest form of our own needs fewer than fifty."""

_BETWEEN = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Input:
    """What the person trying it out did: ``say`` a text, ``press`` a button's value, or ``upload`` a file of that name."""

    kind: Literal["say", "press", "upload"]
    text: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One input (None: the opening), the session it came to, and what followed."""

    input: Input | None
    before: Session
    turn: Turn

    @property
    def messages(self) -> tuple[Message, ...]:
        """What was answered."""
        return self.turn.messages


@dataclass(frozen=True, slots=True)
class Simulation:
    """The conversation so far, the buttons now shown, the question now asked, and whether a dossier would have gone out."""

    exchanges: tuple[Exchange, ...]
    choices: tuple[Choice, ...]
    asked: str | None
    submitted: bool


def simulate(knowledge: Knowledge, code: str, inputs: Sequence[Input], at: datetime) -> Simulation:
    """The conversation that opens on procedure ``code`` (or the FAQ entry of that id) and takes ``inputs`` (the first 200).

    Nothing is kept anywhere: the same arguments give the same conversation, so a page can hold the inputs and a content
    edit be tried at once.
    """
    session = Session()
    exchanges: list[Exchange] = []
    choices: tuple[Choice, ...] = ()
    submitted = False
    opening: list[Input | None] = [None, *inputs[:MOST]]
    for number, one in enumerate(opening):
        event = _event(one, code, number, at + number * _BETWEEN)
        turn = handle(event, session, knowledge, number.to_bytes(8, "big"))
        exchanges.append(Exchange(one, session, turn))
        session = turn.session
        submitted = submitted or any(isinstance(effect, SubmitDossier) for effect in turn.effects)
        choices = tuple(choice for message in turn.messages for choice in message.choices)
    draft = session.drafts.get(session.active or "")
    return Simulation(tuple(exchanges), choices, draft.asked if draft else None, submitted)


def _event(one: Input | None, code: str, number: int, at: datetime) -> Event:
    if one is None:
        return Started(at, f"p_{code.replace('.', '')}" if "." in code else f"f_{code}")
    match one.kind:
        case "say":
            return Said(one.text, at)
        case "press":
            return Chose(one.text, at)
        case "upload":
            media_type = "application/pdf" if one.text.lower().endswith(".pdf") else "image/jpeg"
            return Uploaded(f"thu-{number}", one.text, 100_000, media_type, at)
