"""One turn for real: lock, load, handle, commit, deliver; and what the office or the gateway sends back into a conversation."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.engine import dialogue
from bot.engine.events import (
    Event,
    OfficerReplied,
    ReminderDue,
    StatusChanged,
    SubmissionAccepted,
    SubmissionRefused,
    Uploaded,
)
from bot.engine.knowledge import Knowledge
from bot.engine.messages import Message
from bot.engine.session import Session
from bot.engine.turn import Turn
from bot.gateway.submission import File, Submission
from bot.storage.changes import AnswerHandoff, Change, MoveDossier, Note, SettleSubmission
from bot.storage.erasure import export
from bot.storage.records import OutMessage, Upload, Waiting
from bot.storage.store import Conflict, Store
from bot.storage.submissions import Submissions
from bot.storage.tables import VIETNAM
from bot.storage.uploads import inspect

ATTEMPTS = 20
"""Repetitions of one turn when other processes keep committing first."""

Decide = Callable[[Event, Session, Knowledge, bytes], Turn]
"""The pure core of a turn, ``engine.dialogue.handle``."""
Observe = Callable[[str, str, float], None]
"""Kind of event, outcome (done, repeated, failed) and seconds."""

log = structlog.get_logger("motcua.runner")


@dataclass(frozen=True, slots=True)
class Handled:
    """What one event led to. ``repeated``: it had been handled before and nothing happened again. ``queued``: earlier messages
    to this citizen are still unsent, so the sender loop will send these in order; the channel must not send them itself."""

    messages: tuple[OutMessage, ...]
    version: int
    repeated: bool = False
    queued: bool = False


class TurnFailed(Exception):
    """The turn could not even be recorded; the event is not handled. ``message`` is for the citizen, ``incident`` in the log."""

    def __init__(self, incident: str) -> None:
        super().__init__(incident)
        self.incident = incident
        self.message = Message(apology(incident))


class Unknown(LookupError):
    """No such dossier or hand-off."""


def apology(incident: str) -> str:
    """What the citizen reads when we are at fault."""
    return (
        "Một Cửa vừa gặp trục trặc nên chưa xử lý được tin nhắn này. Thông tin anh/chị đã nhập trước đó vẫn còn nguyên. "
        f"Xin anh/chị gửi lại sau ít phút. Nếu vẫn chưa được, anh/chị báo cán bộ mã sự cố {incident} nhé."
    )


def now() -> datetime:
    """The clock of a running installation, at +07:00."""
    return datetime.now(VIETNAM)


class Runner:
    """The only way into a conversation, for channels, desk and gateway alike. Safe to share; one per process."""

    def __init__(
        self,
        store: Store,
        knowledge: Callable[[], Knowledge],
        clock: Callable[[], datetime] = now,
        entropy: Callable[[int], bytes] = os.urandom,
        decide: Decide = dialogue.handle,
        observe: Observe = lambda event, outcome, seconds: None,
        poll: float | None = None,
    ) -> None:
        """``knowledge`` gives the current content, asked once each turn, so that a reload takes effect between turns.

        ``observe`` is told of each turn. ``poll``: with several processes on one database, seconds between two looks for
        messages that another process committed.
        """
        self.store = store
        self.clock = clock
        self.holder = secrets.token_hex(8)
        self._knowledge = knowledge
        self._entropy = entropy
        self._decide = decide
        self._observe = observe
        self._poll = poll
        self._submissions = Submissions(store.database, store.vault)
        self._locks: dict[str, _Lock] = {}
        self._watchers: dict[str, set[asyncio.Queue[OutMessage | None]]] = {}
        self._stuck: set[str] = set()
        self._pushed = asyncio.Event()
        self._closed = False

    # events of citizens

    async def handle(self, key: str, event_id: str, event: Event) -> Handled:
        """One event of citizen ``key``; the same ``event_id`` again returns the same messages and acts once.

        The messages are stored before this returns, and leased to this process: a channel that sends them tells
        ``delivered`` or ``failed``. Raises ``TurnFailed`` when nothing could be stored.
        """
        handled = await self._turn(key, event_id, event, holder=self.holder)
        self._notify(handled.messages if not handled.repeated else ())
        return handled

    async def keep_upload(
        self, key: str, upload_id: str, name: str, content: bytes, media_type: str, problem: str = ""
    ) -> Uploaded:
        """Stores a file sealed and returns the event to hand to ``handle``.

        A file that is empty, too large, of another type or broken is not stored; the event then names its ``problem``.
        A channel that refused it already (too large to download) passes ``problem`` itself.
        """
        found = inspect(content, media_type)
        problem = problem or found.problem
        at = self.clock()
        if not problem:
            await self.store.keep_upload(
                Upload(upload_id, key, name, content, found.media_type, len(content), at, None)
            )
        return Uploaded(upload_id, name, len(content), found.media_type, at, problem)

    # messages to citizens

    async def missed(self, key: str, after: int) -> tuple[OutMessage, ...]:
        """The messages of ``key`` with an id over ``after``, oldest first."""
        return await self.store.missed(key, after)

    async def watch(self, key: str) -> AsyncIterator[OutMessage]:
        """Messages to ``key`` as they are committed, until ``close`` or until the caller stops; one may come twice."""
        if self._closed:
            return
        arrivals: asyncio.Queue[OutMessage | None] = asyncio.Queue()
        self._watchers.setdefault(key, set()).add(arrivals)
        last = await self.store.newest(key) if self._poll else 0
        try:
            while True:
                try:
                    async with asyncio.timeout(self._poll):
                        message = await arrivals.get()
                except TimeoutError:
                    for message in await self.store.missed(key, last):
                        last = message.id
                        yield message
                    continue
                if message is None:
                    return
                last = max(last, message.id)
                yield message
        finally:
            others = self._watchers.get(key, set())
            others.discard(arrivals)
            if not others:
                self._watchers.pop(key, None)

    async def undelivered(self, channel: str, limit: int = 20) -> tuple[OutMessage, ...]:
        """Takes unsent messages of ``channel`` for half a minute, at most one of each citizen: send, then call again."""
        claimed = await self.store.claim(channel.rstrip(":"), limit, self.clock(), self.holder)
        if not claimed:
            self._stuck = {key for key in self._stuck if await self.store.waiting(key)}
        return claimed

    async def delivered(self, id: int, *more: int) -> None:  # noqa: A002 - the word of the format
        """These messages reached the platform."""
        await self.store.delivered((id, *more), self.clock())

    async def failed(self, message: OutMessage, retry_in: timedelta | None = None) -> None:
        """Sending failed; the citizen's later messages wait behind it until it is sent or given up."""
        self._stuck.add(message.key)
        if not await self.store.failed(message.id, self.clock(), retry_in):
            log.warning("message_given_up", message=message.id)

    async def blocked(self, key: str) -> None:
        """The citizen closed this channel; stop trying."""
        await self.store.blocked(key)
        self._stuck.discard(key)

    async def wait_pushed(self, timeout: float) -> None:  # noqa: ASYNC109 - a pause that may end early, not a deadline
        """Waits until something was committed for sending that no channel asked for, at most ``timeout`` seconds."""
        try:
            async with asyncio.timeout(timeout):
                await self._pushed.wait()
        except TimeoutError:
            return
        self._pushed.clear()

    async def export(self, key: str) -> dict[str, object]:
        """Everything kept of the citizen, as plain values for JSON: the right to see one's data (Law 91/2025/QH15)."""
        return await export(self.store.database, self.store.vault, key)

    # what comes back from the office and from the gateway

    async def change_status(
        self, code: str, status: str, note: str, *, by: str, change_id: str | None = None
    ) -> Handled:
        """An officer (account ``by``) moves dossier ``code``; the citizen is told on their own channel.

        Raises ``Unknown``. ``change_id`` makes a repeated form submission act once.
        """
        key, procedure = await self._owner(code)
        at = self.clock()
        event = StatusChanged(code, procedure, status, note, at)
        changes = (MoveDossier(code, status, note, by, at), Note(by, "dossier_status", code, status, at))
        return await self._push(key, f"status:{change_id or secrets.token_hex(8)}", event, changes)

    async def reply_handoff(
        self, handoff: int, text: str, officer: str, *, by: str, close: bool = True, reply_id: str | None = None
    ) -> Handled:
        """An officer (account ``by``, shown as ``officer``) answers a waiting citizen. Raises ``Unknown``."""
        key = await self.store.handoff_owner(handoff)
        if key is None:
            raise Unknown(handoff)
        at = self.clock()
        changes = (
            AnswerHandoff(handoff, text, officer, by, close, at),
            Note(by, "handoff_reply", str(handoff), "", at),
        )
        return await self._push(
            key, f"reply:{reply_id or secrets.token_hex(8)}", OfficerReplied(text, officer, at), changes
        )

    async def submissions(self, limit: int) -> tuple[Submission, ...]:
        """Takes up to ``limit`` dossiers that wait for the gateway."""
        waiting = await self._submissions.claim(limit, self.clock(), self.holder)
        return tuple(_submission(one) for one in waiting)

    async def submission_later(self, code: str, pause: timedelta) -> bool:
        """The gateway could not be reached; False when the dossier is given up and waits for an officer."""
        return await self._submissions.later(code, self.clock(), pause)

    async def submission_accepted(self, code: str, official_code: str) -> Handled:
        """The gateway took dossier ``code``; repeating it changes nothing. Raises ``Unknown``."""
        key, _ = await self._owner(code)
        at = self.clock()
        settled = SettleSubmission(code, "accepted", official_code, at)
        return await self._push(key, f"gateway:{code}", SubmissionAccepted(code, at, official_code), (settled,))

    async def submission_refused(self, code: str, reason: str) -> Handled:
        """The other system said no to dossier ``code``; repeating it changes nothing. Raises ``Unknown``."""
        key, _ = await self._owner(code)
        at = self.clock()
        settled = SettleSubmission(code, "refused", "", at)
        return await self._push(key, f"gateway:{code}", SubmissionRefused(code, reason, at), (settled,))

    async def remind(self, key: str, draft: str, touched: datetime) -> Handled:
        """Reminds citizen ``key`` of the dossier ``draft`` last changed at ``touched``: once for each time it was left."""
        return await self._push(key, f"remind:{draft}:{touched.isoformat()}", ReminderDue(draft, self.clock()), ())

    def close(self) -> None:
        """Ends every ``watch``, also those that begin later, so that open streams do not hold up a stop."""
        self._closed = True
        for arrivals in [one for group in self._watchers.values() for one in group]:
            arrivals.put_nowait(None)
        self._pushed.set()

    # inside

    async def _owner(self, code: str) -> tuple[str, str]:
        owner = await self.store.dossier_owner(code)
        if owner is None:
            raise Unknown(code)
        return owner

    async def _push(self, key: str, event_id: str, event: Event, changes: Sequence[Change]) -> Handled:
        handled = await self._turn(key, event_id, event, holder=None, changes=changes)
        if not handled.repeated:
            self._notify(handled.messages)
            self._pushed.set()
        return handled

    async def _turn(
        self, key: str, event_id: str, event: Event, *, holder: str | None, changes: Sequence[Change] = ()
    ) -> Handled:
        began = time.perf_counter()
        outcome = "failed"
        async with self._alone(key):
            queued = key in self._stuck
            holder = None if queued else holder
            try:
                handled = await self._repeat(key, event_id, event, holder, queued, changes)
                outcome = "repeated" if handled.repeated else "done"
                return handled
            except Exception as error:  # the one place where a bug or a broken database ends
                incident = secrets.token_hex(3).upper()
                log.exception("turn_failed", incident=incident, kind=type(event).__name__, error=type(error).__name__)
                if changes:  # an officer's or the gateway's change: they are told, and may repeat it
                    raise TurnFailed(incident) from error
                return await self._apologise(key, event_id, incident, holder, queued)
            finally:
                self._observe(type(event).__name__, outcome, time.perf_counter() - began)

    async def _repeat(
        self, key: str, event_id: str, event: Event, holder: str | None, queued: bool, changes: Sequence[Change]
    ) -> Handled:
        entropy = self._entropy(8)
        for _ in range(ATTEMPTS):
            loaded = await self.store.load(key, event_id)
            if loaded.answered is not None:
                return Handled(loaded.answered, loaded.version, repeated=True)
            turn = self._decide(event, loaded.session, self._knowledge(), entropy)
            try:
                messages = await self.store.commit(
                    key, event_id, loaded.version, turn, self.clock(), holder=holder, changes=changes
                )
            except Conflict:
                continue
            return Handled(messages, loaded.version + 1, queued=queued)
        raise Conflict(f"{ATTEMPTS} attempts")

    async def _apologise(self, key: str, event_id: str, incident: str, holder: str | None, queued: bool) -> Handled:
        """Records the event as handled with nothing changed, so that it is not met again at every start."""
        try:
            loaded = await self.store.load(key, event_id)
            turn = Turn(loaded.session, (Message(apology(incident)),))
            messages = await self.store.commit(key, event_id, loaded.version, turn, self.clock(), holder=holder)
        except Exception as error:
            raise TurnFailed(incident) from error
        return Handled(messages, loaded.version + 1, queued=queued)

    def _notify(self, messages: Sequence[OutMessage]) -> None:
        for message in messages:
            for arrivals in self._watchers.get(message.key, ()):
                arrivals.put_nowait(message)

    @asynccontextmanager
    async def _alone(self, key: str) -> AsyncIterator[None]:
        """One turn at a time for one citizen; the lock goes when nobody waits for it."""
        lock = self._locks.setdefault(key, _Lock())
        lock.users += 1
        try:
            async with lock.lock:
                yield
        finally:
            lock.users -= 1
            if not lock.users:
                self._locks.pop(key, None)


def _submission(waiting: Waiting) -> Submission:
    files = tuple(File(file.name, file.media_type, file.content) for file in waiting.files)
    return Submission(
        waiting.code, waiting.procedure, waiting.procedure_title, waiting.answers, waiting.summary, files,
        waiting.submitted_at, waiting.tries,
    )  # fmt: skip


class _Lock:
    """A lock and how many hold or await it."""

    __slots__ = ("lock", "users")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.users = 0
