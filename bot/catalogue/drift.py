"""What the national records say differently from what we wrote: names, decisions, times, fees, documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.catalogue.model import Catalogue, FeeRule, Kind, Procedure
from bot.catalogue.preview.said import CHANNELS, period

Aspect = Literal["gone", "name", "decision", "time", "channel", "fee", "documents"]

_SAID = {
    "name": "Tên",
    "decision": "Quyết định",
    "time": "Thời hạn",
    "channel": "Cách nộp",
    "fee": "Phí",
    "documents": "Giấy tờ",
}


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference: what stood before (with us, or in the earlier records) and what the fresh record says."""

    code: str
    title: str
    aspect: Aspect
    before: str
    now: str

    @property
    def said(self) -> str:
        """The difference in words, without the procedure."""
        if self.aspect == "gone":
            return "Không còn trong dữ liệu quốc gia"
        return f"{_SAID[self.aspect]}: «{self.before or 'không có'}» → «{self.now or 'không có'}»"

    def __str__(self) -> str:
        return f"{self.code} {self.title}: {self.said}"


def drift(
    catalogue: Catalogue, fresh: Mapping[str, Procedure], earlier: Mapping[str, Procedure] | None = None
) -> tuple[Drift, ...]:
    """Differences of our procedures from the ``fresh`` records, by code in the order of the catalogue.

    Names, decisions, times and stated amounts are compared with our own facts. Documents we name in our own words, so
    only a change between ``earlier`` and ``fresh`` records says something about them; so too for conditions of theirs.
    """
    found: list[Drift] = []
    for procedure in catalogue.procedures.values():
        if procedure.kind is Kind.IMPORTED or procedure.status == "draft":
            continue
        now = fresh.get(procedure.code)
        if now is None:
            # Hand-over entries were often never in the data; their absence is news only when they were there before.
            if procedure.code in earlier if earlier is not None else procedure.kind is not Kind.HANDOVER:
                found.append(Drift(procedure.code, procedure.plain, "gone", procedure.title, ""))
            continue
        if procedure.kind is not Kind.HANDOVER:
            found += _facts(procedure, now)
        if earlier is not None and (before := earlier.get(procedure.code)):
            found += _documents(procedure, before, now)
    return tuple(dict.fromkeys(found))


def _facts(ours: Procedure, theirs: Procedure) -> Iterator[Drift]:
    if _folded(ours.title) != _folded(theirs.title):
        yield Drift(ours.code, ours.plain, "name", ours.title, theirs.title)
    if _folded(ours.source.decision) != _folded(theirs.source.decision) and any(
        map(str.isdigit, theirs.source.decision)
    ):
        yield Drift(ours.code, ours.plain, "decision", ours.source.decision, theirs.source.decision)
    known = {channel.kind: channel for channel in ours.channels}
    stated = {(channel.time.amount, channel.time.unit) for channel in ours.channels if channel.time}
    for channel in theirs.channels:
        if channel.kind not in known:
            yield Drift(ours.code, ours.plain, "channel", "", CHANNELS[channel.kind])
        elif channel.time and (channel.time.amount, channel.time.unit) not in stated:
            mine = known[channel.kind].time
            yield Drift(ours.code, ours.plain, "time", period(mine) if mine else "", period(channel.time))
    amounts = {fee.amount for fee in ours.fees if fee.rule is FeeRule.AMOUNT}
    free = any(fee.rule is FeeRule.FREE for fee in ours.fees)
    for amount in dict.fromkeys(fee.amount for fee in theirs.fees if fee.rule is FeeRule.AMOUNT):
        if amount not in amounts and not (amount == 0 and free):
            yield Drift(ours.code, ours.plain, "fee", _amounts(amounts), f"{amount or 0:,} đồng".replace(",", "."))


def _documents(ours: Procedure, before: Procedure, now: Procedure) -> Iterator[Drift]:
    old = {_folded(document.name): document.name for document in before.documents}
    new = {_folded(document.name): document.name for document in now.documents}
    yield from (Drift(ours.code, ours.plain, "documents", name, "") for key, name in old.items() if key not in new)
    yield from (Drift(ours.code, ours.plain, "documents", "", name) for key, name in new.items() if key not in old)


def _amounts(amounts: set[int | None]) -> str:
    return ", ".join(f"{amount:,} đồng".replace(",", ".") for amount in sorted(amount for amount in amounts if amount))


def _folded(text: str) -> str:
    text = re.sub(r"^(?:thủ tục|quyết định|qđ)\s*(?:số)?\s*", "", text.strip().casefold())
    return re.sub(r"[\W_]+", " ", text).strip()
