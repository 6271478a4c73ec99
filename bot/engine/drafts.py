"""Drafts inside a session: finding, keeping, replacing and leaving them."""

from __future__ import annotations

from dataclasses import replace

from bot.engine.scene import Scene
from bot.engine.session import Draft, Session, Submitted


def keep(session: Session, draft: Draft, *, active: bool = True) -> Session:
    """The session with this version of the draft, by default as the one being filled."""
    drafts = {**session.drafts, draft.procedure: draft}
    return replace(session, drafts=drafts, active=draft.procedure if active else session.active)


def drop(session: Session, draft: Draft) -> Session:
    """The session without the draft."""
    drafts = {code: one for code, one in session.drafts.items() if code != draft.procedure}
    return replace(session, drafts=drafts, active=None if session.active == draft.procedure else session.active)


def by_id(session: Session, id_: str) -> Draft | None:
    """The draft whose buttons carry ``id_``."""
    return next((draft for draft in session.drafts.values() if draft.id == id_), None)


def submitted(session: Session, id_: str) -> Submitted | None:
    """The dossier that came of the draft ``id_``."""
    return next((one for one in session.dossiers if one.draft and one.draft == id_), None)


def title(scene: Scene, code: str) -> str:
    """The everyday name of a procedure; its code when the content lost it."""
    procedure = scene.procedure(code)
    return procedure.plain if procedure is not None else f"thủ tục {code}"
