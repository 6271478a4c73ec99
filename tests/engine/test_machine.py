"""Random conversations: never an exception, never a lost answer, always a way on, every turn a value that repeats."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.engine import dialogue
from bot.engine.effects import SubmitDossier
from bot.engine.events import (
    Chose,
    Event,
    OfficerReplied,
    Said,
    Started,
    StatusChanged,
    SubmissionAccepted,
    SubmissionRefused,
    Uploaded,
)
from bot.engine.knowledge import Knowledge
from bot.engine.session import Session, dump, load
from bot.engine.turn import Turn
from bot.engine.values import split
from tests.engine.town import BY_HEART, START, birth, death, imported, town

WORDS = st.one_of(
    st.sampled_from(sorted(BY_HEART)),
    st.sampled_from(
        ["quay lại", "bỏ qua", "để sau", "tiếp tục", "xem lại", "làm lại từ đầu", "hủy hồ sơ", "gặp cán bộ", "trợ giúp",
         "hồ sơ của tôi", "tôi đã cho gì", "đánh giá", "/start", "có", "không", "nộp", "sửa 1", "sửa tên", "1", "2", "cái thứ hai",
         "Nguyễn Văn An", "Trần Thị Hoa", "An", "hôm qua", "3/5/2020", "Nam", "Tại nhà", "tại bệnh viện", "0912345678", "đi học",
         "xong", "dung", "dừng", "giờ làm việc", "à không, ý em là bố tôi mất", "Bản sao, Trích lục"]
    ),
    st.text(max_size=40),
)  # fmt: skip
SHORTER = birth().model_copy(update={"questions": birth().questions[1:]})
TOWNS = (town(), town(SHORTER, death(), imported()), town(death(), imported()))


class Conversation(RuleBasedStateMachine):
    """One citizen who does anything at any time, while content changes now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session()
        self.at = START
        self.knowledge: Knowledge = TOWNS[0]
        self.turn = Turn(Session())
        self.seen: list[str] = [
            "p:1001193",
            "s:1001193",
            "s:1000656",
            "f:sinh_con",
            "i:1001193:documents",
            "o",
            "z",
            "h",
        ]
        self.count = 0

    def send(self, event: Event) -> None:
        """One event, with everything that must hold of its turn."""
        before = self.session
        self.count += 1
        entropy = self.count.to_bytes(8, "big")
        self.turn = dialogue.handle(event, before, self.knowledge, entropy)
        assert self.turn == dialogue.handle(event, before, self.knowledge, entropy)
        self.session = load(dump(self.turn.session))
        assert self.session == self.turn.session
        assert any(message.text.strip() for message in self.turn.messages)
        for message in self.turn.messages:
            assert message.text.strip()
            for choice in message.choices:
                assert 0 < len(choice.label) <= 60
                assert len(choice.value.encode()) <= 60
                assert split(choice.value), choice.value
                self.seen.append(choice.value)
        self.nothing_lost(before, event)
        self.at += timedelta(seconds=30)

    def nothing_lost(self, before: Session, event: Event) -> None:
        """Answers leave a draft only by a citizen's clear word: an edit agreed to, a skip, a restart, a cancel, a submission."""
        submitted = {one.procedure for one in self.turn.effects if isinstance(one, SubmitDossier)}
        spoken = event.value.split(":")[0] if isinstance(event, Chose) else ""
        allowed = spoken in {"dp", "x", "rs", "cx", "er", "y"} or isinstance(event, Said)
        for code, draft in before.drafts.items():
            after = self.session.drafts.get(code)
            if code in submitted:
                continue
            if not allowed:
                assert after is not None
                assert draft.answers.keys() <= after.answers.keys()
            elif isinstance(event, Said) and after is not None and code != before.active:
                assert after.answers.keys() >= draft.answers.keys() or len(before.drafts) == 1

    @initialize()
    def begins(self) -> None:
        """Everybody starts somewhere."""
        self.send(Started(self.at))

    @rule(text=WORDS)
    def says(self, text: str) -> None:
        """Types anything."""
        self.send(Said(text, self.at))

    @rule(data=st.data())
    def taps_something_shown(self, data: st.DataObject) -> None:
        """Presses a button of the last turn."""
        values = [choice.value for message in self.turn.messages for choice in message.choices]
        self.send(Chose(data.draw(st.sampled_from(values or self.seen)), self.at))

    @rule(data=st.data())
    def taps_the_first_button(self, data: st.DataObject) -> None:
        """Goes on with the first button, the way through a form."""
        values = [choice.value for choice in self.turn.messages[-1].choices] if self.turn.messages else []
        self.send(Chose(values[0] if values else "h", self.at))

    @rule(data=st.data())
    def taps_something_old(self, data: st.DataObject) -> None:
        """Presses any button ever shown."""
        self.send(Chose(data.draw(st.sampled_from(self.seen)), self.at))

    @rule(value=st.text(max_size=70))
    def taps_something_unknown(self, value: str) -> None:
        """Presses a button nobody made."""
        self.send(Chose(value, self.at))

    @rule(problem=st.sampled_from(["", "", "empty", "too_large", "type", "broken", "neu"]), name=st.text(max_size=20))
    def uploads(self, problem: str, name: str) -> None:
        """Sends a file."""
        self.send(Uploaded(f"u{self.count}", name, 10, "image/png", self.at, problem))

    @rule(payload=st.sampled_from(["", "p_1001193", "f_vneid", "r_MC-222", "p_9", "?"]))
    def starts_again(self, payload: str) -> None:
        """Opens the conversation once more."""
        self.send(Started(self.at, payload))

    @rule(which=st.integers(0, 3), status=st.sampled_from(["ready", "supplement", "?"]))
    def hears_from_the_office(self, which: int, status: str) -> None:
        """The office moves something."""
        dossier = self.session.dossiers[-1].dossier if self.session.dossiers else "MC-X"
        events: tuple[Event, ...] = (
            SubmissionAccepted(dossier, self.at),
            SubmissionRefused(dossier, "lý do", self.at),
            StatusChanged(dossier, "1.001193", status, "", self.at),
            OfficerReplied("vâng", "Hoa", self.at),
        )
        self.send(events[which])

    @rule(which=st.sampled_from([0, 0, 1, 2]), days=st.integers(0, 40))
    def time_passes_and_content_changes(self, which: int, days: int) -> None:
        """Staff edit content while the citizen is away."""
        self.knowledge = TOWNS[which]
        self.at += timedelta(days=days)

    @precondition(lambda self: self.session.drafts)
    @rule()
    def leaves_and_comes_back(self) -> None:
        """Stopping and going on loses nothing."""
        answers = {code: draft.answers for code, draft in self.session.drafts.items()}
        self.send(Said("để sau", self.at))
        self.send(Said("tiếp tục", self.at))
        assert {code: draft.answers for code, draft in self.session.drafts.items()} == answers

    @invariant()
    def there_is_a_way_out(self) -> None:
        """From everywhere a person can be reached and the form can be left."""
        entropy = bytes(8)
        stopped = dialogue.handle(Said("dừng lại", self.at), self.session, self.knowledge, entropy)
        assert stopped.session.active is None
        asked = dialogue.handle(Said("gặp cán bộ", self.at), self.session, self.knowledge, entropy)
        assert asked.effects or "đã tới cán bộ" in asked.messages[0].text
        assert replace(asked.session, pending=None).drafts == self.session.drafts or self.session.active is not None


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
