"""Which folders and files a path given by a person means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.files import shown
from bot.catalogue.loader import NATIONAL


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to look at: whole content ``roots``, and single files elsewhere (``loose``).

    ``within`` are the files and folders asked about inside the roots, as issues name them; empty: everything.
    """

    roots: tuple[Path, ...]
    loose: tuple[Path, ...] = ()
    within: tuple[str, ...] = ()

    def about(self, file: str) -> bool:
        """Whether ``file``, as an issue names it, was asked about."""
        return not self.within or any(file == one or file.startswith(one + "/") for one in self.within)


def default_root() -> Path:
    """The content here, or beside the package in a checkout, or the copy inside an installed package."""
    if is_root(Path.cwd()):
        return Path.cwd()
    package = Path(__file__).resolve().parents[1]
    return package.parent if is_root(package.parent) else package / "content"


def is_root(path: Path) -> bool:
    """Whether ``path`` holds content or an imported national catalogue."""
    return (path / "procedures").is_dir() or (path / "faq").is_dir() or (path / NATIONAL).is_file()


def choose(paths: Sequence[Path]) -> Chosen:
    """What ``paths`` mean, the default content when there are none; raises ``ValueError`` with a sentence when one is nothing."""
    if not paths:
        return Chosen((default_root(),))
    roots: dict[Path, None] = {}
    loose: list[Path] = []
    within: list[str] = []
    for path in paths:
        if not path.exists():
            raise ValueError(f"Không có tệp hoặc thư mục «{path}».")
        if path.is_dir() and is_root(path):
            roots[path] = None
            within.append(shown(path).rstrip("/") if path.resolve() != Path.cwd().resolve() else "")
        elif root := _root_around(path):
            roots[root] = None
            within.append(shown(path))
        elif path.is_dir():
            inside = sorted(path.glob("*.yaml"))
            if not inside:
                raise ValueError(f"Trong «{path}» không có thư mục procedures/, faq/ hay tệp .yaml nào.")
            loose += inside
        else:
            loose.append(path)
    asked = tuple(within) if "" not in within else ()
    return Chosen(tuple(roots), tuple(loose), (*asked, *map(shown, loose)) if asked else ())


def _root_around(path: Path) -> Path | None:
    full = path.resolve()
    for folder in (full, *full.parents):
        if folder.name in {"procedures", "faq"}:
            return folder.parent
    return None
