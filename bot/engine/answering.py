"""A typed message while a dossier is open: an answer to its question, a correction, or a question of the citizen's own."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.catalogue.model import AnswerType, Procedure, Question
from bot.engine import asking, consent, flow, form, lookup, mending, offers, opening, pressed, reading, submission
from bot.engine.answers import Doubt, Invalid, Outcome, parse
from bot.engine.drafts import keep
from bot.engine.messages import Message
from bot.engine.scene import Scene
from bot.engine.session import Answer, Draft
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import dossiers, forms
from bot.language import fold
from bot.matcher.match import Intent, Match, Verdict

SURE = 0.75
"""Confidence from which an entry outweighs the reading of a message, not put as a question, as an answer that does not parse."""

_ECHO = 0.6
"""Words that are so far the question's own are an attempt to answer it."""

_RECORDABLE = ("khong biet", "ko biet", "khong ro", "ko ro", "khong nho", "ko nho")
"""What somebody may well want written into a line of free text."""

FREE = frozenset({AnswerType.TEXT, AnswerType.ADDRESS, AnswerType.FULL_NAME})
"""Answers in the citizen's own words, where nearly every sentence could be one."""

_PLAIN = frozenset({AnswerType.CHOICE, AnswerType.YES_NO, AnswerType.DATE})
"""Answers that are either plainly given or not."""

_PART = re.compile(r"[,;\n]+")
_PARTS = 4
_WORD = re.compile(r"[^\W_]+")
_SUBMIT = frozenset({"nop", "nop ho so", "gui", "gui ho so", "nop luon", "nop di"})


def heard(scene: Scene, procedure: Procedure, draft: Draft, question: Question | None, text: str) -> Turn:
    """What follows from ``text`` while ``draft`` is open and ``question``, if any, waits for its answer."""
    match draft.stage:
        case "consent" | "reminders":
            granted = reading.yes_no(scene, text)
            if granted is not None:
                return pressed.consented(scene, procedure, draft, granted=granted)
            return _undecided(scene, draft, text)
        case "confirming" | "dropping":
            return _settling(scene, procedure, draft, text)
        case "review":
            return _reviewing(scene, procedure, draft, text)
        case _ if question is None:
            return _digression(scene, text) if reading.asks(text) else form.present(scene)
        case _:
            return _answering(scene, procedure, draft, question, text)


def _undecided(scene: Scene, draft: Draft, text: str) -> Turn:
    """Words that are neither yes nor no to the notice: a question is answered, anything else is told what is waited for."""
    match = lookup.matched(scene, text)
    if reading.asks(text) or _outweighs(scene, text, match):
        return _digression(scene, text, match)
    return scene.says(consent.again(draft))


def _settling(scene: Scene, procedure: Procedure, draft: Draft, text: str) -> Turn:
    question = flow.question_of(procedure, draft, draft.asked, scene.today)
    if question is None or draft.held is None:
        return form.present(scene)
    sure = reading.yes_no(scene, text)
    if sure is True:
        agreed = form.commit if draft.stage == "dropping" else form.record
        return agreed(scene, procedure, draft, question, draft.held)
    if draft.stage == "dropping":
        return form.keep_old(scene, procedure, draft) if sure is False else _digression(scene, text)
    if sure is False:
        return form.proceed(scene, procedure, replace(draft, stage="asking", held=None))
    return _answering(scene, procedure, replace(draft, stage="asking", held=None), question, text)


def _reviewing(scene: Scene, procedure: Procedure, draft: Draft, text: str) -> Turn:
    if fold(text.strip(" .!")) in _SUBMIT:
        return submission.submit(scene, procedure, draft, helped=False)
    if (turn := mending.heard(scene, procedure, draft, None, text)) is not None:
        return turn
    match = lookup.matched(scene, text)
    if reading.asks(text) or _meant(match) or reading.wants_person(text):
        return _digression(scene, text, match)
    if (turn := mending.chosen(scene, procedure, draft, text)) is not None:
        return turn
    turn = mending.which(scene, procedure, draft)
    asked = turn.messages[-1]
    return replace(turn, messages=(replace(asked, text=f"{dossiers.NOT_UNDERSTOOD} {asked.text}"),))


def _digression(scene: Scene, text: str, match: Match | None = None) -> Turn:
    """Answers a question and puts the form's own question again, once, in the same turn."""
    if (place := offers.ordinal(scene, text)) is not None:
        return pressed.nth(scene, *place)
    return pressed.resumed(scene, lookup.reply(scene, reading.correction(text), match))


def _answering(scene: Scene, procedure: Procedure, draft: Draft, question: Question, text: str) -> Turn:
    """Answer or question? What parses and is not put as a question is an answer; what is put as a question, or fails to
    parse while the matcher knows it, is answered as one. A name is never recorded from a question."""
    if (turn := mending.heard(scene, procedure, draft, question, text)) is not None:
        return turn
    if reading.gives_up(text) and question.type is not AnswerType.FULL_NAME:
        return opening.later(scene)
    said = reading.slip(text)
    if said and not reading.asks(said):
        if (turn := _taken_back(scene, procedure, draft, text, said)) is not None:
            return turn
        plainly = reading.takes_back(text) or question.type not in {AnswerType.TEXT, AnswerType.ADDRESS}
        if plainly and not isinstance(_parsed(scene, draft, question, said), Invalid):
            text = said
    outcome = _parsed(scene, draft, question, text)
    split = isinstance(outcome, Invalid) and not reading.asks(text)
    if split and (turn := _in_parts(scene, procedure, draft, question, text)) is not None:
        return turn
    if reading.lost(text) and _no_answer(question, text, outcome):
        return form.unsure(scene, procedure, draft, question)
    if question.type not in FREE and fold(text.strip(" .!")) in _SUBMIT:
        return form.proceed(scene, procedure, draft, Message(dossiers.STILL_MISSING))
    putting = reading.asks(text)
    if not putting and not isinstance(outcome, Invalid):
        if question.type is AnswerType.FULL_NAME and not reading.name_like(text):
            match = lookup.matched(scene, text)
            if _outweighs(scene, text, match):
                return _digression(scene, text, match)
            if text == text.lower() and " " in text and not reading.known_surname(text):
                return form.hold(scene, draft, question, outcome)
        if question.type in FREE and reading.courtesy(text) and not reading.name_like(text):
            return _digression(scene, text)
        return form.read(scene, procedure, draft, question, text)
    match = lookup.matched(scene, text)
    if not putting:
        if _outweighs(scene, text, match) and not _echoes(question, text):
            return _digression(scene, text, match)
        return form.read(scene, procedure, draft, question, text)
    if isinstance(outcome, Invalid) or question.type is AnswerType.FULL_NAME or _meant(match):
        return _digression(scene, text, match)
    if question.type in FREE:
        return _answer_or_question(scene, draft, question, outcome)
    return form.read(scene, procedure, draft, question, text)


def _parsed(scene: Scene, draft: Draft, question: Question, text: str) -> Outcome:
    return parse(question, text, draft.answers, scene.today, scene.catalogue.offices)


def _in_parts(scene: Scene, procedure: Procedure, draft: Draft, question: Question, text: str) -> Turn | None:
    """Several answers in one message ("trực tiếp, em thuê trọ"): the first part must answer the question; what follows counts
    for the questions after it as long as it answers a choice plainly, and is asked for otherwise."""
    first, *rest = [part.strip() for part in _PART.split(text) if part.strip()] or [""]
    outcome = _parsed(scene, draft, question, first)
    if not rest or isinstance(outcome, Invalid):
        return None
    turn = form.read(scene, procedure, draft, question, first)
    for part in rest[:_PARTS]:
        after = scene.with_session(turn.session)
        open_ = after.draft
        asked = form.asked(after, procedure, open_) if open_ is not None else None
        if open_ is None or asked is None or asked.type not in _PLAIN:
            break
        if isinstance(_parsed(after, open_, asked, part), Answer):
            turn = form.read(after, procedure, open_, asked, part)
    return turn


def _taken_back(scene: Scene, procedure: Procedure, draft: Draft, text: str, said: str) -> Turn | None:
    """A message that takes back the answer just given: the other one is shown before it is written."""
    before = flow.previous(procedure, draft, scene.today)
    if not reading.takes_back(text) or draft.failures or before is None or before.id not in draft.answers:
        return None
    outcome = _parsed(scene, draft, before, said)
    if isinstance(outcome, Invalid) or _outweighs(scene, said, lookup.matched(scene, said)):
        return None
    answer = outcome.answer if isinstance(outcome, Doubt) else outcome
    return asking.instead(scene, draft, before, answer) if answer.value != draft.answers[before.id].value else None


def _no_answer(question: Question, text: str, outcome: Outcome) -> bool:
    if question.type is AnswerType.TEXT:
        return not fold(text).startswith(_RECORDABLE)
    return isinstance(outcome, Invalid) or question.type in FREE


def _echoes(question: Question, text: str) -> bool:
    """Whether the message is mostly made of the words of the question and its choices: a clumsy answer, not a question."""
    words = set(fold(text).split())
    own = " ".join((question.ask, question.label, *(one.label for one in question.choices)))
    return bool(question.choices) and len(words & set(_WORD.findall(fold(own)))) >= _ECHO * len(words)


def _outweighs(scene: Scene, text: str, match: Match) -> bool:
    if reading.wants_person(text):
        return True
    if match.intent is Intent.SMALLTALK:
        return bool(reading.courtesy(text)) or match.smalltalk == "insult"
    if match.intent is Intent.HUMAN:
        return False
    if match.about_focus and match.aspect:
        return True
    if match.verdict is not Verdict.ANSWER or not match.candidates:
        return False
    first = match.candidates[0]
    return first.confidence >= SURE and (bool(match.aspect) or first.id != scene.session.active)


def _meant(match: Match) -> bool:
    if match.aspect and match.verdict is not Verdict.CHOOSE:
        return True
    return match.verdict is not Verdict.ABSTAIN or match.about_focus or match.intent in {Intent.HUMAN, Intent.SMALLTALK}


def _answer_or_question(scene: Scene, draft: Draft, question: Question, outcome: Answer | Doubt) -> Turn:
    answer = outcome.answer if isinstance(outcome, Doubt) else outcome
    held = replace(draft, stage="confirming", held=answer, asked=question.id)
    choices = (
        button(forms.WRITE_IT, "k", draft.id, question.id),
        button(forms.ASKING, "aq", draft.id, question.id),
    )
    text = forms.answer_or_question(answer.shown, question.label)
    return Turn(keep(scene.session, held), (Message(text, choices, "question"),))
