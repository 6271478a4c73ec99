"""The index: its arrays say what the plain formulas say, and odd catalogues and messages are survived."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matcher.entries import Entry, Source, Text
from bot.matcher.index import COMMON, FAINT, LOUDEST, Index
from bot.matcher.lexicon import lexicon
from bot.matcher.reading import QUIET, Reader, Reading
from tests.matcher.plain_index import PlainIndex, Terms

NEAR = 1e-4
"""The arrays keep single precision."""

READER = Reader(lexicon({"fillers": ({"filler": "small", "phrases": ["cho", "em", "ạ"]},)}))


def source(identity: str, *texts: tuple[str, str], kind: str = "procedure") -> Source:
    """An entry found by (field, text) phrases."""
    return Source(Entry(kind, identity, identity), tuple(Text(field, READER.read(text)) for field, text in texts))


def said(terms: Terms) -> Reading:
    """A reading of nothing but these terms."""
    return Reading(tuple(terms), tuple(terms), terms, tuple(term[1:] for term in terms if term[0] == "#"))


SMALL = [
    source("birth", ("title", "Đăng ký khai sinh"), ("name", "giấy khai sinh"), ("ask", "làm khai sinh cho con")),
    source("death", ("title", "Đăng ký khai tử"), ("name", "giấy khai tử"), ("situation", "bố em mất")),
    source("stay", ("title", "Đăng ký tạm trú"), ("field", "Cư trú"), ("ask", "ở trọ cần gì")),
    source("hours", ("name", "mấy giờ mở cửa"), kind="faq"),
    source("greeting", ("topic", "chào em"), ("topic", "em ơi"), kind="smalltalk"),
]


def agree(sources: list[Source], message: Reading) -> None:
    """Checks every number of the index against the plain one."""
    index, plain = Index(sources), PlainIndex(sources)
    terms = list(index.vocabulary)
    heard = index.hear(message)
    looked_up, mass, known = plain.heard(message.terms)
    assert (heard.mass, heard.known) == pytest.approx((mass, known), abs=NEAR)
    assert {terms[number]: weight for number, weight in zip(heard.terms, heard.weights, strict=True)} == looked_up
    assert index.lean == pytest.approx(plain.lean, abs=NEAR)

    found = index.scores(heard, len(sources))
    assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))
    assert found[:2] == index.scores(heard, 2)
    assert dict(found) == pytest.approx(plain.scores(looked_up), abs=NEAR)

    numbers = [number for number, _ in found]
    alike = index.likeness(heard, numbers) if numbers else []
    for number, near in zip(numbers, alike, strict=True):
        assert (near.best, near.second, near.name) == pytest.approx(plain.likeness(looked_up, number), abs=NEAR)
        if near.phrase >= 0:
            place = near.phrase - sum(len(phrases) for phrases in plain.phrases[:number])
            assert near.said == pytest.approx(plain.portion(looked_up, number, place), abs=NEAR)
    for number, amounts in enumerate(plain.amounts):
        counted = {term: weight * amounts[term] for term, weight in message.terms.items() if term in amounts}
        assert index.counted(message.terms.items(), number) == pytest.approx(counted, abs=NEAR)


@pytest.mark.parametrize(
    "text",
    [
        "làm giấy khai sinh cho con em",
        "lam giay khai sinh cho con",
        "đăng ký",
        "cho em",
        "bố em mất, cần giấy gì ạ",
        "chào em",
        "xe đạp điện",
        "",
    ],
)
def test_every_number_is_that_of_the_plain_formulas(text: str) -> None:
    agree(SMALL, READER.read(text))


WORDS = ("khai", "sinh", "tu", "cho", "=khai0", "=sinh0", "khai sinh", "khai tu", "#giay", "#mat", "#giay+mat")
WEIGHTS = st.sampled_from([QUIET, 0.35, 0.5, 0.7, 1.0])
PHRASES = st.dictionaries(st.sampled_from(WORDS), WEIGHTS, min_size=1, max_size=6).map(said)
TEXTS = st.builds(Text, st.sampled_from(["title", "name", "ask", "situation", "field", "topic"]), PHRASES)
ENTRIES = st.builds(Entry, st.sampled_from(["procedure", "faq", "smalltalk", "nothing"]), st.just("x"), st.just("x"))
SOURCES = st.builds(Source, ENTRIES, st.lists(TEXTS, max_size=4).map(tuple))
MESSAGES = st.dictionaries(st.sampled_from([*WORDS, "la", "lung", "la lung", "=la0"]), WEIGHTS, max_size=10).map(said)


@given(sources=st.lists(SOURCES, max_size=8), message=MESSAGES)
def test_any_small_catalogue_has_the_numbers_of_the_plain_formulas(sources: list[Source], message: Reading) -> None:
    agree(sources, message)


@given(sources=st.lists(SOURCES, max_size=5), message=MESSAGES)
def test_a_generator_gives_the_index_of_a_list(sources: list[Source], message: Reading) -> None:
    one, other = Index(sources), Index(source for source in sources)
    assert one.hear(message) == other.hear(message)
    assert one.scores(one.hear(message), 8) == other.scores(other.hear(message), 8)
    assert (one.phrases, one.lean, one.titles) == (other.phrases, other.lean, other.titles)


def test_an_empty_catalogue_finds_nothing() -> None:
    index = Index([])
    heard = index.hear(READER.read("khai sinh"))
    assert (heard.terms, heard.known) == ((), 0.0)
    assert heard.mass > 0
    assert index.scores(heard, 8) == []
    assert list(index.said()) == []


def test_unknown_words_weigh_but_find_nothing() -> None:
    index = Index(SMALL)
    heard = index.hear(READER.read("xe đạp điện"))
    assert heard.mass == pytest.approx(3 * index.unknown)
    assert index.scores(heard, 8) == []


def test_one_term_finds_every_entry_that_says_it() -> None:
    index = Index(SMALL)
    assert {number for number, _ in index.scores(index.hear(said({"giay": 1.0})), 8)} == {0, 1}


def test_equal_scores_come_by_entry_number() -> None:
    index = Index([source(str(number), ("name", "giấy khai sinh")) for number in range(20)])
    assert [number for number, _ in index.scores(index.hear(READER.read("khai sinh")), 6)] == [0, 1, 2, 3, 4, 5]


def test_fillers_find_an_entry_of_nothing_but_fillers() -> None:
    index = Index([*SMALL, source("please", ("topic", "cho em ạ"), kind="nothing")])
    assert index.scores(index.hear(READER.read("cho em ạ")), 1)[0][0] == len(SMALL)


def test_a_phrase_of_nothing_but_fillers_is_like_no_message() -> None:
    index = Index([source("please", ("name", "cho em ạ"), ("ask", "khai sinh"))])
    near = index.likeness(index.hear(READER.read("cho em khai sinh ạ")), [0])[0]
    assert (near.name, near.second) == (0.0, 0.0)
    assert near.best > 0


def test_nothing_alike_has_no_phrase() -> None:
    index = Index([source("please", ("name", "cho em ạ"))])
    near = index.likeness(index.hear(READER.read("cho em ạ")), [0])[0]
    assert (near.best, near.said, near.phrase) == (0.0, 0.0, -1)


def test_the_name_of_a_field_is_like_no_message() -> None:
    index = Index([source("stay", ("field", "cư trú"), ("name", "ở trọ"))])
    assert index.likeness(index.hear(READER.read("cư trú")), [0])[0].best == 0.0


@pytest.mark.parametrize("wordless", ["!!!", "0123456789", ""])
@pytest.mark.parametrize("field", ["name", "ask"])
def test_a_phrase_without_words_changes_nothing(wordless: str, field: str) -> None:
    message = READER.read("làm giấy khai sinh")
    told = ("name", "giấy khai sinh")
    plain = Index([source("birth", told), source("death", ("name", "khai tử"))])
    odd = Index([source("birth", told, (field, wordless)), source("death", ("name", "khai tử"), (field, wordless))])
    assert odd.likeness(odd.hear(message), [0, 1]) == plain.likeness(plain.hear(message), [0, 1])
    assert odd.scores(odd.hear(message), 8) == plain.scores(plain.hear(message), 8)


def test_a_catalogue_without_words_finds_nothing() -> None:
    index = Index([source("birth", ("name", "!!!")), source("death")])
    assert index.scores(index.hear(READER.read("khai sinh")), 8) == []


def test_no_more_terms_are_looked_up_than_the_loudest() -> None:
    spoken = said({f"w{number}": 1.0 for number in range(3 * LOUDEST)})
    index = Index([Source(Entry("procedure", "long", "long"), (Text("ask", spoken),))])
    assert len(index.hear(spoken).terms) == LOUDEST


@pytest.fixture(scope="module")
def crowded() -> list[Source]:
    """More entries than a common term may have, all saying «giay»; every hundredth also says «khai», the first «sinh» too."""
    common, rare = Text("name", said({"giay": 1.0})), Text("name", said({"giay": 1.0, "khai": 1.0}))
    rarest = Text("name", said({"giay": 1.0, "khai": 1.0, "sinh": 1.0}))
    sources = [
        Source(Entry("procedure", str(number), ""), (common if number % 100 else rare,))
        for number in range(COMMON + 900)
    ]
    return [Source(sources[0].entry, (rarest,)), *sources[1:]]


def test_a_common_term_brings_up_no_entry_by_itself(crowded: list[Source]) -> None:
    index = Index(crowded)
    found = index.scores(index.hear(said({"giay": 1.0, "khai": 1.0})), len(crowded))
    assert {number for number, _ in found} == set(range(0, len(crowded), 100))


def test_a_common_term_adds_to_what_a_rare_one_brought_up(crowded: list[Source]) -> None:
    agree(crowded, said({"giay": 1.0, "khai": 1.0, "sinh": 0.5}))


def test_a_common_term_alone_still_finds_its_entries(crowded: list[Source]) -> None:
    index = Index(crowded)
    assert len(index.scores(index.hear(said({"giay": 1.0})), 8)) == 8


def test_faint_entries_are_out_of_the_running(crowded: list[Source]) -> None:
    index = Index(crowded)
    scores = dict(index.scores(index.hear(said({"sinh": 1.0, "khai": 0.12})), len(crowded)))
    assert min(scores.values()) > max(scores.values()) * FAINT
    assert set(scores) == {0}
