"""What every part of the dialogue is given: the session, the knowledge, the moment and the randomness of one event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from bot.catalogue.model import Catalogue, Procedure
from bot.engine.effects import Effect
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Message
from bot.engine.session import Draft, Session
from bot.engine.turn import Turn

HANOI = timezone(timedelta(hours=7))
"""Viet Nam has one time zone and no summer time."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One event's circumstances; ``at`` in Hà Nội's time, ``entropy`` eight random bytes made by the runner."""

    session: Session
    knowledge: Knowledge
    at: datetime
    entropy: bytes = b""

    @property
    def today(self) -> date:
        """The day of the event in Hà Nội."""
        return self.at.date()

    @property
    def catalogue(self) -> Catalogue:
        """The content of this version of the knowledge."""
        return self.knowledge.catalogue

    def procedure(self, code: str) -> Procedure | None:
        """The procedure with this code, if the content still has it."""
        return self.catalogue.procedures.get(code)

    def current(self, code: str) -> Procedure | None:
        """The procedure with this code, or the one that took its place, as printed links still name old codes."""
        successors = (one for one in self.catalogue.procedures.values() if code in one.replaces)
        return self.procedure(code) or next(successors, None)

    @property
    def draft(self) -> Draft | None:
        """The dossier being filled, if its procedure still exists."""
        active = self.session.active
        if active is None or self.procedure(active) is None:
            return None
        return self.session.drafts.get(active)

    def with_session(self, session: Session) -> Scene:
        """The same event seen from another session."""
        return replace(self, session=session)

    def says(self, *messages: Message, effects: tuple[Effect, ...] = ()) -> Turn:
        """A turn that leaves the session as it is."""
        return Turn(self.session, messages, effects)


def local(moment: datetime) -> datetime:
    """The moment in Hà Nội's time; one without a zone is taken as already there."""
    return moment.astimezone(HANOI) if moment.tzinfo is not None else moment.replace(tzinfo=HANOI)


def led(lead: tuple[Message, ...], message: Message) -> tuple[Message, ...]:
    """The leading messages and the message; last leads that are only words become the message's first paragraphs, so that
    the citizen's phone rings once."""
    if not lead or lead[-1].choices or lead[-1].attachments or lead[-1].kind != "text":
        return (*lead, message)
    return led(lead[:-1], replace(message, text=f"{lead[-1].text}\n\n{message.text}"))


def joined(first: Turn, second: Turn) -> Turn:
    """Both turns as one: the session of the second, everything said and done in order."""
    return Turn(second.session, first.messages + second.messages, first.effects + second.effects)
