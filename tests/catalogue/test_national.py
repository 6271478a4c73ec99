"""National records: glued cells taken apart, nothing guessed, bad records named."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue import national
from bot.catalogue.model import ChannelKind, FeeRule, Kind, Period, Procedure, Unit

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


def submitted(cell: str) -> Procedure:
    """The made-up record with these ways of submitting."""
    return national.procedure(record(cach_thuc_thuc_hien=cell, co_quan_thuc_hien="Ủy ban nhân dân cấp xã"), DAY)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("Trực tiếp3 Ngày700 Đồng(Phí thẩm định: 700.000 đồng/cơ sở)", 700000),
        ("Trực tiếp3 Ngày40 Việt Nam Đồng(4.000 đ/giấy thông hành)", None),
        ("Trực tiếp3 Ngày25 VNĐ(25.000.000đ/giấy)", None),
        ("Trực tiếp3 Ngày50 VNĐ(50.000 đồng, giảm còn 25.000 đồng)", None),
        ("Trực tiếp3 Ngày850 VNĐ", None),
        ("Trực tiếp120,000 VNĐ", None),
        ("Trực tiếp120 VNĐ(20.000 vnđ /tờ khai)", 20000),
        ("Trực tiếp3 Ngày10 USD", None),
    ],
)
def test_an_amount_that_cannot_be_is_not_told_as_fact(cell: str, amount: int | None) -> None:
    [fee] = submitted(cell).fees
    assert (fee.amount, fee.rule is FeeRule.AMOUNT) == (amount, amount is not None)
    assert amount or fee.note


def test_the_unit_of_a_price_is_no_note() -> None:
    [fee] = submitted("Trực tiếp3 Ngày10,000 VNĐ(/trường hợp)").fees
    assert (fee.per, fee.note) == ("trường hợp", "")


def test_what_is_said_of_the_time_is_told_with_the_time() -> None:
    [channel] = (
        one := submitted("Trực tiếp10 NgàyMiễn phí20 ngày làm việc đối với rừng trồng; 10 ngày nếu khác")
    ).channels
    assert channel.time == Period(
        amount=10, unit=Unit.DAYS, note="20 ngày làm việc đối với rừng trồng; 10 ngày nếu khác"
    )
    assert "ngày" not in one.fees[0].note
    [channel] = submitted(
        "Trực tiếp7 Ngày làm việcMiễn phíTrong thời hạn 07 ngày làm việc, kể từ ngày nhận đủ hồ sơ"
    ).channels
    assert channel.time
    assert channel.time.note == "kể từ ngày nhận đủ hồ sơ", "the limit is not said twice"


def test_a_price_in_the_description_stays_with_the_fee() -> None:
    one = submitted("Trực tiếpKhông có thông tinKhông có thông tinTại xã: 2.000 đồng/trang")
    assert one.fees[0].note == "Tại xã: 2.000 đồng/trang"


def test_every_time_of_a_way_is_kept() -> None:
    one = submitted(
        "Trực tiếp30 Ngày làm việcMiễn phíTrường hợp chưa có thông tin"
        "Trực tiếp5 Ngày làm việcMiễn phíTrực tuyến5 Ngày làm việcMiễn phí"
    )
    assert [(way.kind, way.time and way.time.amount) for way in one.channels] == [
        (ChannelKind.COUNTER, 5),
        (ChannelKind.COUNTER, 30),
        (ChannelKind.ONLINE, 5),
    ]
    assert len(one.fees) == 1


def test_a_time_in_words_keeps_its_way_of_submitting() -> None:
    one = submitted("Trực tuyếnKhông phải trả kết quả cho người nộp thuếMiễn phíTrực tiếpKhông quy địnhMiễn phí")
    assert [(way.kind, way.time) for way in one.channels] == [(ChannelKind.ONLINE, None), (ChannelKind.COUNTER, None)]
    assert one.notes == ("Thời hạn, theo lời bản ghi: Không phải trả kết quả cho người nộp thuế; Không quy định",)


def test_places_are_places() -> None:
    online, counter, post = submitted(
        "Trực tuyến3 NgàyMiễn phíNộp hồ sơ trực tuyến qua Cổng dịch vụ công quốc gia. Trong thời hạn 03 ngày kể từ ngày nhận."
        "Trực tiếp3 NgàyMiễn phíDịch vụ bưu chính3 NgàyMiễn phí"
    ).channels
    assert online.where == "Cổng dịch vụ công quốc gia"
    assert counter.where == "Trung tâm Phục vụ hành chính công xã, phường"
    assert post.where == "gửi đến Trung tâm Phục vụ hành chính công xã, phường"
    assert submitted("").channels == ()


@pytest.mark.parametrize(
    ("decides", "where"),
    [
        ("Chủ tịch UBND cấp xã", "Trung tâm Phục vụ hành chính công xã, phường"),
        ("Công an cấp Xã", "nơi tiếp nhận hồ sơ của Công an cấp xã"),
        ("Sở Xây dựng, Uỷ ban Nhân dân cấp xã", "nơi tiếp nhận hồ sơ của Sở Xây dựng, Uỷ ban Nhân dân cấp xã"),
        ("", "nơi tiếp nhận hồ sơ của cơ quan giải quyết"),
    ],
)
def test_who_receives_follows_who_decides(decides: str, where: str) -> None:
    row = record(cach_thuc_thuc_hien="Trực tiếp3 NgàyMiễn phí", co_quan_thuc_hien=decides)
    assert national.procedure(row, DAY).channels[0].where == where


def test_the_commune_receives_what_only_it_does() -> None:
    row = record(cach_thuc_thuc_hien="Trực tiếp3 NgàyMiễn phí", cap_thuc_hien="Cấp xã")
    assert national.procedure(row, DAY).channels[0].where == "Trung tâm Phục vụ hành chính công xã, phường"
    police = national.procedure(row | {"so_quyet_dinh": "1/QĐ-BCA"}, DAY)
    assert police.channels[0].where == "nơi tiếp nhận hồ sơ của cơ quan giải quyết"


def test_the_month_of_the_records_is_kept() -> None:
    [one], _ = national.procedures([record()], DAY, as_of="2026-07")
    assert (one.source.as_of, one.source.checked_on) == ("2026-07", DAY)


def test_names_of_attached_files_are_not_part_of_a_paper() -> None:
    head = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
    cell = (
        f"{head}Đơn theo Nghị định số 1/2026/NĐ-CPMẫu số 01.docxMẫu số 02.docx1 bản chínhĐơn xin nhận con nuôi;1.nxinnhn.doc"
        "1 bản chínhVăn bản (nộp 01 bản chính) ngày 24/07/20232 bản chính,1 bản sao"
    )
    assert [(one.name, one.copies) for one in national.procedure(record(thanh_phan_ho_so=cell), DAY).documents] == [
        ("Đơn theo Nghị định số 1/2026/NĐ-CP", "1 bản chính"),
        ("Đơn xin nhận con nuôi", "1 bản chính"),
        ("Văn bản (nộp 01 bản chính) ngày 24/07/2023", "2 bản chính, 1 bản sao"),
    ]


def test_numbered_papers_stand_in_their_order() -> None:
    def names(*papers: str) -> list[str]:
        cell = "Tên giấy tờMẫu đơn, tờ khaiSố lượng" + "".join(f"{one}1 bản chính" for one in papers)
        return [one.name for one in national.procedure(record(thanh_phan_ho_so=cell), DAY).documents]

    assert names("(4) D", "Ảnh", "(1) A", "(10) K") == ["(1) A", "Ảnh", "(4) D", "(10) K"]
    assert names("đ) E", "a) A", "d) D") == ["a) A", "d) D", "đ) E"]
    assert names("2. B", "1. A", "1. C") == ["2. B", "1. A", "1. C"], "two lists cannot be told apart"


def test_a_result_begins_with_its_first_word() -> None:
    cell = "Giấy phépMã: KQ.G01.000001Thông báo danh sáchMã: KQ-G10-KQ-000002Văn bảnMã: Chưa xác địnhTừ khóahộ kinh doanhMô tả"
    assert national.procedure(record(ket_qua_xu_ly=cell), DAY).result == "Giấy phép; Thông báo danh sách; Văn bản"


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
    assert not [one.code for one in taken for fee in one.fees if fee.amount is not None and fee.amount < 1000]
    assert not [one.code for one in taken if not one.channels or "Mã:" in one.result]
    assert not [one.code for one in taken if any(way.where in {"Trực tiếp", "Trực tuyến"} for way in one.channels)]
    assert len([one for one in taken if any(".doc" in paper.name for paper in one.documents)]) <= 12
    assert len([one for one in taken if any(re.search(r"\d ngày làm việc", fee.note) for fee in one.fees)]) <= 3
    residence = next(one for one in taken if one.code == "1.010040")
    assert {way.time.amount for way in residence.channels if way.time} == {5, 30}
