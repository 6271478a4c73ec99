"""Guidance cards: a procedure in short, one aspect of it, its papers by case, and FAQ answers."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue.model import ChannelKind, FaqEntry, Kind, Procedure, Question
from bot.engine import flow, hours
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
_SHORT_LIST = 4
"""A card names so many papers at most; the rest is behind the button."""


def show(scene: Scene, procedure: Procedure, aspect: Aspect = "") -> Turn:
    """The card of a procedure, or the answer to one aspect of it; it becomes the focus of what is said next."""
    focus = f"procedure:{procedure.code}"
    session = scene.session
    if session.focus != focus:
        session = replace(session, focus=focus, cases={})
    scene = scene.with_session(replace(session, misses=0))
    if (message := _unavailable(scene, procedure)) is not None:
        return scene.says(message)
    match aspect:
        case "documents":
            return documents(scene, procedure)
        case "":
            return scene.says(Message(_card(scene, procedure), _buttons(scene, procedure)))
        case _:
            return scene.says(Message(_aspect(scene, procedure, aspect), _buttons(scene, procedure, aspect)))


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
    """An FAQ answer with the procedures it leads to as buttons, in the order to do them."""
    session = replace(scene.session, focus=f"faq:{entry.id}", cases={}, misses=0)
    choices: list[Choice] = []
    for code in entry.procedures:
        if (procedure := scene.procedure(code)) is not None:
            choices.append(button(procedure.plain, "p", short(code)))
    for other in entry.see_also:
        if other in scene.catalogue.faq:
            choices.append(button(scene.catalogue.faq[other].question, "f", other))
    lead = words.RELATED if len(entry.procedures) > 1 else ""
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


def paper_lines(scene: Scene, procedure: Procedure, answers: dict[str, Answer]) -> tuple[str, ...]:
    """The papers needed with these answers, one line each."""
    return tuple(words.document(one) for one in flow.documents(procedure, answers, scene.today))


def fee_text(scene: Scene, procedure: Procedure) -> str:
    """The fees of the day of the event and those announced for later, with their sources."""
    shown = tuple(one for one in procedure.fees if one.valid_to is None or one.valid_to >= scene.today)
    if not shown:
        return words.NO_FEE
    return joined(listed(words.fee(one, scene.today) for one in shown), words.sources(shown), words.SAFE_PAYMENT)


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
    parts = [words.CONDOLENCE if procedure.condolence else "", f"**{procedure.plain}**", procedure.purpose]
    if procedure.kind is Kind.HANDOVER:
        parts += [words.HANDOVER, _where(procedure), *procedure.notes]
        return joined(*parts)
    facts = []
    if procedure.documents:
        facts.append(words.fact(words.PAPERS, _papers_in_short(procedure)))
    if procedure.channels:
        facts.append(words.fact(words.TIME, _time_in_short(procedure)))
    facts.append(words.fact(words.PRICE, _fee_in_short(scene, procedure)))
    if procedure.channels:
        facts.append(words.fact(words.SUBMIT_AT, _where_in_short(procedure)))
    facts.append(words.fact(words.DECIDES, procedure.decides))
    if procedure.result:
        facts.append(words.fact(words.GIVEN, procedure.result))
    parts.append(listed(facts))
    parts += procedure.notes[:1]
    parts.append(words.standing(procedure) or words.checked(procedure))
    return joined(*parts)


def _aspect(scene: Scene, procedure: Procedure, aspect: Aspect) -> str:
    match aspect:
        case "fee":
            body = fee_text(scene, procedure)
        case "time":
            body = _time(procedure)
        case "where":
            body = joined(_where(procedure), _contact(scene, procedure))
        case "online":
            body = _online(procedure)
        case "result":
            body = procedure.result or words.NO_RESULT
        case "status":
            body = words.STATUS_ELSEWHERE
        case _:
            body = procedure.purpose
    source = words.standing(procedure)
    return joined(words.CONDOLENCE if procedure.condolence else "", f"**{procedure.plain}**", body, source)


def _buttons(scene: Scene, procedure: Procedure, shown: Aspect = "") -> tuple[Choice, ...]:
    code = short(procedure.code)
    choices: list[Choice] = []
    if guided(scene, procedure):
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


def _papers_in_short(procedure: Procedure) -> str:
    always = [one.name for one in procedure.documents if not one.when and one.required]
    names = always or [one.name for one in procedure.documents]
    more = len(procedure.documents) > min(len(names), _SHORT_LIST)
    return "; ".join(names[:_SHORT_LIST]) + (words.MORE_PAPERS if more else "")


def _time_in_short(procedure: Procedure) -> str:
    times = dict.fromkeys(words.limit(one.time) for one in procedure.channels if one.time is not None)
    return words.either(times) if times else words.NOT_STATED


def _fee_in_short(scene: Scene, procedure: Procedure) -> str:
    now = [
        one
        for one in procedure.fees
        if (one.valid_to is None or one.valid_to >= scene.today)
        and (one.valid_from is None or one.valid_from <= scene.today)
    ]
    if not now:
        return words.NOT_STATED
    return "; ".join(words.fee(one, scene.today, note=False).replace("**", "") for one in now[:3])


def _where_in_short(procedure: Procedure) -> str:
    counter = next((one for one in procedure.channels if one.kind is ChannelKind.COUNTER), procedure.channels[0])
    others = dict.fromkeys(
        words.channel(one.kind).lower() for one in procedure.channels if one.kind is not counter.kind
    )
    return words.place_in_short(counter.where, others)


def _time(procedure: Procedure) -> str:
    times = [
        f"{words.channel(one.kind)}: {words.period(one.time)}" for one in procedure.channels if one.time is not None
    ]
    return listed(times) if times else words.NO_TIME


def _where(procedure: Procedure) -> str:
    if not procedure.channels:
        return joined(words.NO_WHERE, words.decided_by(procedure))
    return joined(listed(words.place(one) for one in procedure.channels), words.decided_by(procedure))


def _contact(scene: Scene, procedure: Procedure) -> str:
    """Telephone and hours of this office, where it is the one that helps; the commune police keep hours of their own."""
    if "xã" not in procedure.level or procedure.kind is Kind.HANDOVER:
        return ""
    return hours.contact(scene.knowledge, police=words.POLICE in procedure.decides.lower())


def _online(procedure: Procedure) -> str:
    return forms.online(procedure)
