"""The entries that can be edited, as lines of a list, and finding them by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.catalogue.due import due_on
from bot.catalogue.model import Catalogue
from bot.catalogue.model import Kind as ProcedureKind
from bot.desk.fields import Kind
from bot.desk.themes import folded


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    kind: Kind
    id: str
    title: str
    group: str
    checked_on: date
    due_on: date
    draft: bool = False


def rows_of(catalogue: Catalogue) -> list[Row]:
    """FAQ entries and our own procedures; imported ones are not ours to edit."""
    topics = {id_: topic for topic, ids in catalogue.topics.items() for id_ in ids}
    rows = [
        Row(
            "faq",
            one.id,
            one.question,
            topics.get(one.id, ""),
            one.checked_on,
            due_on(one.checked_on, one.review_months),
        )
        for one in catalogue.faq.values()
    ]
    rows += [
        Row(
            "procedure", one.code, one.plain, one.field, one.source.checked_on,
            due_on(one.source.checked_on, one.source.review_months), one.status == "draft",
        )
        for one in catalogue.procedures.values()
        if one.kind is not ProcedureKind.IMPORTED
    ]  # fmt: skip
    return rows


def found(rows: Sequence[Row], wanted: str) -> list[Row]:
    """The rows that hold every word of ``wanted``, with or without its tone marks."""
    words = folded(wanted).split()
    return [row for row in rows if all(word in folded(f"{row.title} {row.id} {row.group}") for word in words)]
