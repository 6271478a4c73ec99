"""The pure rooms stay pure: their syntax trees are walked for anything that waits, reads a clock, draws lots or touches files."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"
PURE = [*BOT.glob("engine/**/*.py"), *BOT.glob("matcher/**/*.py"), *BOT.glob("language/**/*.py")]
PURE += [BOT / "catalogue" / name for name in ("model.py", "checks.py") if (BOT / "catalogue" / name).exists()]
PURE += [*BOT.glob("catalogue/checks/**/*.py")]

MODULES = {
    "random", "secrets", "os", "io", "pathlib", "time", "asyncio", "threading", "subprocess", "socket", "logging", "structlog",
    "sqlalchemy", "telegram", "aiohttp", "starlette", "tempfile", "shutil", "uuid", "sqlite3", "click", "rich",
}  # fmt: skip
CALLS = {"open", "input", "print", "exec", "eval"}
METHODS = {"now", "utcnow", "today", "read_text", "write_text", "read_bytes", "write_bytes"}


def impurities(source: str) -> list[str]:
    """What in the source is not pure, as "line: what"."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                found.append(f"{node.lineno}: async")
            case ast.Import(names=names):
                found += [f"{node.lineno}: {one.name}" for one in names if one.name.split(".")[0] in MODULES]
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in MODULES:
                found.append(f"{node.lineno}: {module}")
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                found.append(f"{node.lineno}: {name}()")
            case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id="date" | "datetime"))) if name in METHODS:
                found.append(f"{node.lineno}: {name}()")
            case ast.Call(func=ast.Attribute(attr=name)) if name in METHODS - {"now", "today"}:
                found.append(f"{node.lineno}: {name}()")
            case ast.Global() | ast.Nonlocal():
                found.append(f"{node.lineno}: global")
    return found


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(BOT)))
def test_room_is_pure(path: Path) -> None:
    assert impurities(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import random",
        "from os import path",
        "async def f(): ...",
        "open('x')",
        "datetime.now()",
        "date.today()",
        "p.read_text()",
    ],
)
def test_walker_sees_what_it_must(source: str) -> None:
    assert impurities(source) != []
