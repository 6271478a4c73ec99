"""``motcua test`` on a small content folder: what fails is named with file and line, what cannot run is said."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from bot.commands.test import command


def ran(*args: str) -> Result:
    return CliRunner().invoke(command, args)


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_transcript_that_does_not_hold_is_named_at_its_line(root: Path) -> None:
    path = root / "procedures/tam-tru.thue-nha.test.yaml"
    spoil(path, "  - bot: tạm trú\n", "  - bot: tạm trú\n  - bot: một câu không ai nói\n")
    shown = ran(str(path))
    assert shown.exit_code == 1
    [line] = shown.stdout.splitlines()
    assert "tam-tru.thue-nha.test.yaml:5: " in line
    assert "một câu không ai nói" in line


def test_a_question_won_by_another_entry_is_named_at_its_line(root: Path) -> None:
    path = root / "procedures/tam-tru.yaml"
    spoil(path, "  - em mới thuê trọ thì khai báo ở đâu\n", "  - khai khách ngủ nhờ thế nào\n")
    shown = ran(str(path))
    assert shown.exit_code == 1
    assert any(
        "tam-tru.yaml:13: «khai khách ngủ nhờ thế nào» phải dẫn đến mục này" in line
        for line in shown.stdout.splitlines()
    )


def test_a_question_that_its_own_entry_wins_without_being_shown_is_named(root: Path) -> None:
    path = root / "procedures/tam-tru.yaml"
    spoil(path, "  - em mới thuê trọ thì khai báo ở đâu\n", "  - gặp cán bộ khai báo tạm trú\n")
    shown = ran(str(path))
    assert shown.exit_code == 1
    assert "tam-tru.yaml:13: «gặp cán bộ khai báo tạm trú» đúng mục này, nhưng người hỏi chỉ thấy" in shown.stdout


def test_unsound_content_is_not_run(root: Path) -> None:
    spoil(root / "procedures/tam-tru.yaml", "kind: guided", "kind: gided")
    shown = ran(str(root))
    assert shown.exit_code == 1
    assert "tam-tru.yaml:4:7: choice" in shown.stdout


def test_a_folder_that_is_not_there_is_wrong_usage() -> None:
    assert ran("/khong/co").exit_code == 2


def test_pairs_can_be_listed(root: Path) -> None:
    assert ran(str(root), "--confusions").exit_code == 0
