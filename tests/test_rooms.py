"""The walls of the house: import contracts, a pure core, one sentence at the head of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
PURE = [
    *(ROOT / "bot" / "engine").rglob("*.py"),
    *(ROOT / "bot" / "matcher").rglob("*.py"),
    *(ROOT / "bot" / "language").rglob("*.py"),
    *(ROOT / "bot" / "catalogue" / "checks").rglob("*.py"),
    ROOT / "bot" / "catalogue" / "model.py",
]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
CLOCKS = {"now", "today", "utcnow", "monotonic", "perf_counter", "time_ns", "urandom", "getenv", "open", "read_text"}


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_import_contracts_are_kept(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    kept = lint_imports(config_filename="pyproject.toml", cache_dir=None)
    assert kept == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("path", PURE, ids=_named)
def test_the_core_has_no_clock_no_chance_no_files_and_never_waits(path: Path) -> None:
    """The same event and session must always give an equal turn."""
    assert list(_impure(ast.parse(path.read_text(encoding="utf-8")))) == []


def _impure(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                yield f"line {node.lineno}: waits"
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in CLOCKS:
                yield f"line {node.lineno}: {name}()"


@pytest.mark.parametrize("path", MODULES, ids=_named)
def test_every_module_says_what_lives_there(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_room_is_called_after_nothing() -> None:
    empty = {"utils", "helpers", "common", "services", "models"}
    assert [_named(path) for path in MODULES if path.stem in empty or path.parent.name in empty] == []
