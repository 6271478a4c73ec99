"""Who changed an entry, when and how, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.responses import RedirectResponse, Response

from bot.catalogue import source
from bot.desk import fields
from bot.desk.access import Visit
from bot.desk.entries import Entry, Stale, title_of
from bot.desk.fields import Data
from bot.desk.library import Library
from bot.desk.pages import Pages
from bot.storage.desk import DeskRecords


class History:
    """Versions are kept by file; an entry sees only what changed in itself."""

    def __init__(self, pages: Pages, library: Library, records: DeskRecords, clock: Callable[[], datetime]) -> None:
        self._pages = pages
        self._library = library
        self._records = records
        self._clock = clock

    async def show(self, visit: Visit) -> Response:
        """Who saved the file of an entry, when, and what it changed there."""
        entry = self._entry(visit)
        if entry is None:
            return self._missing(visit)
        return self._pages.show(
            visit, "history.html", entry=entry, title=title_of(entry), versions=await self._versions(entry)
        )

    async def undo(self, visit: Visit) -> Response:
        """Takes this entry back to an earlier version; the rest of its file stays as it is now."""
        entry, wanted = self._entry(visit), visit.field("number")
        if entry is None:
            return self._missing(visit)
        versions = await self._records.versions(self._library.name(entry.path), 200)
        found = next((one for one in versions if str(one.id) == wanted), None)
        old = _entry_in(found.text, entry) if found else None
        if found is None or old is None:
            return self._missing(visit)
        try:
            draft = await self._library.draft(entry, old)
            if not draft.sound:
                raise ValueError("Bản cũ không còn hợp lệ với nội dung hiện nay: " + draft.issues[0].sentence)
            note = f"{entry.id}: khôi phục bản ngày {found.at:%d/%m/%Y %H:%M}"
            await self._library.save(draft, entry.version, visit.account.name, note)
        except (ValueError, OSError, Stale) as error:
            return self._pages.show(
                visit, "history.html", 422, entry=entry, title=title_of(entry), versions=await self._versions(entry),
                problem=str(error),
            )  # fmt: skip
        await self._records.note(
            visit.account.name, "content_undo", f"{entry.kind}:{entry.id}", f"bản {found.id}", self._clock()
        )
        return RedirectResponse(f"/desk/content/{entry.kind}/{entry.id}?done=undone", 303)

    async def _versions(self, entry: Entry) -> list[tuple[int, datetime, str, str, list[tuple[str, str, str]]]]:
        """(number, time, author, note, differences of this entry to the version before), newest first."""
        found = await self._records.versions(self._library.name(entry.path), 60)
        lines = []
        for number, one in enumerate(found):
            now = _entry_in(one.text, entry)
            before = _entry_in(found[number + 1].text, entry) if number + 1 < len(found) else now
            changed = fields.differences(entry.kind, before or {}, now or {})
            if now is not None and (changed or number + 1 == len(found)):
                lines.append((one.id, one.at, one.author, one.note, changed))
        return lines

    def _entry(self, visit: Visit) -> Entry | None:
        kind = visit.request.path_params["kind"]
        return self._library.find("faq" if kind == "faq" else "procedure", visit.request.path_params["id"])

    def _missing(self, visit: Visit) -> Response:
        return self._pages.show(visit, "missing.html", 404, what="mục này")


def _entry_in(text: str, entry: Entry) -> Data | None:
    """The same entry in another version of its file."""
    data = source.read("", text.encode()).data
    if not isinstance(data, dict):
        return None
    if entry.kind == "procedure":
        return data
    return next((one for one in data.get("entries") or [] if isinstance(one, dict) and one.get("id") == entry.id), None)
