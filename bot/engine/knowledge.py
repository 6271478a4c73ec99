"""What the engine may look at while it decides: content, the matcher and which office this is, all immutable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.catalogue.model import Catalogue, Office
from bot.engine.keeping import DOSSIER_DAYS, DRAFT_DAYS
from bot.matcher import Match


class Matches(Protocol):
    """The one thing the engine asks of a matcher."""

    def match(self, text: str, focus: str | None = None) -> Match:
        """The best reading of ``text``; ``focus`` is the entry last talked about (``procedure:<code>`` or ``faq:<id>``)."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One version of everything the engine knows; a content reload makes a new one. ``draft_days`` and ``dossier_days`` are the
    periods of keeping that the consent notice names; the purge keeps to the same numbers."""

    catalogue: Catalogue
    matcher: Matches
    office: Office | None = None
    draft_days: int = DRAFT_DAYS
    dossier_days: int = DOSSIER_DAYS
