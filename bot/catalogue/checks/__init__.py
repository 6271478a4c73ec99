"""The rules of good content, one file per family; pure functions from content to issues."""

from __future__ import annotations

from datetime import date

from bot.catalogue.checks import facts, flow, offices, questions, references, wording
from bot.catalogue.content import Content
from bot.catalogue.issues import Issue, in_order

CHECKS = (
    references.check,
    flow.check,
    facts.check,
    questions.check,
    wording.check,
    offices.check,
)


def check(content: Content, today: date) -> tuple[Issue, ...]:
    """Everything that is wrong with ``content`` on ``today``, issues of form first found included, in file order."""
    found = list(content.issues)
    for rule in CHECKS:
        found += rule(content, today)
    return in_order(found)
