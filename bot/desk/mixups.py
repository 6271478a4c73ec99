"""Desk → Nội dung → Dễ nhầm: the pairs of entries that confuse each other, with the test questions that show it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from bot.catalogue.golden import Confusion, Golden, confusions, golden, outcome
from bot.catalogue.model import Catalogue, Kind
from bot.desk.access import Visit
from bot.desk.pages import Pages
from bot.engine.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Side:
    """One entry of a pair; ``kind`` is empty for one that has no form here (national data)."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One test question: the title of its owner, and whether the owner wins it all the same."""

    text: str
    owner: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that are hard to tell apart, and the questions that show it; lost ones first."""

    one: Side
    other: Side
    questions: tuple[Shown, ...]

    @property
    def lost(self) -> int:
        """Questions that go to the wrong entry or to none."""
        return sum(not question.kept for question in self.questions)


class Mixups:
    """Asks the matcher every test question once for each version of the content, in a thread."""

    def __init__(self, pages: Pages, knowledge: Callable[[], Knowledge]) -> None:
        self._pages = pages
        self._knowledge = knowledge
        self._version = ""
        self._found: asyncio.Task[tuple[Pair, ...]] | None = None

    async def show(self, visit: Visit) -> Response:
        """The pairs, those with most questions first."""
        pairs = await asyncio.shield(self._pairs())
        asked = sum(1 for _ in golden(self._knowledge().catalogue))
        return self._pages.show(visit, "mixups.html", pairs=pairs, asked=asked)

    def _pairs(self) -> asyncio.Task[tuple[Pair, ...]]:
        """The computation for the content in use; visitors who come meanwhile wait for the same one."""
        knowledge = self._knowledge()
        failed = self._found is not None and self._found.done() and self._found.exception() is not None
        if self._found is None or failed or self._version != knowledge.catalogue.version:
            self._version = knowledge.catalogue.version
            self._found = asyncio.create_task(asyncio.to_thread(pairs, knowledge))
        return self._found


def pairs(knowledge: Knowledge) -> tuple[Pair, ...]:
    """As ``motcua test --confusions`` finds them; takes a second for a thousand questions."""
    catalogue, matcher = knowledge.catalogue, knowledge.matcher
    owners: dict[str, Golden] = {}
    for one in golden(catalogue):
        owners.setdefault(one.text, one)

    def shown(text: str) -> Shown:
        owner = owners[text]
        return Shown(text, _side(catalogue, owner.id).title, outcome(matcher, text).owns(owner))

    def pair(found: Confusion) -> Pair:
        questions = sorted(map(shown, found.questions), key=lambda question: question.kept)
        return Pair(_named(catalogue, found.one), _named(catalogue, found.other), tuple(questions))

    return tuple(map(pair, confusions(catalogue, matcher)))


def _named(catalogue: Catalogue, name: str) -> Side:
    """The entry that a confusion names as «title» (identity)."""
    return _side(catalogue, name.rpartition("(")[2].rstrip(")"))


def _side(catalogue: Catalogue, identity: str) -> Side:
    if identity in catalogue.faq:
        return Side("faq", identity, catalogue.faq[identity].question)
    procedure = catalogue.procedures[identity]
    return Side("" if procedure.kind is Kind.IMPORTED else "procedure", identity, procedure.plain)
