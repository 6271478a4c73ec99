"""The list of buttons last shown: a place in it that is named in words, and the list itself to be shown again."""

from __future__ import annotations

import re

from bot.engine.messages import Choice
from bot.engine.scene import Scene
from bot.engine.values import split

_ORDINAL = re.compile(
    r"^(?:em |tôi |toi |mình |minh )?(?:chọn |chon |lấy |lay )?(?:cái|cai|số|so|mục|muc|việc|viec|câu|cau)? ?(?:thứ|thu|số|so)? ?"
    r"(nhất|nhat|đầu tiên|dau tien|đầu|dau|một|mot|hai|nhì|nhi|ba|[1-9])(?![\w/.])[ ,.:;?]*(.*)$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^(?:thứ|thu) (?:hai|ba|[2-7])\b", re.IGNORECASE)
"""The day a question begins with: a place in a list only when nothing else is said."""

_MARKER = re.compile(r"cái|cai|số|so|mục|muc|thứ|thu", re.IGNORECASE)
"""Words that make a number mean a place in a list: "số 3, phí bao nhiêu", but not "ba tôi mất" or "lấy 2 bản"."""

_ORDINALS = {
    **dict.fromkeys(("nhất", "nhat", "đầu tiên", "dau tien", "đầu", "dau", "một", "mot"), 1),
    **dict.fromkeys(("hai", "nhì", "nhi"), 2),
    "ba": 3,
}


def ordinal(scene: Scene, text: str) -> tuple[str, str] | None:
    """The button "cái thứ hai" means (empty: there is none) and the words after it; None when the text names no place in a list
    just shown."""
    if not scene.session.offered or (found := _ORDINAL.match(text.strip())) is None:
        return None
    if found[2] and (_WEEKDAY.match(text.strip()) or not _MARKER.search(text[: found.start(1)])):
        return None
    place = _ORDINALS.get(found[1].lower()) or int(found[1])
    if place > len(scene.session.offered) and _WEEKDAY.match(text.strip()):
        return None
    return (scene.session.offered[place - 1] if place <= len(scene.session.offered) else ""), found[2]


def shown(scene: Scene, *, choosing: bool = False) -> tuple[Choice, ...]:
    """The buttons of the list just shown, to show it again; with ``choosing`` only where a matter was to be chosen."""
    choices = tuple(Choice(*one) for one in scene.session.buttons)
    return choices if not choosing or any(split(one.value) == ("z",) for one in choices) else ()
