"""Submitting a finished draft: the effect, the receipt with its code, the preparation slip, and the states that follow."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue.model import AnswerType, ChannelKind, Procedure
from bot.engine import cards, codes, facts, flow, form, hours, rating
from bot.engine.drafts import drop, title
from bot.engine.effects import SubmitDossier
from bot.engine.events import StatusChanged, SubmissionAccepted, SubmissionRefused
from bot.engine.messages import Attachment, Choice, Message
from bot.engine.scene import Scene
from bot.engine.session import Draft, Submitted
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import cards as card_words
from bot.engine.wording import dossiers as words
from bot.engine.wording import talk


def submit(scene: Scene, procedure: Procedure, draft: Draft, *, helped: bool) -> Turn:
    """Hands the draft over, if nothing on its path is missing; otherwise the form goes on."""
    if not cards.guided(scene, procedure):
        return form.withdrawn(scene, procedure)
    if flow.next_question(procedure, draft, scene.today) is not None:
        return form.proceed(scene, procedure, draft, Message(words.STILL_MISSING))
    code = codes.make(scene.entropy, scene.today, {one.dossier for one in scene.session.dossiers})
    entries = flow.answered(procedure, draft, scene.today)
    summary = tuple((question.label, answer.shown) for question, answer in entries)
    uploads = tuple(
        upload
        for question, answer in entries
        if question.type is AnswerType.FILE and isinstance(answer.value, tuple)
        for upload in answer.value
    )
    effect = SubmitDossier(
        code,
        procedure.code,
        procedure.title,
        {question.id: answer for question, answer in entries},
        summary,
        uploads,
        scene.catalogue.version,
        helped,
        scene.at,
    )
    dossier = Submitted(code, procedure.code, "submitted", scene.at, draft=draft.id)
    session = drop(scene.session, draft)
    session = replace(session, dossiers=(*session.dossiers, dossier), misses=0)
    turn = Turn(session, (_receipt(scene, procedure, draft, code, summary),), (effect,))
    asked = rating.ask(scene.with_session(session), dossier)
    return Turn(asked.session, turn.messages + asked.messages, turn.effects)


def twice(scene: Scene, dossier: Submitted) -> Turn:
    """Answers a button of a draft that was submitted before."""
    line = words.one(title(scene, dossier.procedure), dossier.dossier, dossier.status, dossier.at.date())
    return scene.says(Message(f"{words.TWICE}\n\n{line}"))


def accepted(scene: Scene, event: SubmissionAccepted) -> Turn:
    """The gateway took the dossier."""
    known = _known(scene, event.dossier)
    name = title(scene, known.procedure) if known else ""
    return scene.says(Message(words.accepted(name or event.dossier, event.dossier, event.official_code), kind="status"))


def refused(scene: Scene, event: SubmissionRefused) -> Turn:
    """The other system said no: said as it is, with a person to turn to."""
    known = _known(scene, event.dossier)
    name = title(scene, known.procedure) if known else event.dossier
    choices = (button(talk.ASK_PERSON, "o"),)
    return scene.says(Message(words.not_accepted(name, event.dossier, event.reason), choices, "status"))


def changed(scene: Scene, event: StatusChanged) -> Turn:
    """A new state; the last ones invite to rate, unless that was done."""
    known = _known(scene, event.dossier) or Submitted(event.dossier, event.procedure, event.status, scene.at)
    now = replace(known, status=event.status, at=scene.at)
    others = tuple(one for one in scene.session.dossiers if one.dossier != event.dossier)
    scene = scene.with_session(replace(scene.session, dossiers=(*others, now)))
    text = words.changed(title(scene, now.procedure), event.dossier, event.status, event.note)
    choices: tuple[Choice, ...] = (button(talk.ASK_PERSON, "o"),) if event.status in {"supplement", "refused"} else ()
    turn = scene.says(Message(text, choices, "status"))
    if event.status in words.FINISHED and not now.rated and scene.session.rating is None:
        asked = rating.ask(scene, now)
        return Turn(asked.session, turn.messages + asked.messages)
    return turn


def status(scene: Scene, text: str) -> Turn:
    """Answers a typed dossier code: its state, "did you mean", or where official codes are looked up."""
    if codes.official(text):
        return scene.says(Message(words.OFFICIAL_CODE))
    known = {one.dossier: one for one in scene.session.dossiers}
    code = codes.check(text)
    if code in known:
        one = known[code]
        return scene.says(
            Message(words.one(title(scene, one.procedure), one.dossier, one.status, one.at.date()), kind="status")
        )
    if (meant := codes.did_you_mean(text, known)) is not None:
        return scene.says(Message(words.meant(meant), (button(meant, "hd", meant),)))
    text = words.CODE_UNKNOWN if code else words.CODE_WRONG
    return scene.says(Message(text, (button(talk.ASK_PERSON, "o"),)))


def _receipt(
    scene: Scene, procedure: Procedure, draft: Draft, code: str, summary: tuple[tuple[str, str], ...]
) -> Message:
    papers = facts.papers(scene, procedure, draft.answers)
    ways = facts.ways(procedure, draft.answers)
    places = tuple(card_words.place(one) for one in ways)
    on_paper = tuple(card_words.place_on_paper(one) for one in ways)
    days = {hours.due(scene.at, one.time, scene.catalogue.calendar) for one in ways if one.time is not None}
    due = words.due(days, _postponed(scene))
    fee = facts.fees(scene, procedure, ways)
    bring = words.BRING if any(one.kind is ChannelKind.COUNTER for one in ways) else words.PREPARE
    office = scene.knowledge.office.name if scene.knowledge.office else words.ANY_OFFICE
    slip = words.slip(office, procedure.plain, code, scene.today, summary, bring, papers, on_paper, due, fee)
    return Message(
        words.receipt(
            procedure.plain,
            code,
            bring,
            facts.papers_in_short(scene, procedure, draft.answers),
            places,
            due,
            facts.fees_in_short(scene, procedure, ways),
        ),
        kind="receipt",
        attachments=(Attachment(f"phieu-chuan-bi-{code}.txt", slip),),
    )


def _postponed(scene: Scene) -> str:
    """Why what is sent now counts from the next working day; empty where it counts from today."""
    calendar = scene.catalogue.calendar
    if not hours.working(scene.today, calendar):
        return words.CLOSED_TODAY
    return words.late(calendar.late_after) if scene.at.time() >= calendar.late_after else ""


def _known(scene: Scene, code: str) -> Submitted | None:
    return next((one for one in scene.session.dossiers if one.dossier == code), None)
