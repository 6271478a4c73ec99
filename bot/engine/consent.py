"""Before the first question: the notice with an equal yes and no, then reminders as a question of their own."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue.model import AnswerType, Procedure
from bot.engine import hours
from bot.engine.drafts import drop, keep
from bot.engine.effects import RecordConsent
from bot.engine.messages import Choice, Message
from bot.engine.scene import Scene
from bot.engine.session import Draft
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import cards as card_words
from bot.engine.wording import forms, privacy
from bot.engine.wording.markup import listed, lower_first

_KINDS: tuple[tuple[str, frozenset[AnswerType]], ...] = (
    ("họ tên", frozenset({AnswerType.FULL_NAME})),
    ("ngày sinh", frozenset()),
    ("số định danh", frozenset({AnswerType.PERSONAL_ID, AnswerType.OLD_ID})),
    ("địa chỉ", frozenset({AnswerType.ADDRESS})),
    ("điện thoại", frozenset({AnswerType.PHONE})),
    ("email", frozenset({AnswerType.EMAIL})),
)
"""Kinds of personal data a citizen knows by name; a birth date is told from other dates by its label."""

_SENSITIVE = ("dân tộc", "tôn giáo", "hôn nhân", "nguyên nhân mất", "hộ chiếu")
"""Words in a label that mark sensitive data (Nghị định 356/2025/NĐ-CP), as they are named in the notice."""


def message(scene: Scene, procedure: Procedure, draft: Draft) -> Message:
    """The notice, or the question about reminders, whichever the draft waits for."""
    if draft.stage == "reminders":
        return Message(privacy.REMINDERS, reminder_buttons(draft))
    office = lower_first(scene.knowledge.office.name) if scene.knowledge.office else "xã, phường"
    text = privacy.notice(
        lower_first(procedure.plain),
        privacy.asked(*_kinds(procedure)),
        office,
        scene.knowledge.draft_days,
        scene.knowledge.dossier_days,
    )
    return Message(text, notice_buttons(draft))


def again(draft: Draft) -> Message:
    """What the draft waits for, in one line, for somebody who has the notice before their eyes."""
    if draft.stage == "reminders":
        return Message(forms.REMINDERS_FIRST, reminder_buttons(draft))
    return Message(forms.CONSENT_FIRST, notice_buttons(draft))


def notice_buttons(draft: Draft) -> tuple[Choice, ...]:
    """An equal yes and no to the notice."""
    return (button(privacy.AGREE, "y", draft.id, "c", "1"), button(privacy.DISAGREE, "y", draft.id, "c", "0"))


def reminder_buttons(draft: Draft) -> tuple[Choice, ...]:
    """An equal yes and no."""
    return (button(privacy.REMIND, "y", draft.id, "r", "1"), button(privacy.DO_NOT_REMIND, "y", draft.id, "r", "0"))


def _kinds(procedure: Procedure) -> tuple[list[str], list[str]]:
    """The kinds of personal data the form asks for, and which of them are sensitive, in the citizen's words."""
    personal = [one for one in procedure.questions if one.personal]
    births = [one for one in personal if one.type is AnswerType.DATE and "sinh" in one.label.lower()]
    named = [
        kind for kind, types in _KINDS if any(one.type in types for one in personal) or (kind == "ngày sinh" and births)
    ]
    told = sum(any(one.type in types for _, types in _KINDS) for one in personal) + len(births)
    if told < len(personal):
        named.append("các mục khác của tờ khai")
    sensitive = [kind for kind in _SENSITIVE if any(kind in one.label.lower() for one in personal)]
    if any(one.type is AnswerType.FILE for one in procedure.questions):
        sensitive.append("ảnh giấy tờ")
    return named, sensitive


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
    places = listed(dict.fromkeys(map(card_words.place, procedure.channels))) or card_words.NO_WHERE
    text = privacy.declined(places, hours.contact(scene.knowledge))
    return Turn(drop(scene.session, draft), (Message(text),), (effect,))


def remind(scene: Scene, *, granted: bool) -> Turn:
    """Switches reminders on or off at any time."""
    effect = RecordConsent("reminders", granted, privacy.REMINDERS_VERSION, scene.at)
    text = privacy.REMINDERS_ON if granted else privacy.REMINDERS_OFF
    return Turn(replace(scene.session, reminders=granted), (Message(text),), (effect,))
