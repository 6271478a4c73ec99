"""Which files are content, what each of them is, and how they are named to people."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

FileKind = Literal["procedure", "transcript", "faq", "words", "publications", "offices", "calendar"]


def kind_by_place(path: Path) -> FileKind:
    """What a content file is, by its folder and name."""
    if path.parent.name == "words":
        return "words"
    if path.parent.name == "faq":
        return "publications" if path.name == "publications.yaml" else "faq"
    return _kind_by_name(path) or "procedure"


def kind_by_keys(path: Path, data: object) -> FileKind:
    """What a file outside the content folders is, by its name and the keys it holds."""
    if isinstance(data, Mapping):
        marks: tuple[tuple[str, FileKind], ...] = (
            ("steps", "transcript"),
            ("topic", "faq"),
            ("offices", "offices"),
            ("late_after", "calendar"),
            ("publications", "publications"),
        )
        for key, kind in marks:
            if key in data:
                return kind
    return _kind_by_name(path) or "procedure"


def _kind_by_name(path: Path) -> FileKind | None:
    if path.name.endswith(".test.yaml"):
        return "transcript"
    names: dict[str, FileKind] = {"offices.yaml": "offices", "calendar.yaml": "calendar"}
    return names.get(path.name)


def shown(path: Path) -> str:
    """``path`` as it is named in issues: relative to the working directory where it lies below it."""
    full, here = os.path.abspath(path), os.getcwd()  # noqa: PTH100, PTH109 — text work; pathlib costs 10 times as much here
    return full[len(here) + 1 :] if full.startswith(here + os.sep) else str(path)


def content_files(root: Path, texts: Mapping[Path, str]) -> Iterator[Path]:
    """The content files of ``root`` in the order of their names, those that only ``texts`` (by resolved path) hold too."""
    for folder in ("procedures", "faq", "faq/words"):
        base = root / folder
        here = {path for path in base.glob("*.yaml") if not path.name.startswith(".")} if base.is_dir() else set()
        here |= {base / path.name for path in texts if path.parent == base.resolve() and path.suffix == ".yaml"}
        yield from sorted(here)


def strays(root: Path) -> Iterator[Path]:
    """Files that look like content but are not read: with another ending, or in a folder of their own."""
    for folder in ("procedures", "faq"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith("."):
                below = path.parent.relative_to(root).as_posix()
                if path.suffix != ".yaml" or below not in {"procedures", "faq", "faq/words"}:
                    yield path
