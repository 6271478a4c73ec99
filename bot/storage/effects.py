"""The engine's effects as rows, inside the turn's transaction."""

from __future__ import annotations

from sqlalchemy import Connection, insert, update

from bot.engine.effects import (
    Effect,
    EraseCitizen,
    NoteUnanswered,
    RecordConsent,
    RecordRating,
    RequestOfficer,
    SubmitDossier,
)
from bot.storage import tables as t
from bot.storage.bodies import DOSSIER_BODY
from bot.storage.changes import write_history
from bot.storage.erasure import erase
from bot.storage.once import insert_once
from bot.storage.vault import Vault

RECEIVED = "submitted"
"""Status of a dossier the moment it is submitted; later ones come as ``StatusChanged``."""


def write_effect(connection: Connection, vault: Vault, key: str, effect: Effect) -> None:
    """The rows of one effect of citizen ``key``."""
    match effect:
        case SubmitDossier():
            _submit(connection, vault, key, effect)
        case RecordConsent():
            connection.execute(
                insert(t.consents).values(
                    key=key,
                    purpose=effect.purpose,
                    granted=effect.granted,
                    text_version=effect.text_version,
                    at=effect.at,
                )
            )
        case RecordRating():
            comment = vault.seal(effect.comment.encode(), f"rating:{effect.dossier}") if effect.comment else None
            row = {
                "dossier": effect.dossier, "key": key, "procedure": effect.procedure, "score": effect.score,
                "factors": ",".join(effect.factors), "comment": comment, "at": effect.at,
            }  # fmt: skip
            own = (t.ratings.c.dossier == effect.dossier, t.ratings.c.key == key)
            changed = effect.amends and connection.execute(update(t.ratings).where(*own).values(**row)).rowcount
            if not changed:
                connection.execute(insert_once(connection, t.ratings), row)
        case NoteUnanswered():
            text = vault.seal(effect.text.encode(), "unanswered")
            connection.execute(
                insert(t.unanswered).values(
                    key=key, text=text, best=effect.best, confidence=effect.confidence, at=effect.at
                )
            )
        case RequestOfficer():
            question = vault.seal(effect.question.encode(), f"handoff:{key}")
            connection.execute(
                insert(t.handoffs).values(key=key, question=question, procedure=effect.procedure, at=effect.at)
            )
        case EraseCitizen():
            erase(connection, key)


def _submit(connection: Connection, vault: Vault, key: str, effect: SubmitDossier) -> None:
    body = DOSSIER_BODY.dump_json((effect.answers, effect.summary, effect.uploads))
    row = {
        "code": effect.dossier, "key": key, "procedure": effect.procedure, "procedure_title": effect.procedure_title,
        "status": RECEIVED, "body": vault.seal(body, f"dossier:{effect.dossier}"),
        "content_version": effect.content_version, "helped": effect.helped, "submitted_at": effect.at,
        "changed_at": effect.at, "official_code": "", "gateway_state": "waiting", "gateway_tries": 0,
        "gateway_next_try": effect.at,
    }  # fmt: skip
    connection.execute(insert(t.dossiers).values(**row))
    write_history(connection, vault, effect.dossier, RECEIVED, "", "", effect.at)
    if effect.uploads:
        own = update(t.uploads).where(t.uploads.c.id.in_(effect.uploads), t.uploads.c.key == key)
        connection.execute(own.values(dossier=effect.dossier))
