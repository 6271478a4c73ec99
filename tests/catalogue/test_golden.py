"""Golden questions: who wins them, and which an edit would flip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest

from bot.catalogue.golden import confusions, flips, golden, lost, outcomes
from bot.catalogue.loader import load
from bot.catalogue.model import Catalogue


@dataclass(frozen=True)
class Found:
    kind: Literal["procedure", "faq"]
    id: str
    title: str
    confidence: float = 0.0


@dataclass(frozen=True)
class Reading:
    verdict: str
    candidates: Sequence[Found] = ()
    intent: str = "procedure"


class Overlap:
    """A matcher as plain as can be: the entry that shares most words with the question."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.asked = 0
        self.entries: list[tuple[Found, set[str]]] = []
        for one in catalogue.procedures.values():
            words = " ".join((one.plain, *one.names, *one.asks, one.purpose)).lower().split()
            self.entries.append((Found("procedure", one.code, one.plain), set(words)))
        for entry in catalogue.faq.values():
            words = " ".join((entry.question, *entry.asks, entry.answer)).lower().split()
            self.entries.append((Found("faq", entry.id, entry.question), set(words)))

    def match(self, text: str) -> Reading:
        self.asked += 1
        words = set(text.lower().split())
        ranked = sorted(self.entries, key=lambda entry: -len(words & entry[1]))
        if not words & ranked[0][1]:
            return Reading("abstain")
        shares = [(found, len(words & known) / len(words)) for found, known in ranked]
        return Reading("answer", tuple(replace(found, confidence=share) for found, share in shares))


@pytest.fixture
def catalogue(root: Path) -> Catalogue:
    path = root / "procedures/luu-tru.yaml"
    text = path.read_text(encoding="utf-8").replace("khai khách ngủ nhờ", "nhà có bạn đến chơi vài hôm")
    path.write_text(text, encoding="utf-8")
    return load([root])


def with_plain(catalogue: Catalogue, code: str, **changed: object) -> Catalogue:
    edited = catalogue.procedures[code].model_copy(update=changed)
    return catalogue.model_copy(update={"procedures": {**catalogue.procedures, code: edited}})


def test_every_test_question_is_golden_but_imported_ones(catalogue: Catalogue) -> None:
    assert [one.id for one in golden(catalogue)] == ["2.001159", "1.004194", "vneid_muc_2", "vneid_quen"]


def test_a_question_won_by_another_is_lost(catalogue: Catalogue) -> None:
    stolen = with_plain(catalogue, "1.004194", names=("nhà tôi có bạn đến chơi vài hôm đấy",))
    assert "2.001159" in [one.golden.id for one in lost(stolen, Overlap(stolen))]


def test_an_edit_that_steals_a_question_is_a_worse_flip(catalogue: Catalogue) -> None:
    stolen = with_plain(catalogue, "1.004194", names=("nhà tôi có bạn đến chơi vài hôm đấy",))
    [flip] = [flip for flip in flips(catalogue, stolen, Overlap) if flip.golden.id == "2.001159"]
    assert flip.worse
    assert (flip.before.id, flip.after.id) == ("2.001159", "1.004194")
    assert [flip.worse for flip in flips(stolen, catalogue, Overlap) if flip.golden.id == "2.001159"] == [False]


def test_no_edit_flips_nothing(catalogue: Catalogue) -> None:
    assert flips(catalogue, catalogue, Overlap) == ()


def test_known_outcomes_are_not_asked_again(catalogue: Catalogue) -> None:
    built: list[Overlap] = []

    def build(one: Catalogue) -> Overlap:
        built.append(Overlap(one))
        return built[-1]

    known = outcomes((one.text for one in golden(catalogue)), Overlap(catalogue))
    assert flips(catalogue, catalogue, build, known) == ()
    assert [matcher.asked for matcher in built] == [4]


def test_pairs_that_confuse_each_other_are_named_with_their_questions(catalogue: Catalogue) -> None:
    stolen = with_plain(catalogue, "1.004194", names=("nhà tôi có bạn đến chơi vài hôm đấy",))
    [pair] = [
        pair for pair in confusions(stolen, Overlap(stolen)) if "nhà tôi có bạn đến chơi vài hôm" in pair.questions
    ]
    assert (pair.one, pair.other) == ("«Báo khách ở lại» (2.001159)", "«Đăng ký tạm trú» (1.004194)")
