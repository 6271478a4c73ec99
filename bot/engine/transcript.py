"""Conversations as lines: replaying a transcript against the dialogue, and recording one from a real conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.catalogue.model import Step, Transcript
from bot.engine.dialogue import handle
from bot.engine.effects import SubmitDossier
from bot.engine.events import Chose, Event, Said, Uploaded
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Choice, Message
from bot.engine.session import Answer, Session, Value, dump, load
from bot.engine.turn import Turn
from bot.engine.wording.markup import one_line, unescaped

BETWEEN = timedelta(seconds=20)
"""So much time passes between two lines of a transcript."""

_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Failure:
    """Line ``step`` (from 1) of a transcript did not hold; ``sentence`` says what was wanted and what came instead."""

    step: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a replay stands: the session as read back, the last turn, everything shown and submitted so far."""

    session: Session
    at: datetime
    messages: tuple[Message, ...] = ()
    shown: tuple[Choice, ...] = ()
    submitted: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    events: int = 0


def replay(transcript: Transcript, knowledge: Knowledge) -> tuple[Failure, ...]:
    """Everything in the transcript that does not hold today; empty when all does. The session goes through its bytes between
    lines, as after a restart. A button that is not there ends the replay, since nothing after it means anything."""
    stand = _Stand(Session(), transcript.at)
    failures: list[Failure] = []
    for number, step in enumerate(transcript.steps, start=1):
        if step.wait_days is not None:
            stand = replace(stand, at=stand.at + timedelta(days=step.wait_days))
            continue
        event = _event(step, stand)
        if isinstance(event, str):
            failures.append(Failure(number, event))
            if step.tap is not None:
                break
        elif event is not None:
            stand = _after(stand, event, knowledge)
    return tuple(failures)


@dataclass(frozen=True, slots=True)
class Recording:
    """A conversation being written down as transcript lines; ``shown`` are the buttons last seen, for their labels."""

    steps: tuple[Mapping[str, object], ...] = ()
    shown: tuple[Choice, ...] = ()


def record(recording: Recording, event: Event, turn: Turn) -> Recording:
    """The recording with one more event and what was said to it: the citizen's line, the first words of the last message, the
    answers now kept, and a submission."""
    steps: list[Mapping[str, object]] = [*recording.steps]
    match event:
        case Said(text=text):
            steps.append({"say": text})
        case Chose(value=value):
            label = next((one.label for one in reversed(recording.shown) if one.value == value), "")
            steps.append({"tap": label or value})
        case Uploaded(name=name):
            steps.append({"upload": name})
    for effect in turn.effects:
        if isinstance(effect, SubmitDossier):
            steps.append({"submitted": effect.procedure})
    if turn.messages:
        steps.append({"bot": _first_words(turn.messages[-1].text)})
    shown = tuple(choice for message in turn.messages for choice in message.choices)
    return Recording(tuple(steps), shown or recording.shown)


def _event(step: Step, stand: _Stand) -> Event | str | None:
    """The event of a citizen's line, a failed expectation as a sentence, or None when the expectation holds."""
    if step.say is not None:
        return Said(step.say, stand.at)
    if step.tap is not None:
        wanted = _seen(step.tap)
        found = [one.value for one in stand.shown if _seen(one.label) == wanted]
        return Chose(found[-1], stand.at) if found else _no_button(step.tap, stand)
    if step.upload is not None:
        ending = step.upload[step.upload.rfind(".") :].lower()
        media_type = _TYPES.get(ending, "application/octet-stream")
        return Uploaded(f"tep-{stand.events + 1}", step.upload, 100_000, media_type, stand.at)
    return _unmet(step, stand)


def _unmet(step: Step, stand: _Stand) -> str | None:
    said = "\n\n".join(message.text for message in stand.messages)
    if step.bot is not None and _seen(step.bot) not in _seen(said):
        return f"Chờ trợ lý nói «{step.bot}», nhưng trợ lý nói «{_first_words(said, 300)}»."
    if step.bot_not is not None and _seen(step.bot_not) in _seen(said):
        return f"Trợ lý không được nói «{step.bot_not}», nhưng đã nói."
    if step.button is not None and all(_seen(one.label) != _seen(step.button) for one in stand.shown):
        return _no_button(step.button, stand)
    if step.submitted is not None and step.submitted not in stand.submitted:
        return f"Chờ hồ sơ {step.submitted} được nộp, nhưng chưa có."
    if step.answers is not None:
        return _wrong_answers(step.answers, stand)
    return None


def _wrong_answers(wanted: Mapping[str, str], stand: _Stand) -> str | None:
    """Compares the answers named; those of the open draft, or else of the dossier submitted last."""
    draft = stand.session.drafts.get(stand.session.active or "")
    last: Mapping[str, Answer] = list(stand.submitted.values())[-1] if stand.submitted else {}
    kept = draft.answers if draft is not None else last
    wrong = []
    for key, value in wanted.items():
        answer = kept.get(key)
        if value == "" and answer is None:
            continue
        if answer is None or value not in {_word(answer.value), answer.shown}:
            now = f"«{_word(answer.value)}»" if answer is not None else "không có"
            wrong.append(f"{key}: chờ «{value}», đang giữ {now}")
    return f"Câu trả lời chưa đúng: {'; '.join(wrong)}." if wrong else None


def _after(stand: _Stand, event: Event, knowledge: Knowledge) -> _Stand:
    entropy = (stand.events + 1).to_bytes(8, "big")
    turn = handle(event, stand.session, knowledge, entropy)
    submitted = {
        **stand.submitted,
        **{one.procedure: one.answers for one in turn.effects if isinstance(one, SubmitDossier)},
    }
    shown = tuple(choice for message in turn.messages for choice in message.choices)
    return _Stand(
        load(dump(turn.session)), stand.at + BETWEEN, turn.messages, shown or stand.shown, submitted, stand.events + 1
    )


def _no_button(label: str, stand: _Stand) -> str:
    return f"Không có nút «{label}». Các nút: {_names(one.label for one in stand.shown)}."


def _names(labels: Iterable[str]) -> str:
    return ", ".join(f"«{label}»" for label in labels) or "không có nút nào"


def _seen(text: str) -> str:
    """The text as a reader sees it: without markup, on one line."""
    return one_line(unescaped(text).replace("**", "")).removeprefix("✓ ")


def _first_words(text: str, most: int = 80) -> str:
    line = next((part for part in text.split("\n") if part.strip()), "") if most <= 80 else text
    return _seen(line)[:most].rstrip()


def _word(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "co" if value else "khong"
    return str(value)
