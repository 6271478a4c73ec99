"""Messages of despair, violence or danger: what is said before anything about papers."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.alarms import KINDS, Kind, plainly
from bot.engine.messages import Choice, Message
from bot.engine.scene import Scene
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import forms, talk
from bot.engine.wording import urgent as words
from bot.engine.wording.markup import masked
from bot.matcher.match import Match, Verdict

SURE = 0.3
"""Likeness from which on the matcher's word is enough; below it a quarrel over noise and a beating look the same."""


def named(text: str, match: Match) -> Kind:
    """What the message says plainly, or else what the matcher heard clearly in it when it heard no question."""
    if plain := plainly(text):
        return plain
    return _heard(match) if match.likeness >= SURE else ""


def perhaps(match: Match) -> bool:
    """Whether the matcher heard need in the message without being sure."""
    return _heard(match) != ""


def _heard(match: Match) -> Kind:
    return next((kind for kind in KINDS if match.verdict is Verdict.ABSTAIN and match.topic == kind), "")


def care(scene: Scene, kind: Kind, text: str, *asked: Choice) -> Turn:
    """The words for somebody in need, with the way to an officer and to what was ``asked`` beside it. An open dossier is put aside
    without a word, so that its question is not put again; nothing in it is lost."""
    open_ = scene.draft
    session = replace(scene.session, active=None, pending=None, misses=0, question=masked(text)[:500])
    choices = [button(talk.ASK_PERSON, "o"), *asked]
    match kind:
        case "distress":
            told = words.DISTRESS
        case "violence":
            told = words.VIOLENCE
        case _:
            told = words.emergency(text)
    if open_ is not None and kind != "distress":
        choices.append(button(forms.CONTINUE, "g", open_.id))
    return Turn(session, (Message(told, tuple(choices)),))
