"""Content entries as the desk handles them: where they stand, an edit not saved yet, and what it would make."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from bot.catalogue.issues import Issue, Source, has_errors
from bot.catalogue.issues import Path as Place
from bot.catalogue.model import Catalogue
from bot.desk.fields import Data, Kind
from bot.engine.knowledge import Knowledge
from bot.matcher import Matcher, build


class LiveContent(Protocol):
    """The content in use, as ``bootstrap`` holds it."""

    @property
    def issues(self) -> Sequence[Issue]:
        """Why the newest save is not in use; empty while it is."""

    @property
    def roots(self) -> Sequence[Path]:
        """Where content is read from."""

    def current(self) -> Knowledge:
        """The last sound version."""

    def reload(self) -> bool:
        """Reads the files again; False when they are not sound and the last version stays."""


class Stale(Exception):
    """Somebody else saved this file since the form was opened."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry where it stands: its file, the file's text, and its data as written (texts, lists, mappings)."""

    kind: Kind
    id: str
    path: Path
    text: str
    base: Place
    data: Data

    @property
    def version(self) -> str:
        """Tells whether the file changed since."""
        return fingerprint(self.text)


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit not saved yet: the file as it would be, what is wrong with it, and the catalogue it would make."""

    entry: Entry
    text: str
    source: Source
    issues: tuple[Issue, ...]
    catalogue: Catalogue

    @property
    def sound(self) -> bool:
        """Whether it may be saved."""
        return not has_errors(self.issues)


def title_of(entry: Entry) -> str:
    """What people call it."""
    return str(entry.data.get("question") or entry.data.get("plain") or "")


def fingerprint(text: str) -> str:
    """Short and different for different texts."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def slug(text: str, taken: Sequence[str] = ()) -> str:
    """An id made of a question's words: lower case, no marks, at most 32 characters, not among ``taken``."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    made = re.sub(r"[^a-z0-9]+", "_", bare.replace("đ", "d")).strip("_")[:28].strip("_") or "muc_moi"
    number, name = 2, made
    while name in taken:
        name, number = f"{made}_{number}", number + 1
    return name


def matcher_of(catalogue: Catalogue) -> Matcher:
    """An index of unsaved content; building takes half a second, and one edit is asked about many times."""
    return _built(Held(catalogue.version, catalogue))


@dataclass(frozen=True, slots=True)
class Held:
    """A catalogue as the key of a cache: its version stands for it."""

    version: str
    catalogue: Catalogue = field(compare=False)


@lru_cache(maxsize=3)
def _built(held: Held) -> Matcher:
    return build(held.catalogue)
