"""National records: glued cells taken apart, nothing guessed, bad records named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue import national
from bot.catalogue.model import ChannelKind, FeeRule, Kind, Unit

DAY = date(2026, 11, 23)


def record(**changed: str) -> dict[str, str]:
    """A made-up record in the shape of the national data."""
    row = {
        "ma_thu_tuc": "1.999001",
        "ten_thu_tuc": "Thủ tục\n cấp giấy  phép thử",
        "linh_vuc": "Thử nghiệm",
        "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
        "cach_thuc_thuc_hien": (
            "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến7 Ngày làm việc10,000 Việt Nam Đồng(mỗi giấy)"
            "Trực tiếp1Miễn phí"
        ),
        "thanh_phan_ho_so": (
            "Giấy tờ phải nộp:Tên giấy tờMẫu đơn, tờ khaiSố lượng- Tờ khai theo mẫu.1 bản chính"
            "Giấy tờ tùy thân1 bản chính,2 bản saoGhi chú thêm.0 bản chính"
        ),
        "ket_qua_xu_ly": "Giấy phép thửMã: KQ.G00.000001Từ khóaKhông có thông tinMô tả...Nộp hồ sơ",
        "yeu_cau_dieu_kien": "Không có thông tin",
        "so_quyet_dinh": "1/QĐ-THU",
        "detail_url": "thu-1",
    }
    return row | changed


def test_glued_submission_cell() -> None:
    procedure = national.procedure(record(), DAY)
    online, counter = procedure.channels
    assert (online.kind, counter.kind) == (ChannelKind.ONLINE, ChannelKind.COUNTER)
    assert online.time is not None
    assert (online.time.amount, online.time.unit) == (7, Unit.WORKING_DAYS)
    assert counter.time is None, "a number without a unit is not a time"
    assert (procedure.fees[0].rule, procedure.fees[0].amount) == (FeeRule.AMOUNT, 10000)


def test_bare_free_is_never_taken_for_free() -> None:
    fees = national.procedure(record(), DAY).fees
    assert all(fee.rule is not FeeRule.FREE for fee in fees)
    council = record(cach_thuc_thuc_hien="Trực tiếp3 NgàyMiễn phí(Mức thu do Hội đồng nhân dân tỉnh quy định)")
    assert national.procedure(council, DAY).fees[0].rule is FeeRule.HDND


def test_documents_are_cut_where_copies_end() -> None:
    documents = national.procedure(record(), DAY).documents
    assert [(one.name, one.copies, one.required) for one in documents] == [
        ("Tờ khai theo mẫu", "1 bản chính", True),
        ("Giấy tờ tùy thân", "1 bản chính, 2 bản sao", True),
        ("Ghi chú thêm", "", False),
    ]


def test_names_results_and_marks() -> None:
    procedure = national.procedure(record(), DAY)
    assert procedure.title == "Thủ tục cấp giấy phép thử"
    assert procedure.plain == "Cấp giấy phép thử"
    assert procedure.result == "Giấy phép thử"
    assert procedure.conditions == ""
    assert procedure.kind is Kind.IMPORTED
    assert procedure.source.link == "thu-1"
    assert procedure.source.checked_on == DAY


def test_bad_records_are_named() -> None:
    rows = [
        record(),
        record(detail_url="thu-2"),
        record(ma_thu_tuc="1.999002", detail_url="thu-3"),
        record(ma_thu_tuc="1.999003", detail_url="thu-3"),
        record(ma_thu_tuc="hỏng", detail_url="thu-4"),
        record(ma_thu_tuc="1.999005", ten_thu_tuc=" ", detail_url="thu-5"),
    ]
    taken, skipped = national.procedures(rows, DAY)
    assert [one.code for one in taken] == ["1.999001"]
    assert [one.code for one in skipped] == ["1.999001", "1.999002", "1.999003", "hỏng", "1.999005"]
    assert all(one.reason for one in skipped)


def test_level_chooses() -> None:
    rows = [record(), record(ma_thu_tuc="1.999009", cap_thuc_hien="Cấp bộ", detail_url="thu-9")]
    assert [one.code for one in national.procedures(rows, DAY, "bộ")[0]] == ["1.999009"]


def test_written_and_read_again() -> None:
    procedure = national.procedure(record(), DAY)
    assert national.load(national.dump([procedure])) == {procedure.code: procedure}


def test_other_json_is_refused() -> None:
    with pytest.raises(ValueError, match="validation"):
        national.load(b'[{"code": 1}]')


REAL = Path(__file__).resolve().parents[3] / "shared" / "national-catalog" / "procedures.jsonl"


@pytest.mark.skipif(not REAL.is_file(), reason="the national records are not here")
def test_real_records() -> None:
    """2,642 records, of which 17 carry another procedure's page."""
    rows = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
    taken, skipped = national.procedures(rows, DAY)
    assert (len(taken), len(skipped)) == (2625, 17)
    assert not [fee for one in taken for fee in one.fees if fee.rule is FeeRule.FREE]
    communes, _ = national.procedures(rows, DAY, "xã")
    assert len(communes) == 571
