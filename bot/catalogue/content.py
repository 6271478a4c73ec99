"""Content as read from its files: every value with the file and line it came from, before it is one catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import BaseModel

from bot.catalogue.issues import Issue, Source
from bot.catalogue.model import Calendar, Catalogue, FaqEntry, FaqTopic, Offices, Procedure, Publications, Transcript

Value = TypeVar("Value", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Read(Generic[Value]):
    """One file and what it says."""

    source: Source
    value: Value


@dataclass(frozen=True, slots=True)
class Content:
    """Every file of some content roots as read; what could not be understood is named in ``issues`` instead.

    ``codes`` and ``entries`` hold the identities written anywhere, also in files that could not be understood, so that
    one broken file does not make every reference to it look broken too.
    """

    procedures: tuple[Read[Procedure], ...] = ()
    topics: tuple[Read[FaqTopic], ...] = ()
    transcripts: tuple[Read[Transcript], ...] = ()
    offices: Read[Offices] | None = None
    calendar: Read[Calendar] | None = None
    publications: Read[Publications] | None = None
    words: Mapping[str, tuple[Mapping[str, object], ...]] = field(default_factory=dict)
    imported: Mapping[str, Procedure] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()
    version: str = ""

    def catalogue(self) -> Catalogue:
        """The catalogue of what could be read; of two entries with one identity the first counts, our own first."""
        procedures = dict(self.imported)
        own: dict[str, Procedure] = {}
        for read in self.procedures:
            own.setdefault(read.value.code, read.value)
        procedures.update(own)
        faq: dict[str, FaqEntry] = {}
        topics: dict[str, tuple[str, ...]] = {}
        for topic in self.topics:
            for entry in topic.value.entries:
                if entry.id not in faq:
                    faq[entry.id] = entry
                    topics[topic.value.topic] = (*topics.get(topic.value.topic, ()), entry.id)
        return Catalogue(
            procedures=procedures,
            faq=faq,
            topics=topics,
            offices=self.offices.value if self.offices else Offices(province="", offices=()),
            calendar=self.calendar.value if self.calendar else Calendar.model_validate({"late_after": "15:00"}),
            publications=self.publications.value.publications if self.publications else (),
            words=self.words,
            version=self.version,
        )
