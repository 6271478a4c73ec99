"""National procedure records as immutable procedures: glued cells taken apart, corrupt and double records named."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import TypeAdapter

from bot.catalogue.cells.papers import LONGEST, documents, result
from bot.catalogue.cells.submission import submission
from bot.catalogue.model import Kind, Procedure, Source

Level = Literal["xã", "tỉnh", "bộ", "khác"]

_LEVELS: Mapping[str, Level] = {"Cấp xã": "xã", "Cấp tỉnh": "tỉnh", "Cấp bộ": "bộ", "Cơ quan khác": "khác"}
_EMPTY = {"", "Không có thông tin"}
_CODE = re.compile(r"[0-9]\.[0-9]{6}")
_SPACE = re.compile(r"\s+")
_COMMITTEE = re.compile(r"(?:ubnd|ban nhân dân) (?:cấp )?xã", re.IGNORECASE)
_OTHERS = re.compile(
    r"công an|quân sự|thuế|hải quan|bảo hiểm|ngân hàng|cục |sở |bộ |văn phòng|ban quản lý|tỉnh|huyện", re.IGNORECASE
)
_BODY_LONGEST = 80
_PREFIX = re.compile(r"^(?:thủ tục|dịch vụ công trực tuyến)\s+(?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Skipped:
    """One record that was not taken, and why, in a sentence for the person who imports."""

    code: str
    name: str
    reason: str


def procedures(
    records: Iterable[Mapping[str, object]], day: date, level: Level | None = None, as_of: str = ""
) -> tuple[tuple[Procedure, ...], tuple[Skipped, ...]]:
    """The records as procedures of kind ``imported``, those of ``level`` only when given, and the records left out.

    ``day`` is the day of the import, kept as the day the source was looked at; ``as_of`` is the month of the records, where known.
    Records that share one page with others are corrupt: the portal showed another procedure's page for them, so none of them can
    be trusted.
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
            taken[code] = procedure(row, day, as_of)
    return tuple(taken.values()), tuple(skipped)


def procedure(row: Mapping[str, object], day: date, as_of: str = "") -> Procedure:
    """One record as a guidance-only procedure; raises ``pydantic.ValidationError`` (a ``ValueError``) when it cannot be one."""
    name = _SPACE.sub(" ", _text(row, "ten_thu_tuc")).strip(" .")
    decides = _known(row, "co_quan_thuc_hien") or _known(row, "co_quan_co_tham_quyen")
    decision = _known(row, "so_quyet_dinh") or "Bản ghi không nêu"
    ways = submission(_known(row, "cach_thuc_thuc_hien"), _receives(decides, _levels(row), decision))
    return Procedure(
        code=_text(row, "ma_thu_tuc"),
        title=name,
        plain=_plain(name),
        kind=Kind.IMPORTED,
        field=_known(row, "linh_vuc") or "Khác",
        level=_levels(row),
        purpose=name,
        audience=_known(row, "doi_tuong_thuc_hien"),
        decides=decides or "Bản ghi không nêu",
        channels=ways.channels,
        fees=ways.fees,
        documents=documents(_known(row, "thanh_phan_ho_so")),
        conditions=_known(row, "yeu_cau_dieu_kien")[:LONGEST],
        result=result(_known(row, "ket_qua_xu_ly")),
        notes=ways.notes,
        source=Source(decision=decision, link=_text(row, "detail_url"), checked_on=day, as_of=as_of),
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
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else ""


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


def _receives(decides: str, levels: tuple[Level, ...], decision: str) -> str:
    """Who receives, where the record says no more: what a commune's committee decides, its public administration centre (Nghị
    định 118/2025/NĐ-CP). Of a long list of bodies no one is known to receive; the police keep counters of their own."""
    committee = _COMMITTEE.search(decides) if decides else levels == ("xã",) and "BCA" not in decision
    if committee and not _OTHERS.search(decides):
        return "Trung tâm Phục vụ hành chính công xã, phường"
    body = re.sub(r"\bcấp (?=[XTH])(\w)", lambda found: f"cấp {found[1].lower()}", decides.strip(" ."))
    return f"nơi tiếp nhận hồ sơ của {body if body and len(body) <= _BODY_LONGEST else 'cơ quan giải quyết'}"
