"""How long what a citizen gave is kept: the one place of both numbers, for the notice that promises and the purge that does."""

from __future__ import annotations

from dataclasses import dataclass

DRAFT_DAYS = 30
DOSSIER_DAYS = 180


@dataclass(frozen=True, slots=True)
class Periods:
    """Days: ``draft`` for what was never submitted, counted from its last change; ``dossier`` for what was, from submission."""

    draft: int = DRAFT_DAYS
    dossier: int = DOSSIER_DAYS
