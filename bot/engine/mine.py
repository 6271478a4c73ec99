"""What belongs to the citizen: the list of dossiers, what is kept, and erasing it."""

from __future__ import annotations

from dataclasses import replace

from bot.engine import flow
from bot.engine.drafts import title
from bot.engine.effects import EraseCitizen
from bot.engine.messages import Choice, Message
from bot.engine.scene import Scene
from bot.engine.session import Draft, Session
from bot.engine.turn import Turn
from bot.engine.values import button
from bot.engine.wording import dossiers as words
from bot.engine.wording import forms, privacy, ratings
from bot.engine.wording.cards import STATUS_ELSEWHERE
from bot.engine.wording.markup import joined as paragraphs
from bot.engine.wording.markup import plain


def dossiers(scene: Scene) -> Turn:
    """Unfinished and submitted dossiers with their states, and the ways on."""
    lines: list[str] = []
    choices: list[Choice] = []
    for draft in scene.session.drafts.values():
        step, of = position(scene, draft)
        lines.append(words.unfinished(title(scene, draft.procedure), step, of))
        choices.append(button(f"{forms.CONTINUE}: {title(scene, draft.procedure)}", "g", draft.id))
    for one in scene.session.dossiers:
        lines.append(words.one(title(scene, one.procedure), one.dossier, one.status, one.at.date()))
        if not one.rated:
            choices.append(button(f"{ratings.RATE}: {title(scene, one.procedure)}", "rt", one.dossier))
    if not lines:
        return scene.says(Message(paragraphs(words.NONE, STATUS_ELSEWHERE)))
    return scene.says(Message(words.mine(lines), tuple(choices[-8:]), "status"))


def position(scene: Scene, draft: Draft) -> tuple[int, int]:
    """Step and number of steps of a draft; the last step when only the review is left."""
    procedure = scene.procedure(draft.procedure)
    if procedure is None:
        return 1, 1
    question = flow.next_question(procedure, draft, scene.today)
    if question is None:
        total = max(1, len(flow.relevant(procedure, draft.answers, scene.today)))
        return total, total
    progress = flow.progress(procedure, draft, scene.today, question)
    return progress.step, progress.of


def kept(scene: Scene) -> Turn:
    """Lists everything the citizen gave, as it is kept."""
    session = scene.session
    if not session.drafts and not session.dossiers and session.reminders is None:
        return scene.says(Message(privacy.NOTHING_KEPT))
    drafts = []
    for draft in session.drafts.values():
        procedure = scene.procedure(draft.procedure)
        labels = {one.id: one.label for one in procedure.questions} if procedure else {}
        lines = [f"{labels.get(key, key)}: {plain(answer.shown)}" for key, answer in draft.answers.items()]
        drafts.append(privacy.kept_draft(title(scene, draft.procedure), lines))
    done = [words.one(title(scene, one.procedure), one.dossier, one.status, one.at.date()) for one in session.dossiers]
    text = privacy.kept(drafts, done, session.reminders, scene.knowledge.draft_days, scene.knowledge.dossier_days)
    return scene.says(Message(text))


def ask_erase(scene: Scene) -> Turn:
    """Asks before anything is erased."""
    choices = (button(privacy.ERASE_YES, "er", "1"), button(privacy.ERASE_NO, "er", "0"))
    return Turn(replace(scene.session, pending="erase"), (Message(privacy.ERASE, choices),))


def erase(scene: Scene, *, sure: bool) -> Turn:
    """Erases everything and forgets the conversation, or leaves all as it is."""
    if not sure:
        return Turn(replace(scene.session, pending=None), (Message(privacy.NOT_ERASED),))
    return Turn(Session(), (Message(privacy.ERASED),), (EraseCitizen(scene.at),))
