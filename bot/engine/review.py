"""The review: everything answered on one page, every entry editable, and what pressing "Nộp hồ sơ" does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.catalogue.model import ChannelKind, Procedure, Question
from bot.engine import facts, flow
from bot.engine.drafts import keep
from bot.engine.messages import Choice, Message
from bot.engine.scene import Scene, led
from bot.engine.session import Draft
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import dossiers as words
from bot.engine.wording import forms
from bot.engine.wording.markup import plain
from bot.language import fold

PAGE = 6
"""Entries on one page of edit buttons, so that every channel shows them with the ways on."""

_FEW = 5
"""So few entries get their edit buttons right under the review."""

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = frozenset({"cua", "va", "la", "muc", "cau", "cho", "o", "cai", "nay", "toi", "em", "minh", "giup", "voi"})
_SAME = (
    (re.compile(r"\b(?:ngay thang nam|nam|ngay thang) sinh\b"), "ngay sinh"),
    (re.compile(r"\b(?:sdt|dt|so dt|dien thoai|so dien thoai)\b"), "dien thoai"),
    (re.compile(r"\b(?:cccd|so cccd|can cuoc|so can cuoc|dinh danh)\b"), "dinh danh"),
    (re.compile(r"\b(?:con|chau)\b"), "be"),
)


def show(scene: Scene, procedure: Procedure, draft: Draft, *lead: Message) -> Turn:
    """The review; the draft waits there until it is submitted, edited or put aside."""
    draft = replace(draft, stage="review", asked=None, editing=None, held=None, gathering={})
    entries = editable(scene, procedure, draft)
    online = any(one.kind is ChannelKind.ONLINE for one in facts.ways(procedure, draft.answers))
    text = words.review(
        procedure.plain,
        [(question.label, plain(shown)) for question, shown in entries],
        facts.papers_in_short(scene, procedure, draft.answers),
        words.what_happens(online=online),
    )
    choices: list[Choice] = [
        button(words.SUBMIT, "sb", draft.id, "0"),
        button(words.SUBMIT_HELPED, "sb", draft.id, "1"),
    ]
    if len(entries) <= _FEW:
        choices += _edit_buttons(draft, entries, 1)
    else:
        choices.append(button(words.EDIT, "ep", draft.id, "0"))
    choices.append(button(forms.LATER, "l", draft.id))
    scene = scene.with_session(keep(scene.session, draft))
    return scene.says(*led(lead, Message(text, tuple(choices), "review")))


def so_far(scene: Scene, procedure: Procedure, draft: Draft) -> Turn:
    """What is answered before the form is complete, with buttons to edit the latest entries."""
    entries = editable(scene, procedure, draft)
    text = words.so_far(procedure.plain, [(question.label, plain(shown)) for question, shown in entries])
    first = max(0, len(entries) - PAGE)
    return scene.says(Message(text, _edit_buttons(draft, entries[first:], first + 1), "review"))


def page(scene: Scene, procedure: Procedure, draft: Draft, number: int) -> Turn:
    """Page ``number`` (from 0) of the edit buttons; one past the end starts over."""
    entries = editable(scene, procedure, draft)
    first = number * PAGE if number * PAGE < len(entries) else 0
    shown = entries[first : first + PAGE]
    choices = _edit_buttons(draft, shown, first + 1)
    if len(entries) > PAGE:
        choices = (
            *choices,
            button(words.MORE, "ep", draft.id, str((first // PAGE + 1) * (first + PAGE < len(entries)))),
        )
    choices = (*choices, button(words.TO_REVIEW, "v", draft.id))
    return scene.says(Message(words.page(first + 1, first + len(shown), len(entries)), choices, "review"))


def editable(scene: Scene, procedure: Procedure, draft: Draft) -> tuple[tuple[Question, str], ...]:
    """Every question on the path with its answer as shown, passed-over ones too, in the order of the form."""
    path = flow.relevant(procedure, draft.answers, scene.today)
    return tuple(
        (question, draft.answers[question.id].shown if question.id in draft.answers else words.PASSED_OVER)
        for question in path
        if question.id in draft.answers or question.id in draft.skipped
    )


def fitting(entries: Iterable[tuple[Question, str]], words_: str) -> tuple[Question, ...]:
    """The entries meant by "2" or "họ tên": by number, or by labels that hold all these words, with or without marks; else
    those whose whole label is among the words."""
    questions = [question for question, _ in entries]
    if words_.isdecimal() and words_.isascii():
        return (questions[int(words_) - 1],) if len(words_) < 4 and 0 < int(words_) <= len(questions) else ()
    wanted = _telling(words_)
    within = [one for one in questions if wanted and wanted <= _telling(one.label)]
    exact = [one for one in within if wanted == _telling(one.label)]
    around = [one for one in questions if len(_telling(one.label)) > 1 and _telling(one.label) <= wanted]
    return tuple(exact or within or around)


def _telling(text: str) -> frozenset[str]:
    """The words of a label that tell it from others, in the one form they are compared in."""
    said = fold(text)
    for pattern, usual in _SAME:
        said = pattern.sub(usual, said)
    return frozenset(_WORD.findall(said)) - _BETWEEN


def _edit_buttons(draft: Draft, entries: tuple[tuple[Question, str], ...], first: int) -> tuple[Choice, ...]:
    return tuple(
        button(words.edit_label(place, question.label), "e", draft.id, question.id)
        for place, (question, _) in enumerate(entries, start=first)
    )
