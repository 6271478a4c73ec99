"""What the commune makes public (Law 10/2022/QH15, articles 11 to 13): the list of the day, and one item of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.catalogue.model import Catalogue, Publication
from bot.engine.messages import Message
from bot.engine.scene import Scene
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import public
from bot.engine.wording.markup import joined, listed

_BUTTONS = 9
"""More buttons than this do not fit under one message on a phone; the list itself names everything."""


def current(catalogue: Catalogue, today: date, office: str = "") -> tuple[Publication, ...]:
    """What is public on ``today`` at ``office``, by item number, newest first; without an office only what names none."""
    shown = (
        one
        for one in catalogue.publications
        if one.published_on <= today
        and (one.ends_on is None or today <= one.ends_on)
        and (one.office is None or one.office == office)
    )
    return tuple(sorted(shown, key=lambda one: (one.item, -one.published_on.toordinal(), one.id)))


def overview(scene: Scene) -> Turn:
    """The list with its last days, and a button for each item."""
    items = _here(scene)
    if not items:
        return scene.says(Message(public.NOTHING))
    text = joined(public.HEADING, listed(public.line(one) for one in items), public.LAW)
    return scene.says(Message(text, tuple(button(one.title, "k", one.id) for one in items[:_BUTTONS])))


def show(scene: Scene, identity: str) -> Turn:
    """One item: what it says, since when and until when it is public; an ended one says so."""
    found = next((one for one in _here(scene) if one.id == identity), None)
    if found is None:
        return replace(overview(scene), messages=(Message(public.ENDED), *overview(scene).messages))
    return scene.says(Message(public.card(found), (button(public.ALL, "kk"),)))


def _here(scene: Scene) -> tuple[Publication, ...]:
    office = scene.knowledge.office
    return current(scene.catalogue, scene.today, office.id if office else "")
