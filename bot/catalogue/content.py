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
    """One file and what it says; ``root`` is the number of the content root it stands in."""

    source: Source
    value: Value
    root: int = 0


def played_by(transcript: str) -> str:
    """The procedure file that a transcript file stands beside: ``a/b.yaml`` for ``a/b.case.test.yaml``."""
    folder, slash, name = transcript.rpartition("/")
    return f"{folder}{slash}{name.partition('.')[0]}.yaml"


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
        """The catalogue of what could be read; our own before imported, later roots before earlier."""
        procedures = dict(self.imported)
        own: dict[str, Read[Procedure]] = {}
        for read in self.procedures:
            if read.value.code not in own or own[read.value.code].root < read.root:
                own[read.value.code] = read
        procedures.update({code: read.value for code, read in own.items()})
        for ended in {code for read in own.values() for code in read.value.replaces}:
            procedures.pop(ended, None)
        faq: dict[str, FaqEntry] = {}
        homes: dict[str, tuple[int, str]] = {}
        for topic in self.topics:
            for entry in topic.value.entries:
                if entry.id not in faq or homes[entry.id][0] < topic.root:
                    faq[entry.id] = entry
                    homes[entry.id] = (topic.root, topic.value.topic)
        topics: dict[str, tuple[str, ...]] = {}
        for entry_id, (_, name) in homes.items():
            topics[name] = (*topics.get(name, ()), entry_id)
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
