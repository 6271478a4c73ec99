"""Why a message was answered so, for staff: what the chat says to it, the message with what counted, the first candidates side by
side. What is said is the dialogue's own turn; the matcher only explains it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from bot.catalogue.model import Catalogue, Kind
from bot.desk.ideas import Ideas
from bot.desk.pages import masked, unhidden
from bot.desk.pieces import Piece, pieces
from bot.desk.themes import folded
from bot.engine.dialogue import handle
from bot.engine.effects import NoteUnanswered, RequestOfficer
from bot.engine.events import Said
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Message
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.engine.values import short, value
from bot.language import exact, fold
from bot.matcher import Candidate, Match, Matcher
from bot.matcher.explain import Explanation, Reason

_SHOWN = 3
_LOOKED_AT = 8
"""Reasons asked for: talk beside the point may stand among them and is told apart."""
_COUNTS = 0.15
"""Share of the strongest term from which a word is shown as counted; below it only settles ties."""
_RECOGNISED = 0.6
"""Likeness from which a phrase of the entry is taken for the one the matcher names; it names it written out."""

FEATURES = {
    "cover": "Phần của câu mà mục có nhắc",
    "lead": "So với mục được nhắc nhiều nhất",
    "best": "Câu mẫu giống nhất",
    "second": "Câu mẫu giống thứ nhì",
    "name": "Tên gọi giống nhất",
    "said": "Phần của câu mẫu mà người hỏi có nói",
    "level": "Gần xã, phường",
    "own": "Do đơn vị soạn",
    "faq": "Là mục hỏi đáp",
    "unsaid": "Tên mục nói thêm điều người hỏi không nhắc",
    "foreign": "Người hỏi nhắc điều mục không có",
    "outside": "Là chuyện ngoài các mục",
}
ASPECTS = {
    "fee": "lệ phí", "time": "thời gian", "where": "nơi làm", "documents": "giấy tờ", "online": "làm trực tuyến",
    "result": "kết quả", "status": "tình trạng hồ sơ",
}  # fmt: skip

Outcome = Literal["answer", "choose", "person", "talk", "none"]
"""What the citizen got: an entry, entries to choose from, a message sent to an officer, words of courtesy or care, or no answer."""

State = Literal["counted", "unknown", "plain"]
"""What a word did for the first candidate: it counted, no entry uses it, or it made no difference."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Neighbouring pieces of the message that the page shows alike."""

    state: State
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One candidate. ``words`` are runs of the message that counted for it, ``ideas`` what else did; ``lacks`` and ``lacks_ideas``
    what counted for the first candidate and not here; ``unsaid`` what its name says beyond the message."""

    kind: str
    id: str
    title: str
    confidence: float
    editable: bool
    phrase: str
    phrase_kind: str
    words: tuple[str, ...]
    ideas: tuple[str, ...]
    lacks: tuple[str, ...]
    lacks_ideas: tuple[str, ...]
    unsaid: tuple[str, ...]
    numbers: tuple[tuple[str, float, float], ...]
    taught: bool


@dataclass(frozen=True, slots=True)
class Why:
    """Everything the page shows. ``text`` is the message with what is private masked, ``messages`` what the chat says to it and
    ``opened`` the entry shown, if one was; ``ideas`` pairs words of the message (empty where they are its name) with an idea;
    ``beside`` says that talk no entry answers decided."""

    text: str
    outcome: Outcome
    opened: Candidate | None
    messages: tuple[Message, ...]
    match: Match
    message: tuple[Marked, ...]
    ideas: tuple[tuple[str, str], ...]
    aspects: tuple[str, ...]
    unknown: tuple[str, ...]
    cases: tuple[Case, ...]
    beside: bool

    @property
    def numbered(self) -> tuple[str, ...]:
        """The names of the numbers that any candidate has, in the matcher's order."""
        used = {name for case in self.cases for name, _, _ in case.numbers}
        return tuple(name for name in FEATURES.values() if name in used)

    @property
    def confidence(self) -> float:
        """Of the entry shown, else of the first candidate, 0 to 1; 0 when there is none."""
        first = self.match.candidates[0].confidence if self.match.candidates else 0.0
        return self.opened.confidence if self.opened else first

    @property
    def counted(self) -> bool:
        """Whether any word of the message is coloured."""
        return any(run.state == "counted" for run in self.message)


def why(knowledge: Knowledge, text: str, at: datetime) -> Why:
    """The explanation of one message as it would be answered now, outside any conversation; nothing of it is kept."""
    turn = handle(Said(unhidden(text), at), Session(), knowledge, bytes(8))
    return explained(knowledge, text, turn)


def explained(knowledge: Knowledge, text: str, turn: Turn, focus: str | None = None) -> Why:
    """The explanation of one message that was answered with ``turn``, while ``focus`` was talked about."""
    matcher, said = knowledge.matcher, unhidden(text)
    match = matcher.match(said, focus)
    told = matcher.explain(said, _LOOKED_AT) if isinstance(matcher, Matcher) else Explanation((), (), (), (), ())
    ideas, cut = Ideas(knowledge.catalogue), pieces(text, told.words)
    private = {place for piece in cut if piece.number for place in piece.places}
    reading = _Reading(told, private)
    by_entry = {(one.kind, one.id): one for one in told.reasons}
    first = next((one for one in told.reasons if one.kind in {"procedure", "faq"}), None)
    leading = reading.counted(first) if first else frozenset[int]()
    unknown = reading.unknown()
    cases = tuple(
        _case(knowledge.catalogue, one, by_entry[one.kind, one.id], first, reading, ideas, text)
        for one in match.candidates
        if (one.kind, one.id) in by_entry
    )[:_SHOWN]
    named = [(words, ideas.name(idea)) for words, idea in reading.heard()]
    beside = next((one for one in told.reasons if one.kind not in {"procedure", "faq"}), None)
    decided = match.verdict == "abstain" and (match.intent != "nothing" or told.reasons[:1] == (beside,))
    opened = _opened(knowledge.catalogue, match, turn)
    return Why(
        masked(text),
        _outcome(match, turn, opened),
        opened,
        turn.messages,
        match,
        _marked([(_state(piece, leading, unknown), piece) for piece in cut]),
        tuple(("" if folded(words) == folded(name) else words, name) for words, name in named),
        tuple(ASPECTS.get(one, one) for one in told.aspects),
        tuple(dict.fromkeys(word for place, word in enumerate(told.words) if place in unknown)),
        cases,
        beside is not None and decided,
    )


def _opened(catalogue: Catalogue, match: Match, turn: Turn) -> Candidate | None:
    """The entry whose card or answer was shown: the one now talked about, when what was said names it; confidence 0 when the
    matcher did not think of it."""
    kind, _, id_ = (turn.session.focus or "").partition(":")
    if kind == "faq":
        title = catalogue.faq[id_].question if id_ in catalogue.faq else ""
    else:
        title = catalogue.procedures[id_].plain if id_ in catalogue.procedures else ""
    if not title or not any(f"**{title}**" in message.text for message in turn.messages):
        return None
    unthought = Candidate("faq" if kind == "faq" else "procedure", id_, title, 0.0)
    return next((one for one in match.candidates if (one.kind, one.id) == (kind, id_)), unthought)


def _outcome(match: Match, turn: Turn, opened: Candidate | None) -> Outcome:
    if any(isinstance(effect, RequestOfficer) for effect in turn.effects):
        return "person"
    if opened is not None:
        return "answer"
    pressed = {choice.value for message in turn.messages for choice in message.choices}
    offered = any(
        (value("f", one.id) if one.kind == "faq" else value("p", short(one.id))) in pressed for one in match.candidates
    )
    if offered and match.intent != "smalltalk":
        return "choose"
    left = any(isinstance(effect, NoteUnanswered) for effect in turn.effects)
    return "none" if left or match.intent == "human" else "talk"


class _Reading:
    """The message as read, with the places of its ideas; words that hold a long number are never named."""

    def __init__(self, told: Explanation, private: set[int]) -> None:
        self.words = told.words
        self._folded = [fold(word) for word in told.words]
        self._exact = ["=" + exact(word) for word in told.words]
        self._known = private | {place for start, end, _, _ in told.spans for place in range(start, end)}
        self._strange = {word for word in told.unknown if not word.isdigit()}
        self._ideas = [(start, end, target) for start, end, kind, target in told.spans if kind == "concept"]
        spoken = {place for start, end, _ in self._ideas for place in range(start, end)}
        quiet = {place for start, end, kind, _ in told.spans if kind != "concept" for place in range(start, end)}
        self._quiet = (quiet - spoken) | private

    def heard(self) -> Iterator[tuple[str, str]]:
        """(Words, idea) for every idea found, in the order of the message; the longest words for each idea."""
        longest: dict[str, tuple[int, int]] = {}
        for start, end, idea in self._ideas:
            if idea not in longest or end - start > longest[idea][1] - longest[idea][0]:
                longest[idea] = (start, end)
        for idea, (start, end) in sorted(longest.items(), key=lambda item: item[1]):
            yield " ".join(self.words[start:end]), idea

    def unknown(self) -> frozenset[int]:
        """The places of words that no entry uses and no word list knows."""
        return frozenset(
            place for place, word in enumerate(self._folded) if word in self._strange and place not in self._known
        )

    def counted(self, reason: Reason, share: float = _COUNTS) -> frozenset[int]:
        """The places of the words that counted for an entry, by themselves, with a neighbour or as part of an idea."""
        strongest = max((weight for _, weight in reason.counted), default=0.0)
        terms = {term for term, weight in reason.counted if weight > 0 and weight >= share * strongest}
        found = set[int]()
        for place, word in enumerate(self._folded):
            if word in terms or self._exact[place] in terms:
                found.add(place)
            if place and f"{self._folded[place - 1]} {word}" in terms:
                found |= {place - 1, place}
        for start, end, idea in self._ideas:
            if "#" + idea in terms:
                found |= set(range(start, end))
        return frozenset(found - self._quiet)

    def runs(self, places: frozenset[int]) -> tuple[str, ...]:
        """These words in the order of the message, neighbours together, each run once."""
        found: list[list[str]] = []
        for place, word in enumerate(self.words):
            if place in places:
                if place - 1 in places:
                    found[-1].append(word)
                else:
                    found.append([word])
        return tuple(dict.fromkeys(" ".join(run) for run in found))


def _marked(states: Sequence[tuple[State, Piece]]) -> tuple[Marked, ...]:
    """Neighbours that are shown alike, together."""
    return tuple(
        Marked(state, tuple(piece for _, piece in run)) for state, run in groupby(states, key=lambda one: one[0])
    )


def _state(piece: Piece, counted: frozenset[int], unknown: frozenset[int]) -> State:
    if counted.intersection(piece.places):
        return "counted"
    return "unknown" if piece.places and unknown.issuperset(piece.places) else "plain"


def _case(
    catalogue: Catalogue,
    one: Candidate,
    reason: Reason,
    first: Reason | None,
    reading: _Reading,
    ideas: Ideas,
    text: str,
) -> Case:
    mine, strongest = _ideas_of(reason), _ideas_of(first) if first else {}
    leader = first is None or first is reason
    lacked = frozenset[int]() if first is None or leader else reading.counted(first) - reading.counted(reason, 0.0)
    listed = [(folded(said), kind, said) for kind, said in phrases(catalogue, one.kind, one.id)]
    phrase, kind = _written(listed, reason.phrase)
    procedure = catalogue.procedures.get(one.id) if one.kind == "procedure" else None
    return Case(
        one.kind,
        one.id,
        one.title,
        one.confidence,
        procedure is None or procedure.kind is not Kind.IMPORTED,
        phrase,
        kind,
        reading.runs(reading.counted(reason)),
        tuple(ideas.name(idea) for idea in mine),
        reading.runs(lacked),
        () if leader else tuple(ideas.name(idea) for idea in strongest if idea not in mine),
        tuple(ideas.name(idea) for idea in reason.unsaid if not idea.startswith("x_")),
        tuple((FEATURES.get(name, name), number, gain) for name, number, gain in reason.numbers if number),
        folded(text) in {bare for bare, _, _ in listed},
    )


def _ideas_of(reason: Reason) -> Mapping[str, float]:
    """The single ideas that counted, strongest first."""
    found = {term[1:]: weight for term, weight in reason.counted if term.startswith("#") and "+" not in term}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def phrases(catalogue: Catalogue, kind: str, identity: str) -> list[tuple[str, str]]:
    """Every phrase an entry is found by, as (what staff call that place, the phrase as written)."""
    if kind == "faq":
        entry = catalogue.faq.get(identity)
        return [("tên mục", entry.question), *(("câu mẫu", text) for text in entry.asks)] if entry else []
    procedure = catalogue.procedures.get(identity)
    if procedure is None:
        return []
    found = [("tên gọi", procedure.plain), ("tên chính thức", procedure.title), ("lĩnh vực", procedure.field)]
    given: list[tuple[Sequence[str], Sequence[str], Sequence[str]]] = [
        (procedure.names, procedure.asks, procedure.situations)
    ]
    for group in catalogue.words.get("everyday", ()):
        if group.get("code") == identity:
            given.append((_texts(group, "names"), _texts(group, "asks"), _texts(group, "situations")))
    for names, asks, situations in given:
        found += [("tên gọi khác", text) for text in names]
        found += [("câu mẫu", text) for text in asks]
        found += [("tình huống", text) for text in situations]
    return found


def _texts(group: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = group.get(key, ())
    return tuple(str(text) for text in value) if isinstance(value, (list, tuple)) else ()


def _written(listed: Sequence[tuple[str, str, str]], phrase: str) -> tuple[str, str]:
    """Of these (folded, kind, as written) the phrase the matcher names, and its kind; the matcher's words when none is like it."""
    wanted, best = folded(phrase), (_RECOGNISED, phrase, "câu mẫu")
    if not wanted:
        return "", ""
    for bare, kind, text in listed:
        if bare == wanted:
            return text, kind
    compared = SequenceMatcher(None, "", wanted, autojunk=False)
    for bare, kind, text in listed:
        compared.set_seq1(bare)
        if min(compared.real_quick_ratio(), compared.quick_ratio()) > best[0] and compared.ratio() > best[0]:
            best = (compared.ratio(), text, kind)
    return best[1], best[2]
