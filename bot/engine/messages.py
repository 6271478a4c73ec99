"""What the citizen is shown: a message with its buttons, independent of any channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MessageKind = Literal["text", "question", "review", "receipt", "rating", "status"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: ``label`` at most 60 characters, ``value`` at most 60 bytes of UTF-8 (Telegram allows 64)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Step ``step`` of ``of``, both counted from 1."""

    step: int
    of: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the channel offers for download; ``text`` is its whole content."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message in light markup: paragraphs, ``**bold**``, ``- lists``, links; citizens' own words arrive escaped."""

    text: str
    choices: tuple[Choice, ...] = ()
    kind: MessageKind = "text"
    progress: Progress | None = None
    attachments: tuple[Attachment, ...] = ()
