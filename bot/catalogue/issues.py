"""Issues: what is wrong with the content, each at its place in a file, said in one Vietnamese sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Path = tuple[str | int, ...]
"""Where a value stands inside one file: keys and list positions from the top."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One finding. ``line`` and ``column`` count from 1, ``code`` is a stable name, an ``error`` stops publishing."""

    file: str
    line: int
    column: int
    code: str
    sentence: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code}: {self.sentence}"


class CatalogueError(Exception):
    """The content cannot be used; the message is every issue, one per line."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(str(issue) for issue in self.issues))


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: its data (None: unreadable), where everything stands, and what is wrong with its letters.

    All scalars are text. ``places`` are the positions of values, ``keys`` those of mapping keys, as (line, column)
    from 1.
    """

    file: str
    data: object = None
    places: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    def place(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column of ``path``, or of the nearest thing around it that stands in the file."""
        while path:
            if key and path in self.keys:
                return self.keys[path]
            if path in self.places:
                return self.places[path]
            if path in self.keys:
                return self.keys[path]
            path = path[:-1]
        return self.places.get((), (1, 1))

    def issue(self, path: Path, code: str, sentence: str, severity: Severity = "error", *, key: bool = False) -> Issue:
        """An issue at ``path`` (at its key when ``key``)."""
        line, column = self.place(path, key=key)
        return Issue(self.file, line, column, code, sentence, severity)


def in_order(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Each issue once, in the order of the files and of the lines in them."""
    return tuple(sorted(set(issues)))


def has_errors(issues: Sequence[Issue]) -> bool:
    """Whether anything here stops a publication."""
    return any(issue.severity == "error" for issue in issues)
