"""Opening a dossier, leaving it, coming back to it, and beginning it anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.catalogue.model import Procedure
from bot.engine import cards, codes, flow
from bot.engine.drafts import by_id, keep, title
from bot.engine.form import present
from bot.engine.messages import Message
from bot.engine.scene import Scene
from bot.engine.session import Draft
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import forms, talk


def begin(scene: Scene, procedure: Procedure) -> Turn:
    """Starts the dossier of a procedure, or goes on with the one already begun; another one open meanwhile is kept."""
    if not cards.guided(scene, procedure):
        turn = cards.show(scene, procedure)
        return replace(turn, messages=(Message(forms.NOT_GUIDED), *turn.messages))
    existing = scene.session.drafts.get(procedure.code)
    if existing is not None:
        return resume(scene, existing)
    taken = {draft.id for draft in scene.session.drafts.values()} | {one.draft for one in scene.session.dossiers}
    draft = Draft(
        codes.draft_id(scene.entropy, taken), procedure.code, scene.at, content_version=scene.catalogue.version
    )
    lead = _kept_aside(scene, procedure.code)
    session = replace(
        keep(scene.session, draft), focus=f"procedure:{procedure.code}", question="", misses=0, pending=None
    )
    return present(scene.with_session(session), *lead)


def resume(scene: Scene, draft: Draft) -> Turn:
    """Opens a kept draft where it was left."""
    procedure = scene.procedure(draft.procedure)
    if procedure is None:
        return scene.says(Message(forms.PROCEDURE_GONE))
    lead = _kept_aside(scene, draft.procedure)
    if scene.session.active != draft.procedure:
        count = len(flow.answered(procedure, draft, scene.today))
        lead = (*lead, Message(forms.picked_up(procedure.plain, count)))
    session = replace(keep(scene.session, draft), focus=f"procedure:{draft.procedure}", pending=None)
    return present(scene.with_session(session), *lead)


def later(scene: Scene, *, ended: bool = False) -> Turn:
    """Puts the open draft aside; everything in it stays. Who says to have ``ended`` is shown how to throw it away."""
    draft = scene.session.drafts.get(scene.session.active or "")
    session = replace(scene.session, active=None, pending=None)
    if draft is None:
        return Turn(session, (Message(talk.NOTHING_TO_STOP),))
    throw_away = (button(forms.THROW_AWAY, "ca", draft.id),) if ended else ()
    choices = (button(forms.CONTINUE, "g", draft.id), *throw_away, button(talk.ASK_PERSON, "o"))
    text = forms.paused(title(scene, draft.procedure), len(draft.answers))
    return Turn(session, (Message(text, choices),))


def remind(scene: Scene, id_: str) -> Turn:
    """One line about a dossier left half-way, with the day until which it is kept; nothing for those who want none."""
    draft = by_id(scene.session, id_)
    if draft is None or not scene.session.reminders or scene.procedure(draft.procedure) is None:
        return scene.says()
    until = (draft.touched or draft.started).date() + timedelta(days=scene.knowledge.draft_days)
    text = forms.unfinished(title(scene, draft.procedure), len(draft.answers), until)
    return scene.says(Message(text, (button(forms.CONTINUE, "g", draft.id), button(talk.ASK_PERSON, "o")), "status"))


def continued(scene: Scene) -> Turn:
    """Goes on with the open draft, the only one kept, or the one chosen from several."""
    if scene.draft is not None:
        return present(scene)
    kept = [draft for draft in scene.session.drafts.values() if scene.procedure(draft.procedure) is not None]
    if len(kept) == 1:
        return resume(scene, kept[0])
    if not kept:
        return scene.says(Message(forms.PROCEDURE_GONE if scene.session.drafts else forms.NO_DRAFT))
    return scene.says(Message(talk.CHOOSE, tuple(button(title(scene, one.procedure), "g", one.id) for one in kept[:8])))


def restart(scene: Scene, procedure: Procedure, draft: Draft) -> Turn:
    """Forgets the draft's answers and begins with its first question; consent stays."""
    fresh = Draft(
        codes.draft_id(scene.entropy, {one.id for one in scene.session.drafts.values()}),
        draft.procedure,
        scene.at,
        stage=draft.stage if draft.stage in {"consent", "reminders"} else "asking",
        content_version=scene.catalogue.version,
    )
    session = replace(keep(scene.session, fresh), pending=None)
    return present(scene.with_session(session), Message(forms.RESTARTED))


def _kept_aside(scene: Scene, code: str) -> tuple[Message, ...]:
    active = scene.session.active
    if active is None or active == code or active not in scene.session.drafts:
        return ()
    return (Message(forms.kept_aside(title(scene, active))),)
