"""What national records say differently, and what is due to be looked at again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.catalogue.drift import Drift, drift
from bot.catalogue.due import due, due_on
from bot.catalogue.loader import load
from bot.catalogue.model import Catalogue, Channel, ChannelKind, Document, Fee, FeeRule, Kind, Period, Procedure, Unit
from bot.commands.drift import command


@pytest.fixture
def catalogue(root: Path) -> Catalogue:
    return load([root])


def record(catalogue: Catalogue, **changed: Any) -> dict[str, Procedure]:
    """The records as they were when our sample was written, with the residence record changed."""
    same = {code: one.model_copy(update={"kind": Kind.IMPORTED}) for code, one in catalogue.procedures.items()}
    return {**same, "1.004194": same["1.004194"].model_copy(update=changed)}


def test_the_same_facts_are_no_drift(catalogue: Catalogue) -> None:
    assert drift(catalogue, record(catalogue, title="THỦ TỤC ĐĂNG KÝ TẠM TRÚ ")) == ()


@pytest.mark.parametrize(
    ("changed", "aspect", "said"),
    [
        ({"title": "Đăng ký nơi tạm trú"}, "name", "Tên: «Đăng ký tạm trú» → «Đăng ký nơi tạm trú»"),
        (
            {"channels": (Channel(kind=ChannelKind.ONLINE, where="x", time=Period(amount=5, unit=Unit.DAYS)),)},
            "time",
            "Thời hạn: «3 ngày làm việc» → «5 ngày»",
        ),
        (
            {"channels": (Channel(kind=ChannelKind.POST, where="x"),)},
            "channel",
            "Cách nộp: «không có» → «qua bưu chính»",
        ),
        (
            {"fees": (Fee(label="x", rule=FeeRule.AMOUNT, amount=9000, source="y"),)},
            "fee",
            "Phí: «7.000 đồng» → «9.000 đồng»",
        ),
    ],
)
def test_a_changed_fact_is_named(catalogue: Catalogue, changed: dict[str, Any], aspect: str, said: str) -> None:
    [found] = drift(catalogue, record(catalogue, **changed))
    assert (found.code, found.aspect, found.said) == ("1.004194", aspect, said)


def test_a_record_that_is_gone_is_named(catalogue: Catalogue) -> None:
    fresh = record(catalogue)
    del fresh["2.001159"]
    assert [one.aspect for one in drift(catalogue, fresh)] == ["gone"]


def test_documents_are_compared_between_records_not_with_our_words(catalogue: Catalogue) -> None:
    def with_documents(*names: str) -> Mapping[str, Procedure]:
        papers = tuple(Document(id=f"d{number}", name=name) for number, name in enumerate(names))
        return record(catalogue, documents=papers)

    fresh = with_documents("Tờ khai CT01", "Ảnh")
    assert drift(catalogue, fresh) == ()
    assert [(one.before, one.now) for one in drift(catalogue, fresh, with_documents("Tờ khai CT01", "Sổ"))] == [
        ("Sổ", ""),
        ("", "Ảnh"),
    ]


def test_the_command_marks_the_files_and_unmarks_them(root: Path, tmp_path: Path) -> None:
    path = root / "procedures/tam-tru.yaml"
    before = path.read_text(encoding="utf-8")
    rows = [
        {
            "ma_thu_tuc": "1.004194",
            "ten_thu_tuc": "Khai tạm trú",
            "so_quyet_dinh": "9354/QĐ-BCA-C06",
            "cap_thuc_hien": "Cấp xã",
        },
        {"ma_thu_tuc": "2.001159", "ten_thu_tuc": "Thông báo lưu trú", "cap_thuc_hien": "Cấp xã"},
    ]
    records = tmp_path / "moi.jsonl"
    records.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    ran = CliRunner().invoke(command, [str(records), "--mark", "--content", str(root)])
    assert ran.exit_code == 1
    assert load([root]).procedures["1.004194"].source.drifted == ("Tên: «Đăng ký tạm trú» → «Khai tạm trú»",)
    rows[0]["ten_thu_tuc"] = "Đăng ký tạm trú"
    records.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert CliRunner().invoke(command, [str(records), "--mark", "--content", str(root)]).exit_code == 0
    assert path.read_text(encoding="utf-8") == before


def test_a_file_that_is_no_jsonl_is_wrong_usage(root: Path, tmp_path: Path) -> None:
    broken = tmp_path / "x.jsonl"
    broken.write_text('{"a": 1}\n[1]\n', encoding="utf-8")
    ran = CliRunner().invoke(command, [str(broken), "--content", str(root)])
    assert (ran.exit_code, "dòng 2" in ran.output) == (2, True)


def test_differences_read_as_one_line(catalogue: Catalogue) -> None:
    assert str(Drift("1.004194", "Tạm trú", "gone", "x", "")) == "1.004194 Tạm trú: Không còn trong dữ liệu quốc gia"


def test_what_is_due_comes_most_overdue_first(catalogue: Catalogue) -> None:
    assert due(catalogue, date(2026, 11, 22)) == ()
    coming = due(catalogue, date(2026, 11, 22), within_days=365)
    assert len(coming) == 4
    assert coming[0].on == date(2027, 5, 1)


def test_a_period_from_the_last_day_of_a_month_ends_on_one() -> None:
    assert due_on(date(2026, 8, 31), 6) == date(2027, 2, 28)
