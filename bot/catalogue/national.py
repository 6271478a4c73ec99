"""National procedure records as immutable procedures: glued cells taken apart, corrupt and double records named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import TypeAdapter

from bot.catalogue.model import (
    Channel,
    ChannelKind,
    Document,
    Fee,
    FeeRule,
    Kind,
    Period,
    Procedure,
    Source,
    Unit,
)

Level = Literal["xã", "tỉnh", "bộ", "khác"]

_LEVELS: Mapping[str, Level] = {"Cấp xã": "xã", "Cấp tỉnh": "tỉnh", "Cấp bộ": "bộ", "Cơ quan khác": "khác"}
_EMPTY = {"", "Không có thông tin"}
_CODE = re.compile(r"[0-9]\.[0-9]{6}")
_CHANNELS = {"Trực tuyến": ChannelKind.ONLINE, "Trực tiếp": ChannelKind.COUNTER, "Dịch vụ bưu chính": ChannelKind.POST}
_UNITS = {
    "Ngày làm việc": Unit.WORKING_DAYS,
    "Ngày": Unit.DAYS,
    "Giờ": Unit.HOURS,
    "Tháng": Unit.DAYS,
    "Năm": Unit.DAYS,
}
_DAYS_IN = {"Tháng": 30, "Năm": 365}
_CELL = re.compile(
    r"(Trực tuyến|Trực tiếp|Dịch vụ bưu chính)\s*"
    r"(?:(\d{1,4})\s*(Ngày làm việc|Ngày|Giờ|Tháng|Năm)?|Không có thông tin)\s*"
    r"(Miễn phí|Không có thông tin|[\d,.]+\s*(?:Việt Nam Đồng|VNĐ|Đồng|đồng))"
)
_DOCUMENTS_HEAD = re.compile(r"Tên giấy tờ\s*Mẫu đơn, tờ khai\s*Số lượng")
_COPIES = re.compile(r"(\d+) bản chính(?:,\s*(\d+) bản sao)?|(\d+) bản sao")
_RESULT_END = re.compile(r"Từ khóa(?:Không có thông tin|Mô tả)|Chọn cơ quan thực hiện|Nộp hồ sơ$")
_RESULT_CODE = re.compile(r"Mã:\s*KQ[.\w]*")
_SPACE = re.compile(r"\s+")
_PREFIX = re.compile(r"^(?:thủ tục|dịch vụ công trực tuyến)\s+(?=\w)", re.IGNORECASE)

LONGEST = 3000
"""Characters kept of one document name or condition; the longest real ones run on into the next page."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """One record that was not taken, and why, in a sentence for the person who imports."""

    code: str
    name: str
    reason: str


def procedures(
    records: Iterable[Mapping[str, object]], day: date, level: Level | None = None
) -> tuple[tuple[Procedure, ...], tuple[Skipped, ...]]:
    """The records as procedures of kind ``imported``, those of ``level`` only when given, and the records left out.

    ``day`` is the day of the import, kept as the day the source was looked at. Records that share one page with others are
    corrupt: the portal showed another procedure's page for them, so none of them can be trusted.
    """
    rows = list(records)
    pages = Counter(_text(row, "detail_url") for row in rows)
    taken: dict[str, Procedure] = {}
    skipped: list[Skipped] = []
    for row in rows:
        code, name = _text(row, "ma_thu_tuc"), _SPACE.sub(" ", _text(row, "ten_thu_tuc")).strip()
        levels = _levels(row)
        if level is not None and level not in levels:
            continue
        page = _text(row, "detail_url")
        if not _CODE.fullmatch(code):
            skipped.append(Skipped(code, name, "mã thủ tục không đúng dạng 1.234567"))
        elif not name:
            skipped.append(Skipped(code, name, "không có tên"))
        elif page and pages[page] > 1:
            skipped.append(
                Skipped(code, name, f"trang của bản ghi là trang của thủ tục khác ({pages[page]} mã chung một trang)")
            )
        elif code in taken:
            skipped.append(Skipped(code, name, "mã đã có ở một bản ghi trước"))
        else:
            taken[code] = procedure(row, day)
    return tuple(taken.values()), tuple(skipped)


def procedure(row: Mapping[str, object], day: date) -> Procedure:
    """One record as a guidance-only procedure; raises ``pydantic.ValidationError`` (a ``ValueError``) when it cannot be one."""
    name = _SPACE.sub(" ", _text(row, "ten_thu_tuc")).strip(" .")
    channels, fees = _submission(_text(row, "cach_thuc_thuc_hien"))
    decision = _known(row, "so_quyet_dinh") or "Bản ghi không nêu"
    return Procedure(
        code=_text(row, "ma_thu_tuc"),
        title=name,
        plain=_plain(name),
        kind=Kind.IMPORTED,
        field=_known(row, "linh_vuc") or "Khác",
        level=_levels(row),
        purpose=name,
        audience=_known(row, "doi_tuong_thuc_hien"),
        decides=_known(row, "co_quan_thuc_hien") or _known(row, "co_quan_co_tham_quyen") or "Bản ghi không nêu",
        channels=channels,
        fees=fees,
        documents=_documents(_text(row, "thanh_phan_ho_so")),
        conditions=_known(row, "yeu_cau_dieu_kien")[:LONGEST],
        result=_result(_text(row, "ket_qua_xu_ly")),
        source=Source(decision=decision, link=_text(row, "detail_url"), checked_on=day),
    )


_PROCEDURES: TypeAdapter[tuple[Procedure, ...]] = TypeAdapter(tuple[Procedure, ...])


def dump(catalogue: Sequence[Procedure]) -> bytes:
    """The procedures as UTF-8 JSON, defaults left out so that it loads fast."""
    return _PROCEDURES.dump_json(tuple(catalogue), exclude_defaults=True)


def load(raw: bytes) -> dict[str, Procedure]:
    """The procedures of ``dump`` by code; raises ``pydantic.ValidationError`` (a ``ValueError``) when they are not."""
    return {procedure.code: procedure for procedure in _PROCEDURES.validate_json(raw)}


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def _known(row: Mapping[str, object], key: str) -> str:
    value = _SPACE.sub(" ", _text(row, key))
    return "" if value in _EMPTY else value


def _levels(row: Mapping[str, object]) -> tuple[Level, ...]:
    found = tuple(_LEVELS[part.strip()] for part in _text(row, "cap_thuc_hien").split(",") if part.strip() in _LEVELS)
    return found or ("khác",)


def _plain(name: str) -> str:
    """The name for a button: without «Thủ tục» in front, cut at a word below 90 characters."""
    short = _PREFIX.sub("", name)
    short = short[:1].upper() + short[1:]
    return short if len(short) <= 90 else short[:88].rsplit(" ", 1)[0].rstrip(" ,;(") + " …"


def _submission(cell: str) -> tuple[tuple[Channel, ...], tuple[Fee, ...]]:
    """Channels and fees from «Trực tuyến7 Ngày làm việc10,000 Việt Nam Đồng(...)Trực tiếp...»."""
    cell = _SPACE.sub(" ", cell)
    hits = list(_CELL.finditer(cell))
    channels: dict[ChannelKind, Channel] = {}
    fees: dict[ChannelKind, Fee] = {}
    for index, hit in enumerate(hits):
        kind = _CHANNELS[hit[1]]
        if kind in channels:
            continue
        note = cell[hit.end() : hits[index + 1].start() if index + 1 < len(hits) else len(cell)].strip()
        channels[kind] = Channel(kind=kind, where=hit[1], time=_period(hit[2], hit[3]))
        fees[kind] = _fee(kind, hit[4], note)
    stated = tuple(fees.values())
    if stated and len({fee.model_copy(update={"channel": None}) for fee in stated}) == 1:
        stated = (stated[0].model_copy(update={"channel": None}),)
    return tuple(channels.values()), stated


def _period(amount: str | None, unit: str | None) -> Period | None:
    """A bare number has lost its unit and a zero means nothing: both are unknown, not days."""
    if not amount or not unit or int(amount) == 0:
        return None
    return Period(amount=int(amount) * _DAYS_IN.get(unit, 1), unit=_UNITS[unit])


def _fee(kind: ChannelKind, stated: str, note: str) -> Fee:
    """«Miễn phí» stands in the portal for every fee of zero, also where the council decides: never taken for free."""
    note = note[:600]
    digits = re.sub(r"\D", "", stated)
    rule, amount = FeeRule.NOT_STATED, None
    if digits and int(digits) > 0:
        rule, amount = FeeRule.AMOUNT, int(digits)
    elif re.search(r"h[đd]nd|hội đồng nhân dân", note.lower()):
        rule = FeeRule.HDND
    elif stated == "Miễn phí" and not note:
        note = "Bản ghi quốc gia ghi «Miễn phí»; hãy hỏi lại nơi nộp hồ sơ."
    return Fee(
        label="Phí, lệ phí", rule=rule, amount=amount, channel=kind, source="Bản ghi thủ tục quốc gia", note=note
    )


def _documents(cell: str) -> tuple[Document, ...]:
    """Document lines cut where a number of copies ends; those of zero copies that only explain others are kept as notes."""
    found: list[Document] = []
    for block in _DOCUMENTS_HEAD.split(_SPACE.sub(" ", cell))[1:]:
        start = 0
        for hit in _COPIES.finditer(block):
            name = block[start : hit.start()].strip(" -*+;.:")
            start = hit.end()
            if name and len(found) < 60:
                originals, copies = int(hit[1] or 0), int(hit[2] or hit[3] or 0)
                shown = ", ".join([f"{originals} bản chính"] * (originals > 0) + [f"{copies} bản sao"] * (copies > 0))
                found.append(
                    Document(id=f"giay_{len(found) + 1}", name=name[:LONGEST], copies=shown, required=bool(shown))
                )
    return tuple(found)


def _result(cell: str) -> str:
    kept = _RESULT_END.split(_SPACE.sub(" ", cell))[0]
    parts = [part.strip(" .;") for part in _RESULT_CODE.split(kept)]
    return "; ".join(part for part in parts if part and part not in _EMPTY)[:LONGEST]
