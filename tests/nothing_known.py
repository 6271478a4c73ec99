"""An installation that knows nothing: no content, and a matcher that always abstains; for tests of everything around the engine."""

from __future__ import annotations

from bot.catalogue.model import Calendar, Catalogue, Offices
from bot.engine.knowledge import Knowledge
from bot.matcher import Intent, Match, Verdict


class NoMatcher:
    """Understands nothing."""

    def match(self, text: str, focus: str | None = None) -> Match:
        """Abstains."""
        return Match(Verdict.ABSTAIN, Intent.NOTHING)


KNOWLEDGE = Knowledge(
    Catalogue(
        procedures={},
        faq={},
        topics={},
        offices=Offices(province="Hà Nội", offices=()),
        calendar=Calendar.model_validate({"late_after": "16:00"}),
    ),
    NoMatcher(),
)
