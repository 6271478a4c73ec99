"""The cell «Cách thức thực hiện»: ways of submitting, each with its time, its fee and a description, all glued together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.catalogue.cells import fees
from bot.catalogue.cells.described import described, period
from bot.catalogue.model import Channel, ChannelKind, Fee, Period, Unit

_CHANNELS = {"Trực tuyến": ChannelKind.ONLINE, "Trực tiếp": ChannelKind.COUNTER, "Dịch vụ bưu chính": ChannelKind.POST}
_ROW = re.compile(
    r"(?P<way>Trực tuyến|Trực tiếp|Dịch vụ bưu chính)\s*"
    r"(?:(?P<number>\d{1,4})\s*(?P<unit>Ngày làm việc|Ngày|Giờ|Tháng|Năm)|Không có thông tin"
    # A time in words is glued to its way; «Trực tiếp tại …» of a description is not.
    r"|(?<! )(?P<words>\d\.\d Ngày làm việc|(?:Không|Hệ thống)(?:(?!Trực t|Dịch vụ)[^\d(]){0,140}?)"
    r"|(?P<bare>\d{0,4}))\s*"
    r"(?P<fee>Miễn phí|Không có thông tin|\d[\d,.]*\s*(?:Việt Nam Đồng|VNĐ|Đồng|đồng|USD))"
)
_NOTE_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Submission:
    """What the cell says: a channel for each way and each time of it, the fees, and times that are told in words only."""

    channels: tuple[Channel, ...]
    fees: tuple[Fee, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the portal's table; ``told`` is what it says of the time where that is no single limit."""

    kind: ChannelKind
    time: Period | None
    told: str
    place: str
    fee: Fee


def submission(cell: str, counter: str) -> Submission:
    """The cell, on one line, taken apart; ``counter`` receives the dossier where the record names no place."""
    rows = tuple(_rows(cell))
    told = dict.fromkeys(row.told for row in rows if row.told)
    return Submission(
        tuple(_channels(rows, counter)),
        fees.merged([row.fee for row in rows]),
        (f"Thời hạn, theo lời bản ghi: {'; '.join(told)}"[:_NOTE_LONGEST],) if told else (),
    )


def _rows(cell: str) -> Iterator[_Row]:
    hits = list(_ROW.finditer(cell))
    ends = [hit.start() for hit in hits[1:]] + [len(cell)]
    for hit, end in zip(hits, ends, strict=False):  # without a row the end of the cell is left over
        kind = _CHANNELS[hit["way"]]
        note, description = fees.bracketed(cell[hit.end() : end].strip())
        said = described(description, kind)
        time = period(hit["number"] or "", hit["unit"] or "", said.time)
        told = "" if time else (said.time or hit["words"] or "").strip(" .")
        fee = fees.fee(kind, hit["fee"], " ".join(filter(None, (note, said.price))), lost=hit["bare"] or "")
        yield _Row(kind, time, "" if told == "Không" else told, said.place, fee)


def _channels(rows: Sequence[_Row], counter: str) -> Iterator[Channel]:
    """Each way once for each time it takes; a time told twice in different words is one time with both."""
    usual = {
        ChannelKind.ONLINE: "Cổng Dịch vụ công quốc gia",
        ChannelKind.COUNTER: counter,
        ChannelKind.POST: f"gửi đến {counter}",
    }
    for kind in dict.fromkeys(row.kind for row in rows):
        where = next((row.place for row in rows if row.kind is kind and row.place), usual[kind])
        notes: dict[tuple[int, Unit], dict[str, None]] = {}
        for row in rows:
            if row.kind is kind and row.time is not None:
                notes.setdefault((row.time.amount, row.time.unit), {})[row.time.note] = None
        for (amount, unit), said in sorted(notes.items(), key=_length):
            note = "; ".join(filter(None, said))[:_NOTE_LONGEST]
            yield Channel(kind=kind, where=where, time=Period(amount=amount, unit=unit, note=note))
        if not notes:
            yield Channel(kind=kind, where=where)


def _length(time: tuple[tuple[int, Unit], object]) -> int:
    """Hours, near enough to list the times of every way in one order."""
    (amount, unit), _ = time
    return amount if unit is Unit.HOURS else 24 * amount
