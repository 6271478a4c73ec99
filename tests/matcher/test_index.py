"""The index: its arrays say what the plain formulas say, and odd catalogues and messages are survived."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matcher.entries import Entry, Source, Text
from bot.matcher.index import COMMON, FAINT, LOUDEST, Index
from bot.matcher.lexicon import lexicon
from bot.matcher.reading import Reader, Reading
from bot.matcher.terms import ASPECT, FILLER, QUIET, UNHEARD, Said
from tests.matcher.plain_index import PlainIndex, Terms

NEAR = 1e-4
"""The arrays keep single precision."""

READER = Reader(lexicon({"fillers": ({"filler": "small", "phrases": ["cho", "em", "ạ"]},)}))


def source(identity: str, *texts: tuple[str, str], kind: str = "procedure") -> Source:
    """An entry found by (field, text) phrases."""
    return Source(
        Entry(kind, identity, identity), tuple(Text(field, said) for field, text in texts for said in READER.said(text))
    )


def phrase(*words: str) -> Said:
    """A phrase of these words, all of them telling."""
    return Said(words, bytes(len(words)), True, ())


def message(terms: Terms) -> Reading:
    """A reading of nothing but these terms."""
    return Reading(tuple(terms), tuple(terms), terms, tuple(term[1:] for term in terms if term[0] == "#"))


SMALL = [
    source("birth", ("title", "Đăng ký khai sinh"), ("name", "giấy khai sinh"), ("ask", "làm khai sinh cho con")),
    source("death", ("title", "Đăng ký khai tử"), ("name", "giấy khai tử"), ("situation", "bố em mất")),
    source("stay", ("title", "Đăng ký tạm trú"), ("field", "Cư trú"), ("ask", "ở trọ cần gì")),
    source("hours", ("name", "mấy giờ mở cửa"), kind="faq"),
    source("greeting", ("topic", "chào em"), ("topic", "em ơi"), kind="smalltalk"),
]


def agree(sources: list[Source], asked: Reading) -> None:
    """Checks every number of the index against the plain one."""
    index, plain = Index(sources), PlainIndex(sources)
    terms = list(index.vocabulary)
    heard = index.hear(asked)
    looked_up, mass, known = plain.heard(asked.terms)
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
        counted = {term: weight * amounts[term] for term, weight in asked.terms.items() if term in amounts}
        assert index.counted(asked.terms.items(), number) == pytest.approx(counted, abs=NEAR)


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


WORDS = ("khai", "sinh", "tử", "tu", "em", "mình", "cho", "nk", "0912345678", "12")
IDEAS = ("giay", "mat", "xe")
TERMS = ("khai", "sinh", "tu", "cho", "=khai0", "=sinh0", "khai sinh", "khai tu", "toi", "#giay", "#mat", "#giay+mat")
WEIGHTS = st.sampled_from([QUIET, 0.35, 0.5, 0.7, 1.0])


@st.composite
def phrases(draw: st.DrawFn) -> Said:
    """Any phrase: words repeated, hushed or left out, with and without marks; perhaps nothing at all."""
    words = draw(st.lists(st.sampled_from(WORDS), max_size=7))
    hush = draw(st.lists(st.sampled_from([0, 0, FILLER, ASPECT, UNHEARD]), min_size=len(words), max_size=len(words)))
    ideas = draw(st.sets(st.sampled_from(IDEAS)))
    return Said(tuple(words), bytes(hush), draw(st.booleans()), tuple(sorted(ideas)))


PHRASES = phrases()
TEXTS = st.builds(Text, st.sampled_from(["title", "name", "ask", "situation", "field", "topic"]), PHRASES)
ENTRIES = st.builds(Entry, st.sampled_from(["procedure", "faq", "smalltalk", "nothing"]), st.just("x"), st.just("x"))
SOURCES = st.builds(Source, ENTRIES, st.lists(TEXTS, max_size=4).map(tuple))
MESSAGES = st.dictionaries(st.sampled_from([*TERMS, "la", "lung", "la lung", "=la0"]), WEIGHTS, max_size=10).map(
    message
)


@given(sources=st.lists(SOURCES, max_size=8), message=MESSAGES)
def test_any_small_catalogue_has_the_numbers_of_the_plain_formulas(sources: list[Source], message: Reading) -> None:
    agree(sources, message)


def test_the_words_of_a_phrase_can_be_shown() -> None:
    index = Index(SMALL)
    near = index.likeness(index.hear(READER.read("bố em mất")), [1])[0]
    assert index.phrase(near.phrase) == "bố em mất"


def test_a_phrase_with_an_open_short_form_is_found_by_each_of_its_meanings() -> None:
    lists = {"abbreviations": ({"typed": "cc", "means": ["căn cước", "công chứng"]},)}
    reader = Reader(lexicon(lists))
    assert [" ".join(one.words) for one in reader.said("làm cc")] == ["làm căn cước", "làm công chứng"]


@given(sources=st.lists(SOURCES, max_size=5), message=MESSAGES)
def test_a_generator_gives_the_index_of_a_list(sources: list[Source], message: Reading) -> None:
    one, other = Index(sources), Index(source for source in sources)
    assert one.hear(message) == other.hear(message)
    assert one.scores(one.hear(message), 8) == other.scores(other.hear(message), 8)
    assert (one.said.used(), one.lean, one.titles) == (other.said.used(), other.lean, other.titles)


def test_an_empty_catalogue_finds_nothing() -> None:
    index = Index([])
    heard = index.hear(READER.read("khai sinh"))
    assert (heard.terms, heard.known) == ((), 0.0)
    assert heard.mass > 0
    assert index.scores(heard, 8) == []
    assert len(index.said) == 0


def test_unknown_words_weigh_but_find_nothing() -> None:
    index = Index(SMALL)
    heard = index.hear(READER.read("xe đạp điện"))
    assert heard.mass == pytest.approx(3 * index.unknown)
    assert index.scores(heard, 8) == []


def test_one_term_finds_every_entry_that_says_it() -> None:
    index = Index(SMALL)
    assert {number for number, _ in index.scores(index.hear(message({"giay": 1.0})), 8)} == {0, 1}


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
    words = [f"w{number}" for number in range(3 * LOUDEST)]
    index = Index([Source(Entry("procedure", "long", "long"), (Text("ask", phrase(*words)),))])
    assert len(index.hear(message(dict.fromkeys(words, 1.0))).terms) == LOUDEST


@pytest.fixture(scope="module")
def crowded() -> list[Source]:
    """More entries than a common term may have, all saying «giay»; every hundredth also says «khai», the first «sinh» too."""
    common, rare = Text("name", phrase("giay")), Text("name", phrase("giay", "khai"))
    rarest = Text("name", phrase("giay", "khai", "sinh"))
    sources = [
        Source(Entry("procedure", str(number), ""), (common if number % 100 else rare,))
        for number in range(COMMON + 900)
    ]
    return [Source(sources[0].entry, (rarest,)), *sources[1:]]


def test_a_common_term_brings_up_no_entry_by_itself(crowded: list[Source]) -> None:
    index = Index(crowded)
    found = index.scores(index.hear(message({"giay": 1.0, "khai": 1.0})), len(crowded))
    assert {number for number, _ in found} == set(range(0, len(crowded), 100))


def test_a_common_term_adds_to_what_a_rare_one_brought_up(crowded: list[Source]) -> None:
    agree(crowded, message({"giay": 1.0, "khai": 1.0, "sinh": 0.5}))


def test_a_common_term_alone_still_finds_its_entries(crowded: list[Source]) -> None:
    index = Index(crowded)
    assert len(index.scores(index.hear(message({"giay": 1.0})), 8)) == 8


def test_faint_entries_are_out_of_the_running(crowded: list[Source]) -> None:
    index = Index(crowded)
    scores = dict(index.scores(index.hear(message({"sinh": 1.0, "khai": 0.12})), len(crowded)))
    assert min(scores.values()) > max(scores.values()) * FAINT
    assert set(scores) == {0}
