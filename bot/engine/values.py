"""What buttons carry: ``<verb>:<args>`` in ASCII, at most 60 bytes."""

from __future__ import annotations

import re

from bot.engine.messages import Choice
from bot.engine.wording.markup import shortened

_VALUE = re.compile(r"[a-z]{1,3}(?::[A-Za-z0-9_.-]{0,40}){0,3}")


def value(verb: str, *args: str) -> str:
    """The button value for a verb and its arguments."""
    return ":".join((verb, *args))


def button(label: str, verb: str, *args: str) -> Choice:
    """A button whose label is cut to what every channel can show."""
    return Choice(shortened(label), value(verb, *args))


def split(raw: str) -> tuple[str, ...]:
    """Verb and arguments; empty when the value is none of ours."""
    return tuple(raw.split(":")) if _VALUE.fullmatch(raw) else ()


def short(code: str) -> str:
    """``1.001193`` as ``1001193``, the form of buttons and deep links."""
    return code.replace(".", "")


def long(code: str) -> str:
    """``1001193`` as ``1.001193``; anything else unchanged."""
    return f"{code[0]}.{code[1:]}" if re.fullmatch(r"\d{7}", code) else code
