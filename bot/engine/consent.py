"""Before the first question: the notice with an equal yes and no, then reminders as a question of their own."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue.model import Procedure
from bot.engine import hours
from bot.engine.drafts import drop, keep
from bot.engine.effects import RecordConsent
from bot.engine.messages import Choice, Message
from bot.engine.scene import Scene
from bot.engine.session import Draft
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import cards as card_words
from bot.engine.wording import privacy
from bot.engine.wording.markup import listed, lower_first

_NAMED = 12
"""So many labels are named in the notice; a longer form says "và các mục khác của tờ khai"."""


def message(scene: Scene, procedure: Procedure, draft: Draft) -> Message:
    """The notice, or the question about reminders, whichever the draft waits for."""
    if draft.stage == "reminders":
        return Message(privacy.REMINDERS, reminder_buttons(draft))
    personal = dict.fromkeys(lower_first(one.label) for one in procedure.questions if one.personal)
    named = list(personal)[:_NAMED] or ["không hỏi dữ liệu cá nhân nào"]
    if len(personal) > _NAMED:
        named.append("và các mục khác của tờ khai")
    office = lower_first(scene.knowledge.office.name) if scene.knowledge.office else "xã, phường"
    text = privacy.notice(procedure.plain, named, office, scene.knowledge.draft_days, scene.knowledge.dossier_days)
    choices = (button(privacy.AGREE, "y", draft.id, "c", "1"), button(privacy.DISAGREE, "y", draft.id, "c", "0"))
    return Message(text, choices)


def reminder_buttons(draft: Draft) -> tuple[Choice, ...]:
    """An equal yes and no."""
    return (button(privacy.REMIND, "y", draft.id, "r", "1"), button(privacy.DO_NOT_REMIND, "y", draft.id, "r", "0"))


def decide(scene: Scene, procedure: Procedure, draft: Draft, *, granted: bool) -> Turn:
    """Records the answer to the notice or to the question about reminders. After a turn whose messages are empty the form
    goes on; a declined notice ends with the manual path."""
    if draft.stage == "reminders":
        effect = RecordConsent("reminders", granted, privacy.REMINDERS_VERSION, scene.at)
        session = replace(keep(scene.session, replace(draft, stage="asking")), reminders=granted)
        return Turn(session, (), (effect,))
    version = f"{privacy.NOTICE_VERSION}/{scene.knowledge.draft_days}-{scene.knowledge.dossier_days}"
    effect = RecordConsent("dossier", granted, version, scene.at)
    if granted:
        stage = "reminders" if scene.session.reminders is None else "asking"
        return Turn(keep(scene.session, replace(draft, stage=stage)), (), (effect,))  # type: ignore[arg-type]
    places = listed(card_words.place(one) for one in procedure.channels) or card_words.NO_WHERE
    text = privacy.declined(places, hours.contact(scene.knowledge))
    return Turn(drop(scene.session, draft), (Message(text),), (effect,))


def remind(scene: Scene, *, granted: bool) -> Turn:
    """Switches reminders on or off at any time."""
    effect = RecordConsent("reminders", granted, privacy.REMINDERS_VERSION, scene.at)
    text = privacy.REMINDERS_ON if granted else privacy.REMINDERS_OFF
    return Turn(replace(scene.session, reminders=granted), (Message(text),), (effect,))
