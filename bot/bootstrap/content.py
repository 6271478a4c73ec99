"""The content a running installation answers from: read at start, swapped whole when a save is good, kept when it is not."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog
from watchfiles import awatch

from bot.catalogue.issues import CatalogueError, Issue
from bot.catalogue.loader import NATIONAL, read
from bot.catalogue.model import Catalogue, Office
from bot.catalogue.roots import default_root, is_root
from bot.config import ConfigError, Settings
from bot.engine.keeping import Periods
from bot.engine.knowledge import Knowledge
from bot.matcher import build

log = structlog.get_logger("motcua.content")


def content_roots(settings: Settings) -> tuple[Path, ...]:
    """The shipped content, the data folder when a national catalogue was imported there, and the configured folders."""
    for folder in settings.content:
        if not folder.is_dir():
            raise ConfigError(f"MOTCUA_CONTENT={folder}: không có thư mục này")
    imported = (settings.data_dir,) if (settings.data_dir / NATIONAL).is_file() and is_root(settings.data_dir) else ()
    return (default_root(), *imported, *settings.content)


class Content:
    """Always holds one sound version; asking for it costs nothing."""

    def __init__(self, roots: Sequence[Path], office: str = "", keep: Periods | None = None) -> None:
        """``keep``: the periods that the consent notice names.

        Raises ``CatalogueError`` when the content is not sound, ``ConfigError`` when it has no such office."""
        self.roots = tuple(roots)
        self._office = office
        self._keep = keep or Periods()
        catalogue, issues = read(self.roots)
        if catalogue is None:
            raise CatalogueError([issue for issue in issues if issue.severity == "error"])
        self._knowledge = self._know(catalogue)
        self.issues: tuple[Issue, ...] = ()

    def current(self) -> Knowledge:
        """What the engine decides with now."""
        return self._knowledge

    def reload(self) -> bool:
        """Reads the folders again. A sound version takes over at once; otherwise the last one stays and ``issues`` say why."""
        began = time.perf_counter()
        try:
            catalogue, issues = read(self.roots)
            if catalogue is None:
                raise CatalogueError([issue for issue in issues if issue.severity == "error"])
            knowledge = self._know(catalogue)
        except CatalogueError as error:
            self.issues = error.issues
            log.warning("content_kept", errors=len(error.issues), first=str(error.issues[0]) if error.issues else "")
            return False
        except (ConfigError, OSError) as error:
            self.issues = (Issue("procedures/offices.yaml", 1, 1, "doc", str(error)),)
            log.warning("content_kept", first=str(error))
            return False
        self._knowledge = knowledge
        self.issues = ()
        log.info("content_reloaded", version=catalogue.version, ms=round((time.perf_counter() - began) * 1000))
        return True

    async def watch(self, stop: asyncio.Event, told: Callable[[], None] = lambda: None) -> None:
        """Reloads after each save under the roots until ``stop`` is set; a save is live within two seconds.

        ``told`` is called when the watch is about to begin and after each reload.
        """
        folders = [root / name for root in self.roots for name in ("faq", "procedures") if (root / name).is_dir()]
        folders += [root / NATIONAL for root in self.roots if (root / NATIONAL).is_file()]
        if not folders:
            return
        told()
        async for _ in awatch(*folders, stop_event=stop, debounce=300, step=100, rust_timeout=1000, recursive=True):
            await asyncio.to_thread(self.reload)
            told()

    def _know(self, catalogue: Catalogue) -> Knowledge:
        office = _office(catalogue, self._office)
        matcher = build(catalogue)
        gc.freeze()  # a full collection over the index would hold every citizen up
        return Knowledge(catalogue, matcher, office, self._keep.draft, self._keep.dossier)


def _office(catalogue: Catalogue, wanted: str) -> Office | None:
    offices = catalogue.offices.offices
    if not wanted:
        return offices[0] if len(offices) == 1 else None
    for office in offices:
        if office.id == wanted:
            return office
    known = ", ".join(office.id for office in offices) or "chưa có đơn vị nào"
    raise ConfigError(
        f"MOTCUA_OFFICE={wanted}: không có đơn vị này trong procedures/offices.yaml, chọn một trong: {known}"
    )
