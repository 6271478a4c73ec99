"""Issues on paper: for people, for programs, for a code host; and the command that prints them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.catalogue.issues import Issue
from bot.catalogue.report import report
from bot.catalogue.schema import GLOBS
from bot.commands import check, schema

ISSUES = (
    Issue("procedures/a.yaml", 3, 5, "missing", "Thiếu «plain»."),
    Issue("faq/b,c.yaml", 1, 1, "jargon", "100% khó\nhiểu.", "warning"),
)


def test_lines_are_file_line_column_code_sentence() -> None:
    assert report(ISSUES, "text") == (
        "procedures/a.yaml:3:5: missing: Thiếu «plain».\nfaq/b,c.yaml:1:1: jargon: (nên sửa) 100% khó\nhiểu.\n"
    )


def test_json_is_one_array() -> None:
    assert json.loads(report(ISSUES, "json"))[0] == {
        "file": "procedures/a.yaml",
        "line": 3,
        "column": 5,
        "code": "missing",
        "sentence": "Thiếu «plain».",
        "severity": "error",
    }
    assert json.loads(report((), "json")) == []


def test_annotations_are_escaped() -> None:
    assert report(ISSUES, "github").split("\n")[1] == (
        "::warning file=faq/b%2Cc.yaml,line=1,col=1,title=jargon::100%25 khó%0Ahiểu."
    )


@pytest.mark.parametrize(
    ("old", "new", "code"), [("kind: guided", "kind: guided", 0), ("kind: guided", "kind: gided", 1)]
)
def test_check_ends_with_1_when_there_are_errors(root: Path, old: str, new: str, code: int) -> None:
    path = root / "procedures/tam-tru.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    ran = CliRunner().invoke(check.command, [str(root), "--on", "22/11/2026"])
    assert ran.exit_code == code
    assert ("tam-tru.yaml:4:7: choice: «gided»" in ran.stdout) is bool(code)


def test_check_of_one_file_says_nothing_about_others(root: Path) -> None:
    (root / "faq/vneid.yaml").write_text("x: y\n", encoding="utf-8")
    ran = CliRunner().invoke(check.command, [str(root / "procedures/tam-tru.yaml"), "--on", "22/11/2026"])
    assert (ran.exit_code, ran.stdout) == (0, "")
    ran = CliRunner().invoke(check.command, [str(root / "faq"), "--on", "22/11/2026"])
    assert ran.exit_code == 1


def test_check_takes_a_file_from_anywhere(root: Path, tmp_path: Path) -> None:
    sent = tmp_path / "gui.yaml"
    sent.write_text("\ufeff" + (root / "faq/vneid.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    ran = CliRunner().invoke(check.command, [str(sent), "--on", "22/11/2026"])
    assert [line.split(": ")[1] for line in ran.stdout.splitlines()][:1] == ["bom"]


@pytest.mark.parametrize("wrong", [["/khong/co"], ["--on", "31/02/2026"], ["--on", "2026-11-22"]])
def test_wrong_usage_ends_with_2_and_one_line(wrong: list[str]) -> None:
    ran = CliRunner().invoke(check.command, wrong)
    assert ran.exit_code == 2
    assert len(ran.stderr.strip().splitlines()) == 1


def test_schemas_are_written_where_asked(tmp_path: Path) -> None:
    ran = CliRunner().invoke(schema.command, ["--out", str(tmp_path / "s")])
    assert (ran.exit_code, len(list((tmp_path / "s").iterdir()))) == (0, len(GLOBS))
