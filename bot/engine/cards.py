"""Guidance cards: a procedure in short, one aspect of it, its papers by case, and FAQ answers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from bot.catalogue.model import FaqEntry, Kind, Procedure, Question
from bot.engine import facts, flow
from bot.engine.messages import Choice, Message
from bot.engine.scene import Scene
from bot.engine.session import Answer
from bot.engine.turn import Turn
from bot.engine.values import button, short
from bot.engine.wording import cards as words
from bot.engine.wording import forms, talk
from bot.engine.wording.markup import joined, listed
from bot.matcher.match import Aspect

_ASPECT_BUTTONS: tuple[tuple[Aspect, str], ...] = (
    ("documents", words.DOCUMENTS),
    ("fee", words.FEE),
    ("time", words.TIME),
    ("where", words.WHERE),
)
_STEPS = re.compile(r"^1\. ", re.MULTILINE)


def show(scene: Scene, procedure: Procedure, aspect: Aspect = "") -> Turn:
    """The card of a procedure, or the answer to one aspect of it; it becomes the focus of what is said next."""
    focus = f"procedure:{procedure.code}"
    session = scene.session
    if session.focus != focus:
        session = replace(session, focus=focus, cases={})
    scene = scene.with_session(replace(session, misses=0))
    if (message := _unavailable(scene, procedure)) is not None:
        return scene.says(message)
    if not facts.known(procedure, aspect):
        told = joined(f"**{procedure.plain}**", words.not_known(aspect), facts.where(procedure))
        return scene.says(Message(told, _buttons(scene, procedure, aspect)))
    match aspect:
        case "documents":
            return documents(scene, procedure)
        case "":
            return scene.says(Message(_card(scene, procedure), _buttons(scene, procedure)))
        case _:
            return scene.says(Message(_aspect(scene, procedure, aspect), _buttons(scene, procedure, aspect)))


def several(scene: Scene, procedure: Procedure, aspects: Collection[Aspect]) -> Turn:
    """The answer to several aspects asked in one breath: a line each, with the details behind the buttons."""
    whole = show(scene, procedure)
    lines = facts.in_short(scene, procedure)
    told = [line for aspect, line in lines.items() if aspect in aspects]
    if len(told) < len(aspects) or procedure.kind is Kind.HANDOVER or not whole.messages[0].choices:
        return whole
    lead = words.CONDOLENCE if procedure.condolence else ""
    text = joined(lead, f"**{procedure.plain}**", listed(told), words.standing(procedure))
    return replace(whole, messages=(Message(text, _buttons(scene, procedure)),))


def documents(scene: Scene, procedure: Procedure, *, everything: bool = False) -> Turn:
    """The papers; where they differ by case, the case is asked first, one question at a time."""
    if everything or procedure.code == scene.session.active:
        question = None
    else:
        question = flow.next_case(procedure, scene.session.cases, scene.today)
    if question is not None:
        return scene.says(
            Message(joined(f"**{procedure.plain}**", words.CASE, question.ask), _cases(procedure, question))
        )
    return scene.says(
        Message(_papers(scene, procedure, everything=everything), _buttons(scene, procedure, "documents"))
    )


def case_given(scene: Scene, procedure: Procedure, id_: str, value: str) -> Turn:
    """Keeps the case chosen and asks the next one or names the papers; a case this procedure does not serve is explained."""
    question = next((one for one in flow.case_questions(procedure) if one.id == id_), None)
    if question is None or value not in {one for _, one in forms.options(question)}:
        return documents(scene, procedure)
    chosen = flow.choice(question, value)
    if chosen is not None and chosen.stop:
        other = scene.procedure(chosen.instead) if chosen.instead else None
        choices = (button(other.plain, "p", short(other.code)),) if other else ()
        text = joined(chosen.stop, forms.instead(other.plain if other else ""))
        return scene.says(Message(text, (*choices, button(talk.ASK_PERSON, "o"))))
    focus = f"procedure:{procedure.code}"
    cases = scene.session.cases if scene.session.focus == focus else {}
    session = replace(scene.session, focus=focus, cases={**cases, id_: value})
    return documents(scene.with_session(session), procedure)


def faq(scene: Scene, entry: FaqEntry) -> Turn:
    """An FAQ answer with the procedures it leads to as buttons, in the order to do them where it tells one."""
    session = replace(scene.session, focus=f"faq:{entry.id}", cases={}, misses=0)
    choices: list[Choice] = []
    for code in entry.procedures:
        if (procedure := scene.procedure(code)) is not None:
            choices.append(button(procedure.plain, "p", short(code)))
    for other in entry.see_also:
        if other in scene.catalogue.faq:
            choices.append(button(scene.catalogue.faq[other].question, "f", other))
    # Only an answer that numbers its steps has an order; elsewhere the list merely names what else there is.
    lead = words.IN_ORDER if _STEPS.search(entry.answer) else words.RELATED
    lead = lead if len(entry.procedures) > 1 else ""
    return Turn(session, (Message(joined(f"**{entry.question}**", entry.answer, lead), tuple(choices[:7])),))


def related(scene: Scene, procedure: Procedure) -> tuple[Choice, ...]:
    """Buttons of the procedures that go with this one, in the order to do them."""
    return tuple(
        button(other.plain, "p", short(code))
        for code in procedure.related
        if (other := scene.procedure(code)) is not None
    )


def guided(scene: Scene, procedure: Procedure) -> bool:
    """Whether this procedure can be walked step by step today."""
    return (
        procedure.kind is Kind.GUIDED
        and bool(procedure.questions)
        and procedure.status == "published"
        and (procedure.valid_to is None or procedure.valid_to >= scene.today)
        and (procedure.valid_from is None or procedure.valid_from <= scene.today)
    )


def _unavailable(scene: Scene, procedure: Procedure) -> Message | None:
    successor = scene.procedure(procedure.replaced_by) if procedure.replaced_by else None
    choices = (button(successor.plain, "p", short(successor.code)),) if successor else ()
    person = button(talk.ASK_PERSON, "o")
    if procedure.valid_to is not None and procedure.valid_to < scene.today:
        return Message(words.expired(procedure, successor), (*choices, person))
    if procedure.status == "draft":
        return Message(words.unpublished(procedure, successor), (*choices, person))
    if procedure.valid_from is not None and procedure.valid_from > scene.today:
        return Message(words.not_yet(procedure, procedure.valid_from), (*choices, person))
    return None


def _card(scene: Scene, procedure: Procedure) -> str:
    parts = [
        words.CONDOLENCE if procedure.condolence else "",
        f"**{words.heading(procedure)}**",
        words.purpose(procedure),
    ]
    if procedure.kind is Kind.HANDOVER:
        parts += [words.HANDOVER, facts.where(procedure), *procedure.notes]
        return joined(*parts)
    lines = facts.in_short(scene, procedure)
    shown = [line for aspect, line in lines.items() if aspect not in {"online", "result"}]
    shown += [words.fact(words.DECIDES, procedure.decides), *([lines["result"]] if "result" in lines else [])]
    parts.append(listed(shown))
    parts += procedure.notes[:1]
    parts.append(words.standing(procedure) or words.checked(procedure))
    return joined(*parts)


def _aspect(scene: Scene, procedure: Procedure, aspect: Aspect) -> str:
    body = facts.in_full(scene, procedure, aspect)
    source = words.standing(procedure)
    return joined(words.CONDOLENCE if procedure.condolence else "", f"**{procedure.plain}**", body, source)


def _buttons(scene: Scene, procedure: Procedure, shown: Aspect = "") -> tuple[Choice, ...]:
    code = short(procedure.code)
    choices: list[Choice] = []
    if guided(scene, procedure) and procedure.code != scene.session.active:
        label = words.GO_ON if procedure.code in scene.session.drafts else words.STEP_BY_STEP
        choices.append(button(label, "s", code))
    if procedure.kind is not Kind.HANDOVER:
        choices += [button(label, "i", code, aspect) for aspect, label in _ASPECT_BUTTONS if aspect != shown]
    if not shown:
        choices += related(scene, procedure)[:2]
    return (*choices, button(talk.ASK_PERSON, "o"))


def _cases(procedure: Procedure, question: Question) -> tuple[Choice, ...]:
    code = short(procedure.code)
    return (
        *(button(label, "dc", code, question.id, value) for label, value in forms.options(question)),
        button(words.ALL_PAPERS, "da", code),
    )


def _papers(scene: Scene, procedure: Procedure, *, everything: bool) -> str:
    if not procedure.documents:
        return joined(f"**{procedure.plain}**", words.NO_PAPERS)
    draft = scene.session.drafts.get(procedure.code)
    given = {key: Answer(value, value) for key, value in scene.session.cases.items()}
    if draft is not None and procedure.code == scene.session.active:
        given = dict(draft.answers)
    if everything:
        lines = tuple(words.document(one, _when(procedure, one.when)) for one in procedure.documents)
        chosen = ""
    else:
        needed = flow.documents(procedure, given, scene.today)
        unsure = tuple(one for one in procedure.documents if one not in needed and not one.when.keys() <= given.keys())
        lines = tuple(words.document(one) for one in needed)
        lines += tuple(words.document(one, _when(procedure, one.when)) for one in unsure)
        chosen = forms.cases_chosen(procedure, scene.session.cases)
    source = words.standing(procedure)
    return joined(f"**{procedure.plain}**: {words.DOCUMENTS.lower()}", chosen, listed(lines) or words.NO_PAPERS, source)


def _when(procedure: Procedure, condition: object) -> str:
    return forms.condition(procedure, condition) if isinstance(condition, dict) and condition else ""
