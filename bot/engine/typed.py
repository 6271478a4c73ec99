"""A typed message: a command, a yes or no that was waited for, an answer, or a question."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.catalogue.model import AnswerType, Procedure, Question
from bot.engine import (
    alarms,
    answering,
    codes,
    commands,
    consent,
    form,
    lookup,
    mending,
    mine,
    offers,
    opening,
    people,
    pressed,
    publications,
    rating,
    reading,
    submission,
    urgent,
)
from bot.engine.answers.writing import clean
from bot.engine.commands import Command
from bot.engine.messages import Message
from bot.engine.scene import Scene, joined
from bot.engine.turn import Turn
from bot.engine.wording import forms, talk
from bot.language import fold
from bot.matcher.match import Intent, Verdict

_NUMBERED = re.compile(r"(?:(?:so|nut|chon|muc) ){0,2}([1-9][0-9]?)(?: nhe| a)?", re.ASCII)
_THUMBS = {"👍": "đồng ý", "👌": "đồng ý", "✅": "đồng ý", "👎": "không", "❌": "không"}


def said(scene: Scene, raw: str) -> Turn:
    """What follows from a typed message, whatever it is."""
    whole = clean(raw[: lookup.READ * 5])
    text = _thumbs(whole if len(whole) <= lookup.READ else f"{whole[: lookup.READ]}…")
    if not any(letter.isalnum() for letter in text):
        return pressed.resumed(scene, scene.says(Message(talk.EMPTY if scene.draft is None else talk.EMPTY_HERE)))
    draft = scene.draft
    procedure = scene.procedure(draft.procedure) if draft is not None else None
    question = form.asked(scene, procedure, draft) if draft is not None and procedure is not None else None
    free = question is not None and question.type in answering.FREE
    if (kind := alarms.plainly(whole)) and not _writes_of_a_death(procedure, question):
        return lookup.cared(scene, kind, text)
    rated = scene.session.rating is not None and scene.session.rating.score is not None
    command = commands.read(text, answering=question is not None or rated or _confirming(scene))
    if command is Command.OFFICE:
        return pressed.resumed(scene, lookup.office(_unpending(scene), text, lookup.matched(scene, text)))
    if command is not None:
        return run(_unpending(scene) if command is not Command.ERASE else scene, command)
    if not free and (value := _typed_button(scene, text, question)) is not None:
        return pressed.chose(scene, value)
    if (turn := _waited_for(scene, text)) is not None:
        return turn
    scene = _unpending(scene)
    if codes.resembles(text) or codes.official(text):
        return pressed.resumed(scene, submission.status(scene, text))
    if draft is not None and procedure is not None:
        return answering.heard(scene, procedure, draft, question, text)
    return _asked(scene, text)


def _writes_of_a_death(procedure: Procedure | None, question: Question | None) -> bool:
    """Whether the open question may well be answered with how somebody died."""
    return procedure is not None and procedure.condolence and question is not None and question.type is AnswerType.TEXT


def _thumbs(text: str) -> str:
    """A thumb is a word."""
    bare = "".join(sign for sign in text if sign in _THUMBS or sign.isalnum())
    return _THUMBS[bare[0]] if bare and bare[0] in _THUMBS and len(set(bare)) == 1 else text


def run(scene: Scene, command: Command) -> Turn:
    """Carries out a command."""
    match command:
        case Command.LATER | Command.STOP:
            return opening.later(scene, ended=command is Command.STOP)
        case Command.CONTINUE:
            return opening.continued(scene)
        case Command.OFFICER:
            return pressed.resumed(scene, people.request(scene))
        case Command.HELP:
            return pressed.resumed(scene, scene.says(Message(talk.HELP, lookup.suggestions(scene, 3))))
        case Command.KEPT:
            return pressed.resumed(scene, mine.kept(scene))
        case Command.ERASE:
            return mine.ask_erase(scene)
        case Command.MINE:
            return mine.dossiers(scene)
        case Command.RATE:
            return rating.reach(scene)
        case Command.START:
            return pressed.resumed(scene, lookup.greeting(scene))
        case Command.PUBLIC:
            return pressed.resumed(scene, publications.overview(scene))
        case Command.REMIND | Command.NO_REMIND:
            granted = command is Command.REMIND
            draft = scene.draft
            if draft is not None and draft.stage == "reminders" and (procedure := scene.procedure(draft.procedure)):
                return pressed.consented(scene, procedure, draft, granted=granted)
            return pressed.resumed(scene, consent.remind(scene, granted=granted))
        case _:
            return _on_draft(scene, command)


def _on_draft(scene: Scene, command: Command) -> Turn:
    draft = scene.draft or (next(iter(scene.session.drafts.values())) if len(scene.session.drafts) == 1 else None)
    if draft is None:
        if command is Command.CANCEL and len(scene.session.drafts) > 1:
            return mine.dossiers(scene)
        return scene.says(Message(forms.NO_DRAFT, lookup.suggestions(scene, 3)))
    procedure = scene.procedure(draft.procedure)
    match command:
        case Command.CANCEL | Command.RESTART:
            return pressed.ask_sure(scene, draft, command.value)
        case _ if procedure is None:
            return scene.says(Message(forms.PROCEDURE_GONE))
        case Command.BACK:
            return form.back(scene, procedure, draft)
        case Command.SKIP:
            question = form.asked(scene, procedure, draft)
            return form.skip(scene, procedure, draft, question) if question else form.present(scene)
        case Command.REVIEW:
            return pressed.look_over(scene, procedure, draft)
        case _:
            return form.present(scene)


def _confirming(scene: Scene) -> bool:
    return scene.session.pending is not None or (
        scene.draft is not None and scene.draft.stage in {"confirming", "dropping"}
    )


def _unpending(scene: Scene) -> Scene:
    pending = scene.session.pending
    return scene if pending in {None, "officer"} else scene.with_session(replace(scene.session, pending=None))


def _typed_button(scene: Scene, text: str, question: Question | None) -> str | None:
    """The button whose label or number was typed; numbers only where no question of the form could mean them itself."""
    bare = fold(text.strip(" .!"))
    labels = [value for label, value in scene.session.buttons if fold(label.removeprefix("✓ ")) == bare]
    if len(set(labels)) == 1:
        return labels[0]
    numbered = _NUMBERED.fullmatch(fold(text.strip(" .!")))
    if question is None and numbered is not None:
        place = int(numbered[1])
        return scene.session.buttons[place - 1][1] if 0 < place <= len(scene.session.buttons) else None
    return None


def _waited_for(scene: Scene, text: str) -> Turn | None:
    """The answer to a yes/no of the bot's own, or a rating's comment."""
    pending = scene.session.pending
    if pending is not None and pending.startswith(mending.PENDING):
        return _which_to_mend(scene, text)
    if pending is not None and pending != "officer":
        sure = False if reading.desists(text) else reading.yes_no(scene, text)
        sure = True if reading.insists(text, pending.partition(":")[0]) else sure
        if sure is not None:
            return pressed.settle(scene, pending, sure=sure)
    waiting = scene.session.rating
    if waiting is None or waiting.score is None or scene.session.active is not None or reading.asks(text):
        return None
    if waiting.commenting:
        return rating.finish(scene, text)
    if (factor := rating.named(text)) is not None:
        return rating.toggle(scene, waiting.dossier, factor)
    match = lookup.matched(scene, text)
    remark = len(text.split()) > 1 and match.verdict is Verdict.ABSTAIN and match.intent is not Intent.HUMAN
    return rating.finish(scene, text) if remark and not reading.courtesy(text) else None


def _which_to_mend(scene: Scene, text: str) -> Turn | None:
    draft = scene.draft
    procedure = scene.procedure(draft.procedure) if draft is not None else None
    if draft is None or procedure is None:
        return None
    scene = _unpending(scene)
    if (turn := mending.chosen(scene, procedure, draft, text)) is not None:
        return turn
    unchanged = reading.yes_no(scene, text) is False or reading.desists(text)
    return form.present(scene, Message(forms.NOT_CHANGED)) if unchanged else None


def _asked(scene: Scene, text: str) -> Turn:
    """A message outside any form."""
    if (place := offers.ordinal(scene, text)) is not None:
        return pressed.nth(scene, *place)
    text = reading.correction(text)
    match = lookup.matched(scene, text)
    if (said := reading.instead(text)) and (instead := lookup.matched(scene, said)).verdict is not Verdict.ABSTAIN:
        text, match = said, instead
    if scene.session.pending == "officer" and not urgent.named(text, match):
        if match.verdict is Verdict.ABSTAIN and match.intent in {Intent.NOTHING, Intent.HUMAN}:
            return people.add_note(scene, text)
        scene = scene.with_session(replace(scene.session, pending=None))
    if match.intent is Intent.SMALLTALK or urgent.named(text, match):
        return lookup.reply(scene, text, match)
    return _leaving_rating(scene, lookup.reply, text, match)


def _leaving_rating(scene: Scene, answer: object, *args: object) -> Turn:
    closed = rating.left(scene)
    return joined(closed, answer(scene.with_session(closed.session), *args))  # type: ignore[operator]
