"""A conversation with unsaved content: every step is played again from the start, so nothing is kept and nobody is told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.engine.dialogue import handle
from bot.engine.events import Chose, Event, Said, Started, Uploaded
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Message
from bot.engine.session import Session

MOST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the played conversation: the citizen's words, or the bot's message."""

    mine: str = ""
    message: Message | None = None


def play(inputs: Sequence[str], knowledge: Knowledge, at: datetime) -> tuple[Line, ...]:
    """The conversation that these inputs lead to: ``say:…`` typed, ``tap:<value>|<label>`` pressed, ``go:<payload>``."""
    session, lines = Session(), list[Line]()
    for number, given in enumerate(inputs[:MOST]):
        sort, _, words = given.partition(":")
        event: Event
        match sort:
            case "tap":
                value, _, label = words.partition("|")
                lines.append(Line(mine=label or value))
                event = Chose(value, at)
            case "go":
                event = Started(at, words)
            case "file":
                lines.append(Line(mine="(một tệp ảnh thử)"))
                event = Uploaded(f"thu{number}", "anh-thu.jpg", 120_000, "image/jpeg", at)
            case _:
                lines.append(Line(mine=words))
                event = Said(words, at)
        # The same draft code on every replay, or the buttons pressed before would be of another draft.
        entropy = hashlib.sha256(f"preview {number}".encode()).digest()[:8]
        turn = handle(event, session, knowledge, entropy)
        session = turn.session
        lines += [Line(message=message) for message in turn.messages]
    return tuple(lines)
