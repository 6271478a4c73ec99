"""The real content: one test for each file, as ``motcua check`` and ``motcua test`` judge it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.catalogue.checks import check
from bot.catalogue.content import Content
from bot.catalogue.files import shown
from bot.catalogue.issues import Issue
from bot.catalogue.loader import survey
from bot.commands.test import Rehearsed, rehearse

CHECKOUT = Path(__file__).resolve().parents[1]
FILES = sorted(
    path.relative_to(CHECKOUT) for path in [*CHECKOUT.glob("procedures/*.yaml"), *CHECKOUT.glob("faq/**/*.yaml")]
)


@pytest.fixture(scope="module")
def content() -> Content:
    return survey([CHECKOUT])


@pytest.fixture(scope="module")
def issues(content: Content) -> tuple[Issue, ...]:
    return check(content, datetime.now(UTC).date())


@pytest.fixture(scope="module")
def rehearsed(content: Content) -> Rehearsed:
    return rehearse(content, lambda _: True)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_file_has_no_errors(file: Path, issues: tuple[Issue, ...]) -> None:
    name = shown(CHECKOUT / file)
    assert [str(issue) for issue in issues if issue.severity == "error" and issue.file == name] == []


@pytest.mark.parametrize("file", FILES, ids=str)
def test_its_transcripts_hold_and_its_questions_are_its_own(file: Path, rehearsed: Rehearsed) -> None:
    name = shown(CHECKOUT / file)
    assert [f"{place}: {sentence}" for place, sentence in rehearsed.failures if place.startswith(f"{name}:")] == []
