"""What an installation does by itself each day: the purge the notice promises, reminders, and the log of what is public."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, time, timedelta

import structlog

from bot.bootstrap.house import House
from bot.engine import publications
from bot.storage.publications import PublicationLog
from bot.storage.reminders import unfinished
from bot.storage.retention import Retention

_AFTER_MIDNIGHT = timedelta(minutes=1)
"""Published items begin and end with a day of Vietnam, so the log is written just after midnight."""

REMIND_AT = time(9)
REMIND_AFTER = timedelta(days=3)
"""Nobody wants a reminder at night, nor of what was left yesterday."""

log = structlog.get_logger("motcua.upkeep")


class Upkeep:
    """At start, after each reload of the content, and each day; in one process or several."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._shown = PublicationLog(house.database)
        self._retention = Retention(house.database, house.store.vault, house.settings.keep)
        self._reloaded = asyncio.Event()

    def reloaded(self) -> None:
        """The content may be another now."""
        self._reloaded.set()

    async def run(self, stop: asyncio.Event, told: Callable[[], None] = lambda: None) -> None:
        """Until ``stop`` is set; ``told`` is called each time everything is done and it waits again."""
        stopping = asyncio.create_task(stop.wait())
        try:
            next_purge = self._house.runner.clock()
            next_reminders = next_at(REMIND_AT, next_purge)
            while not stop.is_set():
                self._reloaded.clear()
                await self._publish()
                if self._house.runner.clock() >= next_purge:
                    await self._purge()
                    next_purge = midnight(self._house.runner.clock())
                if self._house.runner.clock() >= next_reminders:
                    await self._remind()
                    next_reminders = next_at(REMIND_AT, self._house.runner.clock())
                told()
                reloading = asyncio.create_task(self._reloaded.wait())
                now = self._house.runner.clock()
                left = (min(midnight(now), next_reminders) - now).total_seconds()
                await asyncio.wait((stopping, reloading), timeout=max(left, 0), return_when=asyncio.FIRST_COMPLETED)
                reloading.cancel()
        finally:
            stopping.cancel()

    async def remind(self) -> int:
        """Reminds those who asked for it of a dossier left half-way; once each time it was left. Returns how many."""
        house = self._house
        before = house.runner.clock() - REMIND_AFTER
        found = await unfinished(house.database, house.store.vault, before)
        handled = [await house.runner.remind(one.key, one.draft, one.touched) for one in found]
        return sum(not one.repeated for one in handled)

    async def _remind(self) -> None:
        try:
            sent = await self.remind()
        except Exception:  # tomorrow is soon enough
            log.exception("reminders_failed")
            return
        log.info("reminded", citizens=sent)

    async def _publish(self) -> None:
        """Brings the log of published items up to date."""
        knowledge, now = self._house.content.current(), self._house.runner.clock()
        office = knowledge.office.id if knowledge.office else ""
        try:
            opened, closed = await self._shown.sync(publications.current(knowledge.catalogue, now.date(), office), now)
        except Exception:  # the log of the day must not stop the service; the next look writes it
            log.exception("publications_not_logged")
            return
        if opened or closed:
            log.info("publications_logged", opened=opened, closed=closed)

    async def _purge(self) -> None:
        """Removes what is past its period; a note for the audit says how much, where it was anything of citizens."""
        now = self._house.runner.clock()
        try:
            done = await self._retention.purge(now)
            of_citizens = {"hồ sơ chưa nộp": done.drafts, "hồ sơ đã nộp": done.dossiers, "tệp": done.uploads}
            if any(of_citizens.values()):
                detail = ", ".join(f"{number} {what}" for what, number in of_citizens.items() if number)
                await self._house.records.note("Một Cửa", "purge", "Dữ liệu quá thời hạn giữ", detail, now)
        except Exception:  # tomorrow is soon enough
            log.exception("purge_failed")
            return
        log.info("purged", drafts=done.drafts, dossiers=done.dossiers, uploads=done.uploads, messages=done.messages)
        if done.held:
            log.warning("dossiers_held", dossiers=done.held, why="past their period and still worked on")
        if done.unreadable:
            log.warning("sessions_unreadable", sessions=done.unreadable, hint="MOTCUA_SECRET_KEY")


def next_at(hour: time, now: datetime) -> datetime:
    """The next time it is ``hour`` where ``now`` is told."""
    today = datetime.combine(now.date(), hour, now.tzinfo)
    return today if now < today else today + timedelta(days=1)


def midnight(now: datetime) -> datetime:
    """Just after the next midnight where ``now`` is told."""
    tomorrow = now.date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), now.tzinfo) + _AFTER_MIDNIGHT
