"""Planted faults: each is found where it stands, with its own code, and nothing else is blamed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue.checks import check
from bot.catalogue.issues import Issue
from bot.catalogue.loader import survey

TODAY = date(2026, 11, 22)
GUIDED = "procedures/tam-tru.yaml"
GUIDANCE = "procedures/luu-tru.yaml"
FAQ = "faq/vneid.yaml"
HOURS = "    kind: commune\n    hours:\n      - days:\n          - {}\n        opens: {}:00\n        closes: {}:00\n"
OFFICES = "procedures/offices.yaml"
PLAY = "procedures/tam-tru.thue-nha.test.yaml"


@dataclass(frozen=True)
class Fault:
    """``old`` becomes ``new`` in ``file``; expected: ``code`` at the line of ``at`` (default ``new``'s first line)."""

    code: str
    file: str
    old: str
    new: str
    at: str = ""
    saying: str = ""
    also: tuple[str, ...] = ()


FAULTS = [
    Fault("unknown-key", GUIDED, "purpose: Ghi", "purpos: Ghi", saying="«purpose»"),
    Fault("missing", GUIDANCE, "decides: Công an xã, phường\n", "", at="code: 2.001159", saying="decides"),
    Fault("duplicate-key", GUIDED, "field: Cư trú\n", "field: Cư trú\nplain: Khai tạm trú\n", at="plain: Khai"),
    Fault("pattern", GUIDED, "code: 1.004194", "code: 1.4194", also=("unknown-code",)),
    Fault("duplicate-code", GUIDED, "code: 1.004194", "code: 2.001159", also=("unknown-code", "self-reference")),
    Fault("duplicate-id", FAQ, "  - id: vneid_quen", "  - id: vneid_muc_2", at="  - id: vneid_muc_2\n    question: Quên",
          also=("unknown-entry",)),
    Fault("inline-list", GUIDED, "level:\n  - xã\n", "level: [xã]\n"),
    Fault("inline-map", GUIDANCE, "    time:\n      amount: 1\n      unit: hours\n", "    time: {amount: 1, unit: hours}\n"),
    Fault("type", GUIDED, "names:\n  - khai tạm trú", "names: khai tạm trú"),
    Fault("choice", GUIDED, "kind: guided", "kind: guide", saying="«guided»"),
    Fault("value", GUIDED, "amount: 7000", "amount: bảy nghìn"),
    Fault("value", GUIDED, "valid_to: 31/12/2030", "valid_to: 31/02/2030", saying="31"),
    Fault("tab", GUIDED, "  - khai tạm trú", "\t- khai tạm trú"),
    Fault("colon", GUIDED, "purpose: Ghi nhận", "purpose: Lưu ý: ghi nhận"),
    Fault("quote", GUIDED, "title: Đăng ký tạm trú", 'title: "Đăng ký tạm trú'),
    Fault("indent", GUIDED, "fees:\n  - label", "fees:\n   - x: y\n  - label", at="  - label: Lệ phí"),
    Fault("anchor", GUIDED, "field: Cư trú", "field: &a Cư trú"),
    Fault("bom", GUIDED, "code: 1.004194", "\ufeffcode: 1.004194"),
    Fault("nfd", GUIDED, "  - khai tạm trú", unicodedata.normalize("NFD", "  - khai tạm trú")),
    Fault("invisible", GUIDED, "  - khai tạm trú", "  - khai\u200b tạm trú"),
    Fault("trailing-space", FAQ, "công an xã, phường.\n", "công an xã, phường.  \n"),
    Fault("lost-hash", FAQ, "    answer: Bấm", "    answer: Xem #3 rồi bấm"),
    Fault("unknown-code", GUIDED, "related:\n  - 2.001159", "related:\n  - 2.001160", at="  - 2.001160"),
    Fault("unknown-entry", FAQ, "      - vneid_quen", "      - vneid_quenn", saying="«vneid_quen»"),
    Fault("self-reference", GUIDED, "related:\n  - 2.001159", "related:\n  - 1.004194", at="  - 1.004194"),
    Fault("unknown-question", GUIDED, "      stay:\n        - thue", "      stayy:\n        - thue", saying="«stay»"),
    Fault("forward", GUIDED, "    label: Ngày sinh\n", "    label: Ngày sinh\n    when:\n      number: x\n", at="      number: x"),
    Fault("unknown-value", GUIDED, "      stay: thue", "      stay: thuee", saying="«thue»"),
    Fault("unreachable", GUIDED, "      stay: thue", "      stay: don_vi", at="    when:\n      stay: don_vi"),
    Fault("dead-end", GUIDED, "        label: Nhà thuê\n", "        label: Nhà thuê\n        stop: Thôi.\n", at="    choices:",
          also=("unreachable",)),
    Fault("nowhere", GUIDED, "        stop: Mời anh/chị đến công an xã, phường.\n", "", at="        instead: 2.001159"),
    Fault("long-id", GUIDED, "  - id: born", "  - id: ngay_thang_nam_sinh_day_du", at="  - id: ngay_thang",
          also=("unknown-question",)),
    Fault("missing-fee", GUIDANCE, "fees:\n  - label: Thông báo lưu trú\n    rule: free\n    source: Luật Cư trú 68/2020/QH14\n",
          "", at="code: 2.001159"),
    Fault("missing-time", GUIDANCE, "    time:\n      amount: 1\n      unit: hours\n", "", at="channels:"),
    Fault("missing-source", GUIDANCE, "  decision: 9354/QĐ-BCA-C06", '  decision: ""'),
    Fault("empty", GUIDANCE, "decides: Công an xã, phường", 'decides: " "'),
    Fault("expired-fee", GUIDED, "valid_to: 31/12/2030", "valid_to: 31/12/2025"),
    Fault("expired-law", GUIDANCE, "legal_basis:\n  - Luật Cư trú 68/2020/QH14", "legal_basis:\n  - Luật Cư trú 81/2006/QH11",
          at="  - Luật Cư trú 81"),
    Fault("stale", FAQ, "69/2024/NĐ-CP\n    checked_on: 01/11/2026", "69/2024/NĐ-CP\n    checked_on: 01/11/2025",
          at="    checked_on: 01/11/2025"),
    Fault("test-is-ask", GUIDED, "  - em mới thuê trọ thì khai báo ở đâu", "  - đăng ký tạm trú cần giấy tờ gì"),
    Fault("claimed-twice", GUIDED, "  - khai tạm trú", "  - khai khách ngủ nhờ"),
    Fault("no-tests", GUIDANCE, "tests:\n  - nhà tôi có bạn đến chơi vài hôm\n", "", at="code: 2.001159"),
    Fault("old-unit", GUIDED, "Ghi nhận chỗ ở khi sống xa nhà", "Ghi nhận chỗ ở trong huyện khi sống xa nhà"),
    Fault("long-sentence", FAQ, "Nhớ mang căn cước", "Nhớ mang căn cước" + ", sổ tay, bút, kính" * 6, at="      Nhớ mang"),
    Fault("jargon", FAQ, "Nhớ mang căn cước", "Nhớ mang thành phần hồ sơ", at="      Nhớ mang", saying="giấy tờ cần nộp"),
    Fault("lone-transcript", PLAY, "", "", at="title: Thuê nhà", also=("no-transcript",)),
    Fault("hours", OFFICES, "    kind: commune\n", HOURS.format(8, "08", "17"), at="          - 8"),
    Fault("hours", OFFICES, "    kind: commune\n", HOURS.format(1, "17", "08"), at="        closes"),
    Fault("calendar", "procedures/calendar.yaml", "late_after: 15:00\n",
          "late_after: 15:00\ndays_off:\n  - 02/1/2027\nworking_days:\n  - 02/01/2027\n", at="  - 02/01/2027\n"),
    Fault("no-expectation", PLAY, "  - bot: tạm trú\n", "", at="steps:"),
]  # fmt: skip


def issues(root: Path) -> tuple[Issue, ...]:
    return check(survey([root]), TODAY)


def test_the_sample_is_clean(root: Path) -> None:
    assert issues(root) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.file}")
def test_a_planted_fault_is_found_at_its_line(root: Path, fault: Fault) -> None:
    line = plant(root, fault)
    found = [issue for issue in issues(root) if issue.code not in fault.also]
    assert [(issue.line, issue.code) for issue in found] == [(line, fault.code)], "\n".join(map(str, found))
    assert fault.saying in found[0].sentence


def test_many_faults_at_once_are_all_found_in_the_order_of_the_file(root: Path) -> None:
    planted = [
        "choice",
        "value",
        "inline-list",
        "unknown-key",
        "nfd",
        "trailing-space",
        "unknown-entry",
        "self-reference",
    ]
    for fault in FAULTS:
        if fault.code in planted and fault.old in (root / fault.file).read_text(encoding="utf-8"):
            plant(root, fault)
    found = issues(root)
    assert {issue.code for issue in found} >= set(planted) - {
        "self-reference"
    }  # the broken procedure has no references
    assert list(found) == sorted(found)


def test_a_broken_file_does_not_blame_the_files_that_point_at_it(root: Path) -> None:
    plant(root, Fault("missing", GUIDANCE, "decides: Công an xã, phường\n", ""))
    assert {issue.file.rpartition("/")[2] for issue in issues(root)} == {"luu-tru.yaml"}


def plant(root: Path, fault: Fault) -> int:
    """Plants the fault; the line where it must be reported."""
    path = root / fault.file
    text = path.read_text(encoding="utf-8")
    assert fault.old in text
    spoiled = text.replace(fault.old, fault.new, 1) if fault.old else text
    if fault.code == "lone-transcript":
        path.unlink()
        path = path.with_name("luu-trus.thue-nha.test.yaml")
    path.write_text(spoiled, encoding="utf-8")
    return spoiled.count("\n", 0, spoiled.index(fault.at or fault.new)) + 1
