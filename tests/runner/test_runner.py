"""The order of lock, load, handle, commit and deliver, on both databases, with a core that only counts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.engine.effects import Effect, RequestOfficer, SubmitDossier
from bot.engine.events import Event, OfficerReplied, Said, StatusChanged, SubmissionAccepted, SubmissionRefused
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Message
from bot.engine.session import Answer, Session
from bot.engine.turn import Turn
from bot.runner import Handled, Runner, TurnFailed, Unknown
from bot.storage.database import Database
from bot.storage.desk import DeskRecords
from bot.storage.records import OutMessage
from bot.storage.store import Store
from bot.storage.tables import VIETNAM
from bot.storage.vault import Vault
from tests.nothing_known import KNOWLEDGE

AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)


@dataclass
class Counting:
    """Answers every event with the number of turns so far; "submit" and "person" have their effects; "bug" is one."""

    seen: list[Event] = field(default_factory=list)

    def __call__(self, event: Event, session: Session, knowledge: Knowledge, entropy: bytes) -> Turn:
        """One turn."""
        self.seen.append(event)
        session = replace(session, misses=session.misses + 1)
        effects: tuple[Effect, ...] = ()
        match event:
            case Said("bug"):
                raise ZeroDivisionError("a bug in the core")
            case Said("submit"):
                answers = {"ho_ten": Answer("Lê Thị Mai", "Lê Thị Mai")}
                summary = (("Họ và tên", "Lê Thị Mai"),)
                effects = (
                    SubmitDossier("H7K2M9", "1.001193", "Khai sinh", answers, summary, (), "v1", True, event.at),
                )
            case Said("person"):
                effects = (RequestOfficer("cho hỏi", "", event.at),)
        return Turn(session, (Message(str(session.misses)),), effects)


@pytest.fixture
def core() -> Counting:
    return Counting()


@pytest.fixture
def store(database: Database, vault: Vault) -> Store:
    return Store(database, vault)


@pytest.fixture
def runner(store: Store, core: Counting) -> Runner:
    return Runner(store, lambda: KNOWLEDGE, clock=lambda: AT, entropy=bytes, decide=core)


def _texts(messages: tuple[OutMessage, ...]) -> list[str]:
    return [one.message.text for one in messages]


async def test_an_event_is_answered_and_stored(runner: Runner) -> None:
    handled = await runner.handle("web:a", "e1", Said("xin chào", AT))
    assert (_texts(handled.messages), handled.version, handled.repeated) == (["1"], 1, False)
    assert await runner.missed("web:a", 0) == handled.messages


async def test_the_same_event_again_gives_the_same_answer_and_acts_once(runner: Runner, core: Counting) -> None:
    first = await runner.handle("web:a", "e1", Said("submit", AT))
    again = await runner.handle("web:a", "e1", Said("submit", AT))
    assert (again.messages, again.version, again.repeated) == (first.messages, 1, True)
    assert len(core.seen) == 1


async def test_the_same_event_at_once_acts_once(runner: Runner) -> None:
    both = await asyncio.gather(*(runner.handle("web:a", "e1", Said("submit", AT)) for _ in range(5)))
    assert {one.messages for one in both} == {both[0].messages}
    assert sorted(one.repeated for one in both) == [False, True, True, True, True]


async def test_one_citizens_events_are_handled_one_after_another_in_order(runner: Runner, core: Counting) -> None:
    handled = await asyncio.gather(*(runner.handle("web:a", f"e{n}", Said(str(n), AT)) for n in range(20)))
    assert [_texts(one.messages) for one in handled] == [[str(n)] for n in range(1, 21)]
    assert [one.text for one in core.seen if isinstance(one, Said)] == [str(n) for n in range(20)]


async def test_two_processes_with_one_citizen_lose_nothing(store: Store, core: Counting) -> None:
    """Two runners share no lock, only the version in the database."""
    runners = [Runner(store, lambda: KNOWLEDGE, clock=lambda: AT, decide=core) for _ in range(2)]
    await asyncio.gather(*(runners[n % 2].handle("web:a", f"e{n}", Said("x", AT)) for n in range(20)))
    assert sorted(map(int, _texts(await store_messages(store)))) == list(range(1, 21))


async def store_messages(store: Store) -> tuple[OutMessage, ...]:
    return await store.missed("web:a", 0)


async def test_a_bug_becomes_a_kind_message_with_an_incident_and_is_not_met_again(
    runner: Runner, core: Counting
) -> None:
    await runner.handle("web:a", "e1", Said("x", AT))
    handled = await runner.handle("web:a", "e2", Said("bug", AT))
    assert "mã sự cố" in handled.messages[0].message.text
    assert (await runner.handle("web:a", "e2", Said("bug", AT))).messages == handled.messages
    assert len(core.seen) == 2
    assert _texts((await runner.handle("web:a", "e3", Said("x", AT))).messages) == ["2"]


async def test_when_nothing_can_be_stored_the_event_stays_unhandled(runner: Runner, database: Database) -> None:
    await database.close()
    if "postgresql" in database.url:
        pytest.skip("an asyncpg pool opens again by itself")
    with pytest.raises(TurnFailed) as failed:
        async with asyncio.timeout(5):
            await runner.handle("web:a", "e1", Said("x", AT))
    assert failed.value.incident in failed.value.message.text


async def test_watching_sees_what_is_said(runner: Runner) -> None:
    seen: list[OutMessage] = []

    async def watch() -> None:
        async for message in runner.watch("web:a"):
            seen.append(message)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    handled = await runner.handle("web:a", "e1", Said("x", AT))
    await runner.handle("web:b", "e1", Said("x", AT))
    runner.close()
    await watching
    assert tuple(seen) == handled.messages


async def test_watching_sees_what_another_process_said(store: Store, core: Counting) -> None:
    here, there = (Runner(store, lambda: KNOWLEDGE, clock=lambda: AT, decide=core, poll=0.02) for _ in range(2))
    arrivals = here.watch("web:a")
    upcoming = asyncio.ensure_future(anext(arrivals))
    await asyncio.sleep(0)
    handled = await there.handle("web:a", "e1", Said("x", AT))
    async with asyncio.timeout(5):
        assert await upcoming == handled.messages[0]
    here.close()


# delivery


async def test_messages_of_a_handled_event_are_for_its_caller_to_send(runner: Runner) -> None:
    handled = await runner.handle("telegram:7", "e1", Said("x", AT))
    assert await runner.undelivered("telegram") == ()
    await runner.delivered(handled.messages[0].id)


async def test_an_old_event_does_not_shorten_the_senders_lease(runner: Runner) -> None:
    """After an hour without a network the platform hands over messages of an hour ago."""
    await runner.handle("telegram:7", "e1", Said("x", AT - timedelta(hours=1)))
    assert await runner.undelivered("telegram") == ()


async def test_after_a_failed_sending_later_messages_wait_their_turn(runner: Runner, store: Store) -> None:
    first = await runner.handle("telegram:7", "e1", Said("x", AT))
    await runner.failed(first.messages[0], timedelta(0))
    second = await runner.handle("telegram:7", "e2", Said("x", AT))
    assert (first.queued, second.queued) == (False, True)
    for expected in (first, second):
        claimed = await runner.undelivered("telegram")
        assert claimed == expected.messages
        await runner.delivered(claimed[0].id)
    assert await runner.undelivered("telegram") == ()
    assert not (await runner.handle("telegram:7", "e3", Said("x", AT))).queued


# what comes back


async def test_a_changed_status_reaches_the_citizen_and_the_history(
    runner: Runner, core: Counting, desk: DeskRecords
) -> None:
    await runner.handle("telegram:7", "e1", Said("submit", AT))
    handled = await runner.change_status("H7K2M9", "processing", "Đang xem", by="hoa", change_id="c1")
    assert core.seen[-1] == StatusChanged("H7K2M9", "1.001193", "processing", "Đang xem", AT)
    assert _texts(handled.messages) == ["2"]
    again = await runner.change_status("H7K2M9", "processing", "Đang xem", by="hoa", change_id="c1")
    assert again == replace(handled, repeated=True)
    dossier = await desk.dossier("H7K2M9")
    assert dossier is not None
    assert dossier.row.status == "processing"
    assert [(step.status, step.note, step.by) for step in dossier.history] == [
        ("submitted", "", ""),
        ("processing", "Đang xem", "hoa"),
    ]
    assert [(line.who, line.action, line.subject) for line in await desk.audit()] == [
        ("hoa", "dossier_status", "H7K2M9")
    ]


async def test_a_pushed_message_is_sent_by_whoever_sends(runner: Runner) -> None:
    said = await runner.handle("telegram:7", "e1", Said("submit", AT))
    await runner.delivered(said.messages[0].id)
    pushed = await runner.change_status("H7K2M9", "ready", "", by="hoa")
    await runner.wait_pushed(5)
    assert await runner.undelivered("telegram") == pushed.messages


async def test_an_officers_reply_reaches_the_citizen_and_closes_the_handoff(
    runner: Runner, core: Counting, desk: DeskRecords
) -> None:
    await runner.handle("web:a", "e1", Said("person", AT))
    (waiting,) = await desk.handoffs()
    await runner.reply_handoff(waiting.id, "Mời anh/chị gọi giờ hành chính", "Nguyễn Thị Hoa", by="hoa")
    assert core.seen[-1] == OfficerReplied("Mời anh/chị gọi giờ hành chính", "Nguyễn Thị Hoa", AT)
    assert await desk.handoffs() == ()
    closed = await desk.handoff(waiting.id)
    assert closed is not None
    assert [reply.text for reply in closed.replies] == ["Mời anh/chị gọi giờ hành chính"]
    assert (closed.closed_by, closed.closed_at) == ("hoa", AT)


async def test_outcomes_of_the_gateway_come_back_once(runner: Runner, core: Counting, desk: DeskRecords) -> None:
    await runner.handle("web:a", "e1", Said("submit", AT))
    (submission,) = await runner.submissions(5)
    assert (submission.code, submission.tries, submission.summary) == ("H7K2M9", 1, (("Họ và tên", "Lê Thị Mai"),))
    assert await runner.submissions(5) == ()
    for _ in range(2):
        await runner.submission_accepted("H7K2M9", "000.00.19.H26-261123-0001")
    assert [one for one in core.seen if isinstance(one, SubmissionAccepted)] == [
        SubmissionAccepted("H7K2M9", AT, "000.00.19.H26-261123-0001")
    ]
    (row,) = await desk.dossiers()
    assert (row.gateway_state, row.official_code, row.applicant) == (
        "accepted",
        "000.00.19.H26-261123-0001",
        "Lê Thị Mai",
    )


async def test_a_refusal_of_the_gateway_comes_back_with_its_reason(runner: Runner, core: Counting) -> None:
    await runner.handle("web:a", "e1", Said("submit", AT))
    await runner.submission_refused("H7K2M9", "Thiếu giấy chứng sinh")
    assert core.seen[-1] == SubmissionRefused("H7K2M9", "Thiếu giấy chứng sinh", AT)
    assert await runner.submissions(5) == ()


async def test_a_later_submission_waits_for_its_time(store: Store, core: Counting) -> None:
    now = [AT]
    runner = Runner(store, lambda: KNOWLEDGE, clock=lambda: now[0], decide=core)
    await runner.handle("web:a", "e1", Said("submit", AT))
    await runner.submissions(5)
    assert await runner.submission_later("H7K2M9", timedelta(minutes=2))
    assert await runner.submissions(5) == ()
    now[0] += timedelta(minutes=3)
    assert [one.tries for one in await runner.submissions(5)] == [2]


async def test_unknown_dossiers_and_handoffs_are_named(runner: Runner) -> None:
    with pytest.raises(Unknown):
        await runner.change_status("NOBODY", "ready", "", by="hoa")
    with pytest.raises(Unknown):
        await runner.reply_handoff(99, "x", "Hoa", by="hoa")


async def test_an_officers_change_that_fails_is_told_to_the_officer(runner: Runner, desk: DeskRecords) -> None:
    """The citizen gets no apology for something they did not do, and the dossier stays as it was."""
    await runner.handle("web:a", "e1", Said("submit", AT))
    broken = Runner(runner.store, lambda: KNOWLEDGE, clock=lambda: AT, decide=_broken)
    with pytest.raises(TurnFailed):
        await broken.change_status("H7K2M9", "ready", "", by="hoa")
    assert [row.status for row in await desk.dossiers()] == ["submitted"]
    assert len(await runner.missed("web:a", 0)) == 1


def _broken(event: Event, session: Session, knowledge: Knowledge, entropy: bytes) -> Turn:
    raise ZeroDivisionError("a bug in the core")


# uploads


async def test_a_file_is_kept_before_the_conversation_hears_of_it(runner: Runner) -> None:
    event = await runner.keep_upload("web:a", "u1", "don.pdf", b"%PDF-1.7 ... %%EOF", "application/octet-stream")
    assert (event.problem, event.media_type, event.size) == ("", "application/pdf", 18)
    kept = await runner.store.upload("web:a", "u1")
    assert kept is not None
    assert kept.content == b"%PDF-1.7 ... %%EOF"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"\0" * (20 * 1024 * 1024 + 1), "too_large"),
        (b"MZ\x90\x00", "type"),
        (b"\xff\xd8\xff\xe0 cut off", "broken"),
        (b"%PDF-1.7 cut off", "broken"),
        (b"PK\x03\x04 not a document", "broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_bad_files_are_named_and_not_kept(runner: Runner, content: bytes, problem: str) -> None:
    event = await runner.keep_upload("web:a", "u1", "anh.jpg", content, "image/jpeg")
    assert event.problem == problem
    assert await runner.store.upload("web:a", "u1") is None


async def test_each_turn_is_told_to_the_observer(store: Store, core: Counting) -> None:
    told: list[tuple[str, str]] = []
    runner = Runner(
        store, lambda: KNOWLEDGE, clock=lambda: AT, decide=core, observe=lambda event, how, _: told.append((event, how))
    )
    for event_id, words in (("e1", "x"), ("e1", "x"), ("e2", "bug")):
        await runner.handle("web:a", event_id, Said(words, AT))
    assert told == [("Said", "done"), ("Said", "repeated"), ("Said", "failed")]


def test_handled_is_a_value() -> None:
    assert Handled((), 1) == Handled((), 1)


@pytest.fixture
def desk(database: Database, vault: Vault) -> DeskRecords:
    return DeskRecords(database, vault)
