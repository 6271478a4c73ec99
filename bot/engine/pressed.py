"""A pressed button, new or old: what it meant when it was shown, weighed against where the citizen stands now."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue.model import AnswerType, Procedure, Question
from bot.engine import (
    cards,
    consent,
    flow,
    form,
    lookup,
    mine,
    offers,
    opening,
    people,
    publications,
    rating,
    review,
    submission,
)
from bot.engine.answers import Invalid, chosen
from bot.engine.drafts import by_id, drop, keep, submitted, title
from bot.engine.messages import Message
from bot.engine.scene import Scene, joined, led
from bot.engine.session import Answer, Draft
from bot.engine.turn import Turn
from bot.engine.values import button, long, split
from bot.engine.values import value as wrapped
from bot.engine.wording import dossiers as dossier_words
from bot.engine.wording import forms, talk
from bot.engine.wording.markup import joined as paragraphs
from bot.matcher.match import Aspect, Candidate

_BRIEF = 300
"""An answer of so few characters and no buttons shares the bubble of the question put again."""

_ASPECTS: tuple[Aspect, ...] = ("fee", "time", "where", "documents", "online", "result", "status")


def chose(scene: Scene, value: str) -> Turn:
    """What follows from a button's value, whoever made it and however old it is."""
    scene = scene.with_session(replace(scene.session, pending=None))
    match split(value):
        case ("ra" | "rf" | "rd" | "rn" | "rx" | "rt" as verb, dossier, *rest):
            return rating.chose(scene, verb, dossier, *rest)
        case ("er", sure) if sure in {"0", "1"}:
            return mine.erase(scene, sure=sure == "1")
        case ("kk",):
            return resumed(scene, publications.overview(scene))
        case ("k", identity):
            return resumed(scene, publications.show(scene, identity))
        case ("h",):
            return mine.dossiers(scene)
        case ("hd", dossier):
            return resumed(scene, submission.status(scene, dossier))
        case ("p" | "f" | "i" | "dc" | "da" | "o" | "z" as verb, *args):
            closed = rating.left(scene)
            left = scene.with_session(closed.session)
            return resumed(left, joined(closed, _guidance(left, verb, *args)))
        case ("s", code) if (procedure := scene.procedure(long(code))) is not None:
            closed = rating.left(scene)
            return joined(closed, opening.begin(scene.with_session(closed.session), procedure))
        case (verb, id_, *args) if verb in _DRAFT_VERBS:
            return _on_draft(scene, verb, id_, *args)
    return resumed(scene, scene.says(Message(talk.UNKNOWN_BUTTON)))


def nth(scene: Scene, value: str, rest: str) -> Turn:
    """The button named by its place in a list ("cái thứ hai"), with the aspect asked in the same breath."""
    if not value:
        again = offers.shown(scene) if scene.draft is None else ()
        return resumed(scene, scene.says(Message(talk.NO_SUCH_ORDINAL, again)))
    verb, *args = split(value) or ("",)
    if rest and verb == "p" and (aspect := scene.knowledge.matcher.match(rest, f"procedure:{long(args[0])}").aspect):
        return chose(scene, wrapped("i", args[0], aspect))
    return chose(scene, value)


def resumed(scene: Scene, turn: Turn) -> Turn:
    """The turn, and after it the open form's own question again, once."""
    after = scene.with_session(turn.session)
    if after.draft is None:
        return turn
    if after.draft.stage in {"consent", "reminders"}:
        again = after.says(consent.again(after.draft))
    else:
        again = form.present(after)
        if again.session.active is None:
            return joined(turn, again)
        last = again.messages[-1]
        last = replace(last, text=paragraphs(forms.STILL_NEEDED, last.text))
        again = replace(again, messages=(*again.messages[:-1], last))
    said = turn.messages[-1]
    short: tuple[Message, ...] = (said,) if len(said.text) <= _BRIEF else ()
    if short and said.choices and {one.value for one in said.choices} == {"o"}:
        short = (replace(said, choices=()),)
        again = form.with_person(again)
    told = (*led(short, again.messages[0]), *again.messages[1:])
    messages = (*turn.messages[: len(turn.messages) - len(short)], *told)
    return Turn(again.session, messages, turn.effects + again.effects)


def consented(scene: Scene, procedure: Procedure, draft: Draft, *, granted: bool) -> Turn:
    """The answer to the notice or to the question about reminders; the form goes on unless it was declined."""
    turn = consent.decide(scene, procedure, draft, granted=granted)
    if turn.messages:
        return turn
    return joined(turn, form.present(scene.with_session(turn.session)))


def ask_sure(scene: Scene, draft: Draft, what: str) -> Turn:
    """Asks before a draft is begun anew or thrown away."""
    name = title(scene, draft.procedure)
    verb, text, label = (
        ("rs", forms.restart(name), forms.RESTART) if what == "restart" else ("cx", forms.cancel(name), forms.CANCEL)
    )
    choices = (button(label, verb, draft.id), button(forms.AS_BEFORE, "n", draft.id))
    return Turn(replace(scene.session, pending=f"{what}:{draft.id}"), (Message(text, choices),))


def settle(scene: Scene, pending: str, *, sure: bool) -> Turn:
    """A typed yes or no to what the bot asked."""
    what, _, id_ = pending.partition(":")
    scene = scene.with_session(replace(scene.session, pending=None))
    if what == "erase":
        return mine.erase(scene, sure=sure)
    if what == "edit":
        id_, question, value = (*id_.split(":"), "", "")[:3]
        return _on_draft(scene, "eo", id_, question, value) if sure else form.present(scene, Message(forms.NOT_CHANGED))
    if not sure:
        return form.present(scene, Message(forms.NOT_CHANGED))
    return _on_draft(scene, {"restart": "rs", "cancel": "cx"}.get(what, "n"), id_)


def look_over(scene: Scene, procedure: Procedure, draft: Draft) -> Turn:
    """The review before its time: what is answered so far, with edit buttons, then the open question; at its time the real one."""
    if draft.stage in {"consent", "reminders"}:
        return form.present(scene)
    if flow.next_question(procedure, draft, scene.today) is None:
        return review.show(scene, procedure, draft)
    if not review.editable(scene, procedure, draft):
        return form.present(scene, Message(dossier_words.NOTHING_ANSWERED.capitalize() + "."))
    return resumed(scene, review.so_far(scene, procedure, draft))


def _guidance(scene: Scene, verb: str, *args: str) -> Turn:
    match (verb, *args):
        case ("p", code):
            return lookup.show(scene, Candidate("procedure", long(code), "", 1.0))
        case ("f", id_):
            return lookup.show(scene, Candidate("faq", id_, "", 1.0))
        case ("i", code, aspect) if aspect in _ASPECTS and (procedure := scene.procedure(long(code))) is not None:
            anew = scene.with_session(replace(scene.session, cases={})) if aspect == "documents" else scene
            return cards.show(anew, procedure, aspect)
        case ("da", code) if (procedure := scene.procedure(long(code))) is not None:
            return cards.documents(scene, procedure, everything=True)
        case ("dc", code, question, value) if (procedure := scene.procedure(long(code))) is not None:
            return cards.case_given(scene, procedure, question, value)
        case ("o",):
            return people.request(scene)
        case ("z",):
            return lookup.none_of_these(scene)
        case _:
            return scene.says(Message(talk.GONE))


_DRAFT_VERBS = frozenset({
    "y", "a", "u", "t", "d", "rm", "k", "c", "aq", "ak", "b", "x", "l", "g", "v", "e", "ep", "eo", "dp", "rs", "ca", "cx", "n",
    "sb",
})  # fmt: skip


def _on_draft(scene: Scene, verb: str, id_: str, *args: str) -> Turn:
    draft = by_id(scene.session, id_)
    if draft is None:
        if (dossier := submitted(scene.session, id_)) is not None:
            return resumed(scene, submission.twice(scene, dossier))
        return resumed(scene, scene.says(Message(forms.OLD_DRAFT)))
    if verb == "ca":
        return ask_sure(scene, draft, "cancel")
    if verb == "cx":
        return Turn(drop(scene.session, draft), (Message(forms.CANCELLED, lookup.suggestions(scene, 3)),))
    procedure = scene.procedure(draft.procedure)
    if procedure is None:
        return scene.says(Message(forms.PROCEDURE_GONE))
    if verb == "g":
        return opening.resume(scene, draft)
    if verb == "l" and scene.session.active in {None, draft.procedure}:
        return opening.later(scene.with_session(keep(scene.session, draft)))
    if scene.session.active != draft.procedure:
        choices = (button(f"{forms.CONTINUE}: {procedure.plain}", "g", draft.id),)
        return resumed(scene, scene.says(Message(forms.other_draft(procedure.plain), choices)))
    return _on_open_draft(scene, procedure, draft, verb, args)


def _on_open_draft(scene: Scene, procedure: Procedure, draft: Draft, verb: str, args: tuple[str, ...]) -> Turn:
    match (verb, *args):
        case ("y", part, granted) if draft.stage == {"c": "consent", "r": "reminders"}.get(part):
            return consented(scene, procedure, draft, granted=granted == "1")
        case ("v",):
            return look_over(scene, procedure, draft)
        case ("n",):
            return form.present(scene, Message(forms.NOT_CHANGED))
        case ("rs",):
            return opening.restart(scene, procedure, draft)
        case ("sb", helped) if draft.stage == "review":
            return submission.submit(scene, procedure, draft, helped=helped == "1")
        case ("ep", number) if draft.stage == "review" and number.isdecimal():
            return review.page(scene, procedure, draft, int(number))
        case (_, id_, *rest) if draft.stage not in {"consent", "reminders"}:
            question = flow.question_of(procedure, draft, id_, scene.today)
            if question is not None:
                return _on_question(scene, procedure, draft, question, verb, *rest)
    return _stale(scene, draft)


def _on_question(scene: Scene, procedure: Procedure, draft: Draft, question: Question, verb: str, *rest: str) -> Turn:
    waiting = draft.stage in {"confirming", "dropping"} and draft.asked == question.id
    asked = form.asked(scene, procedure, draft)
    here = asked is not None and asked.id == question.id
    match (verb, *rest):
        case ("k" | "dp",) if waiting and draft.held is not None and (verb == "dp") == (draft.stage == "dropping"):
            record = form.commit if verb == "dp" else form.record
            return record(scene, procedure, draft, question, draft.held)
        case ("c",) if waiting:
            return form.proceed(scene, procedure, replace(draft, stage="asking", held=None))
        case ("aq",) if waiting and draft.held is not None:
            text = draft.held.shown
            cleared = scene.with_session(keep(scene.session, replace(draft, stage="asking", held=None)))
            return resumed(cleared, lookup.reply(cleared, text))
        case ("ak",) if waiting or here:
            return form.keep_old(scene, procedure, draft)
        case ("e",):
            if question.id in draft.answers or question.id in draft.skipped:
                return form.edit(scene, procedure, draft, question)
        case ("b",) if here:
            return form.back(scene, procedure, draft)
        case ("x",) if here:
            return form.skip(scene, procedure, draft, question)
        case ("t", value) if here and question.type is AnswerType.MULTI_CHOICE:
            return _tick(scene, procedure, draft, question, value)
        case ("d",) if here:
            return _done(scene, procedure, draft, question)
        case ("rm",) if here and question.type is AnswerType.FILE:
            gathered = dict(list(draft.gathering.items())[:-1])
            draft = replace(draft, gathering=gathered)
            if not gathered:
                return form.proceed(scene, procedure, draft)
            text = forms.manifest(list(gathered.values()), question.max_files)
            return form.gathered(scene, procedure, draft, question, text)
        case ("u", value) if here and question.type is AnswerType.ADDRESS:
            office = next((one for one in scene.catalogue.offices.offices if one.id == value), None)
            if office is not None:
                return form.pick_unit(scene, procedure, draft, question, office)
        case ("a", value):
            return _tapped_answer(scene, procedure, draft, question, value, here=here)
        case ("eo", value):
            answer = chosen(question, value)
            if isinstance(answer, Answer):
                return form.record(scene, procedure, replace(draft, stage="asking", held=None), question, answer)
    return _stale(scene, draft)


def _tapped_answer(
    scene: Scene, procedure: Procedure, draft: Draft, question: Question, value: str, *, here: bool
) -> Turn:
    """An answer button: recorded for the question asked; for an earlier one it offers the change instead of making it."""
    answer = chosen(question, value)
    if isinstance(answer, Invalid) or question.type in {AnswerType.MULTI_CHOICE, AnswerType.FILE}:
        return _stale(scene, draft)
    if here:
        return form.record(scene, procedure, draft, question, answer)
    old = draft.answers.get(question.id)
    if old is not None and old.value == answer.value:
        return _stale(scene, draft, forms.ALREADY_RECORDED)
    if old is None and question.id not in draft.skipped:
        return _stale(scene, draft)
    text = (
        forms.offer_edit(question.label, old.shown, answer.shown)
        if old is not None
        else forms.offer_edit_empty(question.label, answer.shown)
    )
    choices = (button(forms.CHANGE_IT, "eo", draft.id, question.id, value), button(forms.AS_BEFORE, "n", draft.id))
    session = replace(scene.session, pending=f"edit:{draft.id}:{question.id}:{value}")
    return Turn(session, (Message(text, choices, "question"),))


def _tick(scene: Scene, procedure: Procedure, draft: Draft, question: Question, value: str) -> Turn:
    choice = flow.choice(question, value)
    if choice is None:
        return _stale(scene, draft)
    ticked = set(draft.gathering) ^ {value}
    gathered = {one.value: one.label for one in question.choices if one.value in ticked}
    draft = replace(draft, gathering=gathered)
    return form.gathered(scene, procedure, draft, question, forms.ticked(question.ask, list(gathered.values())))


def _done(scene: Scene, procedure: Procedure, draft: Draft, question: Question) -> Turn:
    if not draft.gathering:
        text = forms.NO_FILE_YET if question.type is AnswerType.FILE else forms.NOTHING_TICKED
        return form.proceed(scene, procedure, draft, Message(text))
    answer = Answer(tuple(draft.gathering), "; ".join(draft.gathering.values()))
    return form.record(scene, procedure, draft, question, answer)


def _stale(scene: Scene, draft: Draft, lead: str = "") -> Turn:
    """An old button: says where the citizen stands and shows the present question."""
    if draft.stage in {"consent", "reminders"}:
        return form.present(scene)
    step, of = mine.position(scene, draft)
    text = f"{lead} {forms.standing(step, of)}" if lead else forms.stale(step, of)
    return form.present(scene, Message(text))
