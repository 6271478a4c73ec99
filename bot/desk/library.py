"""The content files behind the desk: finding an entry, what an edit would do, saving it with its author, taking it back."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.catalogue import checks, golden, source, write
from bot.catalogue.issues import Issue, Source
from bot.catalogue.issues import Path as Place
from bot.catalogue.loader import Memory, shown, survey
from bot.catalogue.model import Catalogue, FaqEntry, Procedure
from bot.desk.entries import Draft, Entry, LiveContent, Stale, fingerprint, matcher_of
from bot.desk.fields import Kind, changes
from bot.engine.knowledge import Knowledge
from bot.storage.desk import DeskRecords


class Library:
    """Reads and writes the content roots; the slow parts run in threads."""

    def __init__(self, content: LiveContent, records: DeskRecords, clock: Callable[[], datetime]) -> None:
        self.content = content
        self._records = records
        self._clock = clock
        self._saving = asyncio.Lock()
        self._memory = Memory()

    def find(self, kind: Kind, identity: str) -> Entry | None:
        """The entry as it stands on disk now, or None."""
        for path in self._files(kind):
            raw = path.read_bytes()
            if identity.encode() not in raw:
                continue
            text = raw.decode("utf-8", "replace")
            data = source.read(shown(path), raw).data
            if kind == "procedure" and isinstance(data, dict) and data.get("code") == identity:
                return Entry(kind, identity, path, text, (), data)
            if kind == "faq" and isinstance(data, dict):
                for number, one in enumerate(data.get("entries") or []):
                    if isinstance(one, dict) and one.get("id") == identity:
                        return Entry(kind, identity, path, text, ("entries", number), one)
        return None

    def topics(self) -> dict[str, Path]:
        """The FAQ files that can be added to, by topic."""
        found = {}
        for path in self._files("faq"):
            data = source.read(shown(path), path.read_bytes()).data
            if isinstance(data, dict) and data.get("entries"):
                found[str(data.get("topic") or path.stem)] = path
        return found

    def fresh(self, topic: str, identity: str) -> Entry | None:
        """A place for a new FAQ entry at the end of ``topic``'s file, or None when there is no such topic."""
        path = self.topics().get(topic)
        if path is None:
            return None
        text = _read(path)
        data = source.read(shown(path), text.encode()).data
        number = len(data["entries"]) if isinstance(data, dict) else 0
        return Entry("faq", identity, path, text, ("entries", number), {})

    async def draft(self, entry: Entry, data: Mapping[str, Any]) -> Draft:
        """What saving ``data`` in the place of ``entry`` would make; raises ``ValueError`` when it cannot be written."""
        return await asyncio.to_thread(self._draft, entry, data)

    async def flips(self, draft: Draft) -> tuple[golden.Flip, ...]:
        """The golden questions that this edit would answer differently."""
        return await asyncio.to_thread(self._flips, draft)

    def knowledge(self, draft: Draft) -> Knowledge:
        """What the engine would know after this edit."""
        return replace(self.content.current(), catalogue=draft.catalogue, matcher=matcher_of(draft.catalogue))

    async def save(self, draft: Draft, version: str, author: str, note: str) -> None:
        """Writes the file, keeps who wrote what, and reloads. Raises ``Stale``, and ``OSError`` when it cannot be written."""
        entry = draft.entry
        async with self._saving:
            now = await asyncio.to_thread(_read, entry.path)
            if fingerprint(now) != version:
                raise Stale(shown(entry.path))
            await self._keep(entry.path, now, draft.text, author, note)

    async def restore(self, path: Path, text: str, author: str, note: str) -> None:
        """Puts an earlier text of a file back; it becomes the newest version. Raises ``OSError``."""
        async with self._saving:
            now = await asyncio.to_thread(_read, path)
            await self._keep(path, now, text, author, note)

    async def problems(self, path: Path, text: str) -> tuple[Issue, ...]:
        """The errors that ``text`` would have in the place of the file at ``path``."""
        content = await asyncio.to_thread(survey, self._editable(), {path: text})
        return tuple(issue for issue in content.issues if issue.severity == "error")

    async def _keep(self, path: Path, before: str, after: str, author: str, note: str) -> None:
        name, at = self.name(path), self._clock()
        if not await self._records.versions(name, 1):
            await self._records.keep_version(name, before, "", "Bản trước khi sửa trên bàn làm việc", at)
        await asyncio.to_thread(_write, path, after)
        await self._records.keep_version(name, after, author, note, at)
        await asyncio.to_thread(self.content.reload)

    def name(self, path: Path) -> str:
        """The file as the history calls it: folder and name, the same on every machine."""
        return f"{path.parent.name}/{path.name}"

    def file(self, name: str) -> Path | None:
        """The file of a history, or None; only files that are content."""
        return next(
            (path for kind in ("faq", "procedure") for path in self._files(kind) if self.name(path) == name), None
        )

    def _files(self, kind: str) -> list[Path]:
        folder = "faq" if kind == "faq" else "procedures"
        found = [path for root in self._editable() for path in sorted((root / folder).glob("*.yaml"))]
        return [path for path in found if not path.name.endswith(".test.yaml") and path.name not in _OTHER]

    def _editable(self) -> list[Path]:
        return [Path(root) for root in self.content.roots]

    def _draft(self, entry: Entry, data: Mapping[str, Any]) -> Draft:
        text = self._text(entry, data)
        roots, today = self._editable(), self._clock().date()
        before = _known(tuple(roots), self.content.current().catalogue.version, today)
        content = survey(roots, {entry.path: text}, memory=self._memory)
        found = checks.check(content, today)
        read = source.read(shown(entry.path), text.encode())
        draft = Draft(entry, text, read, (), content.catalogue())
        mine = [issue for issue in found if (issue.code, issue.sentence) not in before or _inside(issue, entry, read)]
        return Draft(entry, text, read, tuple(mine), draft.catalogue)

    def _text(self, entry: Entry, data: Mapping[str, Any]) -> str:
        if entry.kind == "faq" and not entry.data:
            whole = source.read(shown(entry.path), entry.text.encode()).data
            entries = list(whole["entries"]) if isinstance(whole, dict) else []
            ordered = {key: data[key] for key in FaqEntry.model_fields if key in data}
            return write.edit(entry.text, {("entries",): [*entries, ordered]}, _order)
        return write.edit(entry.text, changes(entry.kind, entry.data, data, entry.base), _order)

    def _flips(self, draft: Draft) -> tuple[golden.Flip, ...]:
        live = self.content.current()

        def built(catalogue: Catalogue) -> Any:
            if catalogue is live.catalogue:
                return live.matcher
            return matcher_of(catalogue)

        return golden.flips(live.catalogue, draft.catalogue, built)


_OTHER = frozenset({"offices.yaml", "calendar.yaml", "publications.yaml", "cong-khai-items.yaml"})


@lru_cache(maxsize=2)
def _known(roots: tuple[Path, ...], version: str, today: date) -> frozenset[tuple[str, str]]:
    """The issues that the saved content has already."""
    return frozenset((issue.code, issue.sentence) for issue in checks.check(survey(roots), today))


def _inside(issue: Issue, entry: Entry, read: Source) -> bool:
    if issue.file != shown(entry.path):
        return False
    if not entry.base:
        return True
    start = read.place(entry.base)[0]
    following = read.places.get((*entry.base[:-1], int(entry.base[-1]) + 1))
    return start <= issue.line < (following[0] if following else 10**9)


def _order(path: Place) -> Sequence[str]:
    """The order of keys of an entry, as the model lists them."""
    if path and path[0] == "entries":
        return list(FaqEntry.model_fields)
    return list(Procedure.model_fields) if not path else []


def _read(path: Path) -> str:
    """The text with its own line ends."""
    return path.read_bytes().decode("utf-8", "replace")


def _write(path: Path, text: str) -> None:
    """All or nothing: a reader sees the old file or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as into:
            into.write(text)
        Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
