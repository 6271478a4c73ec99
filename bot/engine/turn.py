"""The result of one event: the next session, what to say, what to do; nothing has been sent or written yet."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine.effects import Effect
from bot.engine.messages import Message
from bot.engine.session import Session


@dataclass(frozen=True, slots=True)
class Turn:
    """A value: the same event and session always give an equal turn."""

    session: Session
    messages: tuple[Message, ...] = ()
    effects: tuple[Effect, ...] = ()
