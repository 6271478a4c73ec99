"""The rating of a dossier: a score, the reasons, a comment; once for each dossier, and never in the way of a question."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.engine.drafts import title
from bot.engine.effects import RecordRating
from bot.engine.messages import Choice, Message
from bot.engine.scene import Scene
from bot.engine.session import PendingRating, Session, Submitted
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import ratings as words
from bot.engine.wording import talk
from bot.engine.wording.markup import one_line
from bot.language import fold

_WORD = re.compile(r"[^\W_]+")
LONGEST = 1000
"""A comment is kept up to so many characters."""


def chose(scene: Scene, verb: str, dossier: str, *rest: str) -> Turn:
    """What follows from a button of a"""
    match (verb, *rest):
        case ("ra", given) if given in {"1", "2", "3", "4", "5"}:
            return score(scene, dossier, int(given))
        case ("rf", factor):
            return toggle(scene, dossier, factor)
        case ("rd",):
            return comment(scene, dossier)
        case ("rn",):
            return finish(scene)
        case ("rx",):
            return skip(scene, dossier)
        case ("rt",):
            return reach(scene, dossier)
        case _:
            return scene.says(Message(talk.UNKNOWN_BUTTON))


def ask(scene: Scene, dossier: Submitted) -> Turn:
    """Invites to rate the dossier."""
    if dossier.rated:
        return scene.says(Message(words.ALREADY))
    session = replace(scene.session, rating=PendingRating(dossier.dossier, dossier.procedure))
    scores = tuple(button(label, "ra", dossier.dossier, str(score)) for score, label in words.SCORES.items())
    choices = (*scores, button(words.SKIP, "rx", dossier.dossier))
    return Turn(session, (Message(words.ask(title(scene, dossier.procedure)), choices, "rating"),))


def reach(scene: Scene, code: str = "") -> Turn:
    """The way to a rating later: the named dossier, or the last one not rated."""
    named = [one for one in scene.session.dossiers if one.dossier == code]
    waiting = named or [one for one in reversed(scene.session.dossiers) if not one.rated]
    if not waiting:
        return scene.says(Message(words.ALREADY if scene.session.dossiers and not code else words.NOTHING))
    return ask(scene, waiting[0])


def score(scene: Scene, code: str, given: int) -> Turn:
    """Keeps the score at once, so that nobody who stops here is lost, and asks for the reasons."""
    dossier = _dossier(scene, code)
    if dossier is None or given not in words.SCORES:
        return scene.says(Message(words.NOTHING))
    pending = scene.session.rating
    if dossier.rated and (pending is None or pending.dossier != code):
        return scene.says(Message(words.ALREADY))
    pending = PendingRating(code, dossier.procedure, given)
    session = replace(_rated(scene.session, code), rating=pending)
    effect = replace(_effect(scene, pending), amends=dossier.rated)
    return Turn(session, (_factors(pending),), (effect,))


def toggle(scene: Scene, code: str, factor: str) -> Turn:
    """Ticks or unticks one reason."""
    pending = _pending(scene, code)
    if pending is None or factor not in words.FACTORS or pending.score is None:
        return scene.says(Message(words.ALREADY))
    chosen = set(pending.factors) ^ {factor}
    pending = replace(pending, factors=tuple(one for one in words.FACTORS if one in chosen))
    return Turn(replace(scene.session, rating=pending), (_factors(pending),))


def named(text: str) -> str | None:
    """The one reason whose words ``text`` is made of ("cán bộ" for "Cán bộ, công chức")."""
    said = set(_WORD.findall(fold(text))) - {"a", "da", "la", "vi", "nhe"}
    fitting = [key for key, label in words.FACTORS.items() if said and said <= set(_WORD.findall(fold(label)))]
    return fitting[0] if len(fitting) == 1 else None


def comment(scene: Scene, code: str) -> Turn:
    """Closes the reasons and offers a comment."""
    pending = _pending(scene, code)
    if pending is None or pending.score is None:
        return scene.says(Message(words.ALREADY))
    pending = replace(pending, commenting=True)
    choices = (button(words.NO_COMMENT, "rn", code),)
    return Turn(
        replace(scene.session, rating=pending), (Message(words.COMMENT, choices, "rating"),), (_effect(scene, pending),)
    )


def finish(scene: Scene, text: str = "") -> Turn:
    """Ends the rating, with or without a comment."""
    pending = scene.session.rating
    session = replace(scene.session, rating=None)
    if pending is None or pending.score is None:
        return Turn(session, (Message(words.THANKS),))
    effect = _effect(scene, pending, one_line(text)[:LONGEST])
    return Turn(session, (Message(words.THANKS),), (effect,))


def skip(scene: Scene, code: str) -> Turn:
    """The citizen does not want to rate now."""
    if _pending(scene, code) is None:
        return scene.says(Message(words.ALREADY if getattr(_dossier(scene, code), "rated", False) else words.SKIPPED))
    return Turn(replace(scene.session, rating=None), (Message(words.SKIPPED),))


def left(scene: Scene) -> Turn:
    """Closes a rating the citizen walked away from with another question; ticked reasons are kept."""
    pending = scene.session.rating
    if pending is None:
        return Turn(scene.session)
    effects = (
        (_effect(scene, pending),) if pending.score is not None and pending.factors and not pending.commenting else ()
    )
    return Turn(replace(scene.session, rating=None), (), effects)


def _factors(pending: PendingRating) -> Message:
    choices: tuple[Choice, ...] = tuple(
        button(("✓ " if key in pending.factors else "") + label, "rf", pending.dossier, key)
        for key, label in words.FACTORS.items()
    )
    text = f"{words.why(pending.score or 3)}\n\n{words.NO_FACTORS}"
    return Message(text, (*choices, button(words.DONE, "rd", pending.dossier)), "rating")


def _effect(scene: Scene, pending: PendingRating, text: str = "") -> RecordRating:
    return RecordRating(
        pending.dossier, pending.procedure, pending.score or 0, pending.factors, text, scene.at, amends=True
    )


def _pending(scene: Scene, code: str) -> PendingRating | None:
    pending = scene.session.rating
    return pending if pending is not None and pending.dossier == code else None


def _dossier(scene: Scene, code: str) -> Submitted | None:
    return next((one for one in scene.session.dossiers if one.dossier == code), None)


def _rated(session: Session, code: str) -> Session:
    return replace(
        session, dossiers=tuple(replace(one, rated=True) if one.dossier == code else one for one in session.dossiers)
    )
