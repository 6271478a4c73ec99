"""The development questions and unseen ones, where the records are at hand: the bar is reached, none was copied."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue import national
from bot.catalogue.loader import load
from bot.catalogue.model import Catalogue
from bot.commands.eval import measured
from bot.language import fold, words
from bot.matcher import build

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FILES = ("questions.jsonl", "outofscope.jsonl")
DEVELOPMENT = [SHARED / "eval" / name for name in FILES]
UNSEEN = [Path(__file__).parent / f"unseen_{name}" for name in FILES]
"""Messages by people who knew neither the content nor other sets; no weight is fitted on them, no phrase written for them."""
RECORDS = SHARED / "national-catalog" / "procedures.jsonl"

pytestmark = pytest.mark.skipif(
    not all(file.is_file() for file in (*DEVELOPMENT, RECORDS)), reason="the development set is not here"
)


def rows(files: Sequence[Path]) -> list[dict[str, object]]:
    """Every question of the files."""
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def known() -> Catalogue:
    """Our content and the national records of the communes."""
    records = [json.loads(line) for line in RECORDS.read_text(encoding="utf-8").splitlines()]
    imported, _ = national.procedures(records, date(2026, 11, 23), "xã")
    ours = load([ROOT])
    return ours.model_copy(update={"procedures": {one.code: one for one in imported} | dict(ours.procedures)})


@pytest.mark.parametrize("files", [DEVELOPMENT, UNSEEN], ids=["development", "unseen"])
def test_the_bar_is_reached(files: Sequence[Path]) -> None:
    catalogue = known()
    result = measured(rows(files), frozenset(catalogue.procedures), build(catalogue).match)
    assert result.below() == []


def test_nothing_was_copied() -> None:
    """Names of up to four words are what they are; from five words on an equal phrase would be a copy."""
    asked = {" ".join(words(fold(str(row["q"])))) for row in rows(DEVELOPMENT)}
    copied = [text for text in texts(load([ROOT])) if len(text.split()) > 4 and " ".join(words(fold(text))) in asked]
    assert copied == []


def texts(catalogue: Catalogue) -> Iterator[str]:
    """Every phrase that questions are compared with."""
    for procedure in catalogue.procedures.values():
        yield from (*procedure.names, *procedure.asks, *procedure.situations, *procedure.tests)
    for entry in catalogue.faq.values():
        yield from (entry.question, *entry.asks, *entry.tests)
    for name in ("everyday", "smalltalk", "human", "nothing"):
        for group in catalogue.words.get(name, ()):
            for key in ("names", "asks", "situations", "phrases"):
                found = group.get(key, ())
                yield from (str(text) for text in found) if isinstance(found, list | tuple) else ()
