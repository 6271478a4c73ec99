"""A free question: the matcher's verdict turned into a card, a choice of buttons, or an honest "I do not know"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.engine import alarms, cards, facts, hours, mine, offers, people, reading, sorrow, urgent
from bot.engine.effects import NoteUnanswered
from bot.engine.messages import Choice, Message
from bot.engine.scene import Scene
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.engine.values import button, short, value
from bot.engine.wording import talk
from bot.engine.wording.cards import CONDOLENCE
from bot.engine.wording.markup import joined as paragraphs
from bot.engine.wording.markup import masked
from bot.matcher.match import Aspect, Candidate, Intent, Match, Verdict

_SHOWN = 3
_ASKED = 0.3
"""Below this confidence nobody under violence is shown a paper."""

_NEAR = 0.1
"""Confidence from which an FAQ entry answers what sounds like a matter for a person; below it the entry is one button away."""

_PERHAPS = 0.05
"""Confidence from which an FAQ entry is one button away where the matcher hears no matter of ours."""

_AHEAD = 2
"""So many times likelier than others, such an entry stands alone."""

READ = 2000
"""Longer messages are read up to here; nobody asks one question in more characters than this."""

_CLAUSE = re.compile(r"[,;?!\n]+|\.\s|\s(?:và|va|với|voi|rồi|roi|còn|con)\s", re.IGNORECASE)
_CLAUSES = 8
"""A message of more parts is a story, not a list of questions."""

_SIMPLY_NO = frozenset({"không", "khong", "ko", "k", "chưa", "chua", "thôi", "thoi", "không cần", "khong can"})


def reply(scene: Scene, text: str, match: Match | None = None) -> Turn:
    """What to say to a free question; ``match`` if the text has been matched already."""
    found = match if match is not None else matched(scene, text)
    turn = _verdict(scene, text, found)
    if scene.draft is None and sorrow.bereaved(text) and not urgent.named(text, found):
        turn = sorrow.consoled(turn)
    if len(text) > READ:
        turn = replace(turn, messages=(Message(talk.TOO_LONG), *turn.messages))
    return turn


def matched(scene: Scene, text: str) -> Match:
    """The matcher's reading, with the open dossier or the last entry talked about as focus. "Mất thì sao?" names nothing, so it is
    about the paper that entry gives."""
    about = focus(scene) or ""
    procedure = scene.procedure(about.removeprefix("procedure:"))
    if procedure is not None and (harm := reading.harm(text)) and (paper := facts.paper(procedure)):
        again = scene.knowledge.matcher.match(f"{harm} {paper}")
        if again.verdict is not Verdict.ABSTAIN:
            return again
    return scene.knowledge.matcher.match(text[:READ], about or None)


def focus(scene: Scene) -> str | None:
    """What "phí bao nhiêu?" is about: the entry last shown, or else the dossier being filled."""
    if scene.session.active is not None and scene.draft is not None:
        return f"procedure:{scene.session.active}"
    return scene.session.focus


def show(scene: Scene, candidate: Candidate, aspect: Aspect = "") -> Turn:
    """The card or FAQ answer of a candidate; one that left the content meanwhile is said to be gone."""
    if candidate.kind == "procedure" and (procedure := scene.procedure(candidate.id)) is not None:
        return cards.show(scene, procedure, aspect)
    if candidate.kind == "faq" and (entry := scene.catalogue.faq.get(candidate.id)) is not None:
        return cards.faq(scene, entry)
    return scene.says(Message(talk.GONE))


def greeting(scene: Scene) -> Turn:
    """Who the bot is (once), what it never does, and a few suggestions."""
    text = talk.GREETING_AGAIN if scene.session.greeted else talk.GREETING
    session = replace(scene.session, greeted=True)
    return Turn(session, (Message(text, suggestions(scene)),))


def suggestions(scene: Scene, most: int = 5) -> tuple[Choice, ...]:
    """The procedures the office suggests (else the first guided ones) as buttons, and the citizen's own dossiers if any."""
    named = [one for code in scene.catalogue.offices.suggested if (one := scene.procedure(code)) is not None]
    shown = named or [one for one in scene.catalogue.procedures.values() if cards.guided(scene, one)]
    choices = tuple(button(one.plain, "p", short(one.code)) for one in shown[:most])
    if scene.session.drafts or scene.session.dossiers:
        choices = (*choices, button(talk.MY_DOSSIERS, "h"))
    return (*choices, button(talk.ASK_PERSON, "o"))


def none_of_these(scene: Scene) -> Turn:
    """The citizen says that none of the buttons fits, or not the card; what they asked stays for the officer."""
    session = replace(scene.session, misses=scene.session.misses + 1, focus=None)
    return Turn(session, (Message(talk.NONE_CHOSEN, (button(talk.ASK_PERSON, "o"),)),))


def candidate_button(candidate: Candidate, scene: Scene) -> Choice:
    """A button that opens the candidate."""
    if candidate.kind == "faq":
        return button(candidate.title, "f", candidate.id)
    procedure = scene.procedure(candidate.id)
    return button(procedure.plain if procedure else candidate.title, "p", short(candidate.id))


def _verdict(scene: Scene, text: str, match: Match) -> Turn:
    if kind := urgent.named(text, match):
        return cared(scene, kind, text, match)
    if reading.wants_person(text):
        return people.request(scene, text)
    if reading.about_office(text):
        return office(scene, text, match)
    if match.intent is not Intent.PROCEDURE and reading.asks_who(text):
        return Turn(replace(scene.session, greeted=True), (Message(talk.GREETING, suggestions(scene)),))
    if reading.yes_no(scene, text) is False and len(text.split()) <= 2 and not text.strip().isdecimal():
        shown = scene.session.focus is not None or scene.session.question != ""
        wrong = shown and text.strip().lower().removeprefix("dạ ") not in _SIMPLY_NO
        return none_of_these(scene) if wrong else scene.says(Message(talk.BARE_NO))
    if reading.rejects(text):
        return none_of_these(scene)
    if reading.lost(text):
        return scene.says(Message(talk.LOST, suggestions(scene)))
    if scene.draft is None and reading.says_nothing_yet(text):
        return scene.says(Message(talk.NOTHING_YET, suggestions(scene, 3)))
    if match.intent is Intent.HUMAN:
        return _offer_person(scene, text, match)
    if match.intent is Intent.SMALLTALK and not (match.smalltalk == "insult" and reading.asks(text)):
        return _small_talk(scene, match.smalltalk or reading.courtesy(text))
    known = tuple(one for one in match.candidates if _exists(scene, one))
    if match.aspect == "status" and (scene.session.dossiers or scene.session.drafts):
        return mine.dossiers(scene)
    if match.aspect == "status" and match.about_focus and not (focus(scene) or "").startswith("procedure:"):
        free = match if focus(scene) is None else scene.knowledge.matcher.match(text[:READ])  # no answer has a state
        answer = next((one for one in free.candidates if one.kind == "faq" and _exists(scene, one)), None)
        return _with_person(scene, show(scene, answer) if answer else mine.dossiers(scene), text)
    if match.aspect and match.about_focus and (listed := offers.shown(scene, choosing=True)):
        return scene.says(Message(talk.CHOOSE_FIRST, listed))
    if match.aspect and match.about_focus and (target := _focused(scene)) is not None:
        return _with_also(scene, _told(scene, text, target, match), text, match)
    if match.verdict is Verdict.ANSWER and known:
        if match.also and (several := _several(scene, text, match)) is not None:
            return several
        return _with_also(scene, _told(scene, text, known[0], match), text, match)
    if match.verdict is Verdict.CHOOSE and known:
        return _choose(scene, text, match, known[:_SHOWN])
    return _abstain(scene, text, match)


def cared(scene: Scene, kind: alarms.Kind, text: str, match: Match | None = None) -> Turn:
    """Safety first; what somebody under violence asks for besides ("ly hôn ở đâu") stays one button away."""
    found = match if match is not None else matched(scene, text)
    asked = found.candidates[:1] if kind == "violence" and found.verdict is not Verdict.ABSTAIN else ()
    buttons = (candidate_button(one, scene) for one in asked if _exists(scene, one) and one.confidence >= _ASKED)
    return urgent.care(scene, kind, text, *buttons)


def office(scene: Scene, text: str, match: Match) -> Turn:
    """Whom to call and where; or when, as the content says it and as far as this office's own hours are known."""
    person = button(talk.ASK_PERSON, "o")
    if not reading.about_hours(text):
        return scene.says(Message(hours.reached(scene.knowledge, text), (person,)))
    near = _nearest(scene, match) if match.topic == "hours" else ()
    near = near or _nearest(scene, scene.knowledge.matcher.match(talk.HOURS))
    turn = show(scene, near[0]) if near else scene.says()
    told = paragraphs(*(message.text for message in turn.messages), people.where(scene))
    choices = tuple(one for message in turn.messages for one in message.choices)
    return Turn(turn.session, (Message(told or hours.anywhere(scene.knowledge), (*choices, person)),))


def _offer_person(scene: Scene, text: str, match: Match) -> Turn:
    """Words that sound like a matter for a person, with the answers that come near them; nothing is sent before the citizen says
    so. Who may be in need gets no answer in the way, and who seems to want just a person gets one only as a button."""
    in_need, person = urgent.perhaps(match), match.topic == "person"
    near = () if in_need else _nearest(scene, match)
    if person and near and near[0].confidence < _PERHAPS:
        near = ()
    if len(near) == 1 and near[0].confidence >= _NEAR and not person:
        return _with_person(scene, show(scene, near[0]), text)
    told = talk.PERHAPS_THIS if near else paragraphs(talk.OFFER_PERSON, talk.IF_URGENT if in_need else "")
    choices = (*(candidate_button(one, scene) for one in near), button(talk.ASK_PERSON, "o"))
    return Turn(_asked(scene.session, text), (Message(told, choices),))


def _with_person(scene: Scene, turn: Turn, text: str) -> Turn:
    """The answer, and the way to a person with the citizen's own question for whom it does not settle."""
    answer = turn.messages[-1]
    choices = (*answer.choices, button(talk.ASK_PERSON, "o"))
    answer = replace(answer, text=paragraphs(answer.text, talk.OR_PERSON), choices=choices)
    return replace(turn, session=_asked(turn.session, text), messages=(*turn.messages[:-1], answer))


def _asked(session: Session, text: str) -> Session:
    """The session with the question in the citizen's own words, for the officer should one be wanted."""
    return replace(session, question=masked(text)[:500])


def _nearest(scene: Scene, match: Match) -> tuple[Candidate, ...]:
    """The FAQ entries that come first, none if a procedure is among them: by themselves they may be unlikely, only because the
    message is so much like one for a person."""
    known = [one for one in match.candidates if _exists(scene, one)]
    near = tuple(one for one in known if one.confidence * _AHEAD > known[0].confidence)[:_SHOWN]
    return near if all(one.kind == "faq" for one in near) else ()


def _told(scene: Scene, text: str, target: Candidate, match: Match) -> Turn:
    """The card, the answer to the one aspect asked, or a line for each of several asked in one breath."""
    procedure = scene.procedure(target.id) if target.kind == "procedure" else None
    aspects = dict.fromkeys((match.aspect,) if match.aspect else ())
    parts = [part for part in _CLAUSE.split(text) if part.strip()]
    if procedure is not None and 1 < len(parts) <= _CLAUSES:
        for part in parts:
            one = scene.knowledge.matcher.match(part, f"procedure:{target.id}")
            own = one.about_focus or any(named.id == target.id for named in one.candidates[:1])
            if own and one.aspect and one.aspect != "status":
                aspects[one.aspect] = None
    if procedure is not None and len(aspects) > 1:
        return cards.several(scene, procedure, aspects)
    return show(scene, target, match.aspect)


def _focused(scene: Scene) -> Candidate | None:
    kind, _, id_ = (focus(scene) or "").partition(":")
    target = Candidate("faq" if kind == "faq" else "procedure", id_, "", 1.0)
    return target if id_ and _exists(scene, target) else None


def _several(scene: Scene, text: str, match: Match) -> Turn | None:
    """Several procedures in one message: each is a button, with the aspect asked, rather than one of them told in full."""
    first = match.candidates[0]
    asked = (
        (first, *match.also)
        if len([part for part in _CLAUSE.split(text) if part.strip()]) > len(match.also)
        else match.also
    )
    if len(asked) < 2 or not all(one.kind == "procedure" and _exists(scene, one) for one in asked):
        return None
    choices = tuple(
        replace(candidate_button(one, scene), value=value("i", short(one.id), match.aspect))
        if match.aspect
        else candidate_button(one, scene)
        for one in asked
    )
    told = Message(talk.several(len(choices)), (*choices, button(talk.NONE_OF_THESE, "z")))
    return Turn(_asked(replace(scene.session, misses=0), text), (told,))


def _with_also(scene: Scene, turn: Turn, text: str, match: Match) -> Turn:
    others = tuple(one for one in match.also if _exists(scene, one))[:_SHOWN]
    also = (Message(talk.ALSO, tuple(candidate_button(one, scene) for one in others)),) if others else ()
    return replace(turn, session=_asked(turn.session, text), messages=(*turn.messages, *also))


def _choose(scene: Scene, text: str, match: Match, shown: tuple[Candidate, ...]) -> Turn:
    choices = tuple(candidate_button(one, scene) for one in shown)
    procedures = [scene.procedure(one.id) for one in shown]
    lead = CONDOLENCE if all(one is not None and one.condolence for one in procedures) else ""
    told = paragraphs(lead, match.ask_back or talk.CHOOSE)
    return Turn(_asked(scene.session, text), (Message(told, (*choices, button(talk.NONE_OF_THESE, "z"))),))


def _abstain(scene: Scene, text: str, match: Match) -> Turn:
    best = match.candidates[0] if match.candidates else None
    note = NoteUnanswered(
        masked(text)[:500], f"{best.kind}:{best.id}" if best else "", best.confidence if best else 0.0, scene.at
    )
    misses = scene.session.misses + 1
    session = replace(scene.session, misses=misses, question=note.text)
    person = button(talk.ASK_PERSON, "o")
    near = _nearest(scene, match)
    notes = (note,) if scene.draft is None else ()  # what is typed into a dossier may be somebody's name
    if near and near[0].confidence >= _PERHAPS:
        message = Message(talk.PERHAPS_THIS, (*(candidate_button(one, scene) for one in near), person))
    elif scene.draft is not None:
        message = Message(paragraphs(talk.ABSTAIN_HERE, people.where(scene)), (person,))
    elif misses >= 2:
        message = Message(paragraphs(talk.ABSTAIN_AGAIN, people.where(scene)), (person, *suggestions(scene, 3)[:-1]))
    else:
        message = Message(paragraphs(talk.ABSTAIN, talk.ABSTAIN_TRY, people.where(scene)), (person,))
    return Turn(session, (message,), notes)


def _small_talk(scene: Scene, kind: str) -> Turn:
    suggested = suggestions(scene) if scene.draft is None else ()
    match kind:
        case "greeting" if scene.draft is not None:
            return scene.says(Message(talk.HELLO_BACK))
        case "greeting":
            return greeting(scene)
        case "thanks":
            return scene.says(Message(talk.THANKS))
        case "bye":
            return scene.says(Message(talk.BYE))
        case "insult":
            return scene.says(Message(talk.INSULT, (button(talk.ASK_PERSON, "o"),)))
        case "yes":
            return scene.says(Message(talk.YES, suggested))
        case _:
            return scene.says(Message(talk.OTHER_TALK, suggested))


def _exists(scene: Scene, candidate: Candidate) -> bool:
    return candidate.id in (scene.catalogue.procedures if candidate.kind == "procedure" else scene.catalogue.faq)
