"""A copy of the real content with thirty different faults at once: each is found in its file, at its line."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.catalogue.checks import check
from bot.catalogue.loader import survey

CHECKOUT = Path(__file__).resolve().parents[2]
NAMES = r"(?m)^names:\n  - (.+)$"

FIRST_DOCUMENT = r"(?m)^documents:\n(  - id: .+\n    name: .+\n)(?!    (?:when|unless))"
QUESTIONS = r"(?m)^questions:\n"
QUESTION = "  - id: {}\n    ask: Sao?\n    label: Sao\n    type: {}\n"
UNLESS = "    when:\n      mot: co\n    unless:\n      mot: co\n"

Fault = tuple[str, str, str | Callable[[re.Match[str]], str], str]


def first(name: str, kind: str, *lines: str) -> str:
    """A form whose first question is this one."""
    return "questions:\n" + QUESTION.format(name, kind) + "".join(f"    {line}\n" for line in lines)


def button(value: str, *lines: str) -> list[str]:
    return [f"  - value: {value}", f"    label: Nút {value}", *(f"    {line}" for line in lines)]


PROCEDURE_FAULTS: list[Fault] = [
    # code, what is found in the file, what it becomes, the start of the line where the issue belongs
    ("unknown-key", r"(?m)^purpose:", "purpos:", "purpos:"),
    ("missing", r"(?m)^field: .+\n", "", "code:"),
    ("duplicate-key", r"(?m)^kind: (.+)$", r"kind: \1\nkind: \1", "kind:|2"),
    ("pattern", r"(?m)^code: \d\.(\d{3})(\d{3})$", r"code: \1.\2", "code:"),
    ("inline-list", r"(?m)^level:\n  - xã\n(?!  - )", "level: [xã]\n", "level:"),
    ("type", NAMES, r"names: \1", "names:"),
    ("choice", r"(?m)^kind: guided$", "kind: guidedd", "kind:"),
    ("tab", NAMES, "names:\n\t- \\1", "\t- "),
    ("colon", r"(?m)^plain: (.+)$", r"plain: a: \1", "plain:"),
    ("quote", r"(?m)^plain: (.+)$", r'plain: "\1', "plain:"),
    ("anchor", r"(?m)^field: (.+)$", r"field: *\1", "field:"),
    ("bom", r"\A", "\ufeff", "\ufeff"),
    ("nfd", NAMES, lambda hit: unicodedata.normalize("NFD", f"names:\n  - {hit[1]} đầy đủ"), "  - "),
    ("invisible", NAMES, "names:\n  - \u200b\\1", "  - \u200b"),
    ("trailing-space", NAMES, "names:\n  - \\1  ", "  - "),
    ("duplicate-code", r"(?m)^code: .+$", "code: 1.001193", "code:"),
    ("unknown-question", FIRST_DOCUMENT, "documents:\n\\1    when:\n      lac: x\n", "      lac"),
    ("dead-end", QUESTIONS,
     first("cut", "choice", "choices:", *button("a", "stop: Thôi."), *button("b", "stop: Thôi.")), "    choices:"),
    ("nowhere", QUESTIONS, first("lac", "choice", "choices:", *button("a", "instead: 1.001193"), *button("b")), "        instead:"),
    ("forward", QUESTIONS, first("truoc", "text", "when:", "  sau: x") + QUESTION.format("sau", "text"), "      sau: x"),
    ("unreachable", QUESTIONS, first("mot", "yes_no") + QUESTION.format("hai", "text") + UNLESS, "    when:\n      mot"),
    ("long-id", QUESTIONS, first("mot_ma_cau_hoi_qua_dai", "text"), "  - id: mot_ma"),
    ("missing-source", r"(?m)^  decision: .+$", '  decision: ""', "  decision:"),
    ("expired-fee", r"(?m)^fees:\n", "fees:\n  - label: Phí cũ\n    rule: free\n    source: Luật\n    valid_to: 01/01/2020\n",
     "    valid_to: 01/01/2020"),
    ("expired-law", r"(?m)^legal_basis:\n", "legal_basis:\n  - Luật Cư trú 81/2006/QH11\n", "  - Luật Cư trú 81"),
    ("old-unit", r"(?m)^decides: .+$", "decides: Ủy ban nhân dân huyện", "decides:"),
    ("long-sentence", r"(?m)^purpose: .+$", "purpose: " + "rất dài " * 20 + "thế", "purpose:"),
    ("jargon", r"(?m)^decides: .+$", "decides: Cơ quan có thẩm quyền", "decides:"),
    ("test-is-ask", r"(?m)^tests:\n", "tests:\n  - câu mẫu riêng của mục này\nasks_go_here\n", "  - câu mẫu riêng"),
    ("no-tests", r"(?m)^tests:\n(  - .+\n)+", "", "code:"),
    ("replaced", r"(?m)^code: .+$", "\\g<0>\nreplaced_by: 9.000001", "replaced_by:"),
]  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("broken")
    for folder in ("procedures", "faq"):
        shutil.copytree(CHECKOUT / folder, root / folder)
    return root


def test_every_planted_fault_is_found_at_its_line(copy: Path) -> None:
    files = [path for path in sorted((copy / "procedures").glob("*.yaml")) if path.name.count(".") == 1]
    free = [path for path in files if path.name not in {"offices.yaml", "calendar.yaml", "khai-sinh.yaml"}]
    expected = [plant(fault, free) for fault in PROCEDURE_FAULTS]
    issues = check(survey([copy]), datetime.now(UTC).date())
    found = {(Path(issue.file).name, issue.line, issue.code) for issue in issues}
    missed = [one for one in expected if one not in found]
    assert missed == [], [str(issue) for issue in issues if Path(issue.file).name in {file for file, _, _ in missed}]
    assert len(expected) >= 30


def plant(fault: Fault, free: list[Path]) -> tuple[str, int, str]:
    """Plants the fault in the first free file that has room for it; the file, line and code that must be reported."""
    code, pattern, becomes, start = fault
    for path in free:
        text = path.read_text(encoding="utf-8")
        if not re.search(pattern, text):
            continue
        free.remove(path)
        spoiled = re.sub(pattern, becomes, text, count=1)
        if code == "test-is-ask":
            spoiled = spoiled.replace("asks_go_here\n", "")
            spoiled = re.sub(r"(?m)^asks:\n", "asks:\n  - Câu mẫu riêng của mục này?\n", spoiled, count=1)
        path.write_text(spoiled, encoding="utf-8")
        start, _, nth = start.partition("|")
        lines = [spoiled.count("\n", 0, hit.start()) + 1 for hit in re.finditer("(?m)^" + re.escape(start), spoiled)]
        if code in {"nfd", "trailing-space"}:
            lines = [number for number in lines if number > spoiled[: spoiled.index("\nnames:")].count("\n") + 1]
        if code == "duplicate-code":  # blamed on the later of the two files
            return max(path.name, "khai-sinh.yaml"), lines[0], code
        return path.name, lines[int(nth) - 1 if nth else 0], {"replaced": "unknown-code"}.get(code, code)
    raise AssertionError(f"no file has room for {code}")
