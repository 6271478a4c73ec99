"""Hostile, foreign and broken input: a verdict comes, always the same, for a bounded amount of work."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.catalogue.loader import load
from bot.catalogue.model import Catalogue
from bot.matcher import Match, Matcher, Verdict, build
from bot.matcher.entries import sources
from bot.matcher.index import LOUDEST, Heard, Index
from bot.matcher.lexicon import lexicon
from bot.matcher.matcher import LONGEST
from bot.matcher.ranking import MOST
from bot.matcher.reading import MOST_WORDS, Reader
from bot.matcher.spelling import Spelling
from tests.matcher.test_matcher import BIRTH, catalogue

LONG = 10_000
"""Characters of the messages here; the matcher itself reads no more than ``LONGEST``."""


def filled(text: str) -> str:
    """The text over and over, up to ``LONG`` characters."""
    return (text * (LONG // len(text) + 1))[:LONG]


MADE_UP = ["".join(parts) for parts in product("bcdghklmnt", ("a", "e", "o", "u", "oa", "ie"), "bcdghklmnptvxzqrs")]

BESIDE = {
    "one letter": "a" * LONG,
    "emoji": "😀" * LONG,
    "chinese": filled("请问今天的天气怎么样？"),
    "arabic": filled("كيف حال الطقس اليوم؟ "),
    "thai": filled("วันนี้อากาศเป็นอย่างไร "),
    "korean": filled("오늘 날씨 어때요. "),
    "devanagari": filled("आज मौसम कैसा है "),
    "sql": filled("'; DROP TABLE users; -- "),
    "code": filled("def f(x): return {i: x[i] for i in range(10)}\n"),
    "markup": filled('<div class="x"><script>alert(1)</script></div>'),
    "control": filled("\x00\x01\x02\x1b[31m\x7f"),
    "surrogates": "\ud800\udfff" * (LONG // 2),
    "numbers": filled("123456789012 "),
    "signs": filled("?!.,;:-()[]/&"),
    "dots": filled("q."),
    "slashes": filled("x/y&z "),
    "one long word": filled("trongxuong"),
    "ligatures": "\ufdfa" * LONG,
    "dotted capitals": "\u0130" * LONG,
    "no letters but marks": "\u0301" * LONG,
    "marks piled on one letter": "q" + "\u0301\u0323" * (LONG // 2),
}
ASKING = {
    "one word": "khai " * 5_000,
    "one question": filled("làm giấy khai sinh cần gì? "),
    "one short form": filled("cccd "),
    "glued": filled("giaykhaisinh "),
    "taken back": filled("không phải khai sinh, "),
    "not even once a pause": filled("em hỏi giấy khai sinh chứ không phải "),
    "unit after unit": filled("xã "),
    "three thousand words": " ".join((MADE_UP * 3)[:3000]),
    "three thousand words and a question": " ".join(MADE_UP[:900]) + " giấy khai sinh",
    "article": filled(
        "Chiều nay giá vàng trong nước tăng mạnh. Nhiều người xếp hàng từ sáng sớm! Vậy thị trường ra sao? "
        "Các chuyên gia khuyên nên thận trọng; ngân hàng chưa nói gì.\n"
    ),
    "markup around a question": filled('<p class="a">giấy khai sinh</p>'),
}
HOSTILE = BESIDE | ASKING

QUESTION = "làm giấy khai sinh cho con"
DRESSED = {
    "marks apart": unicodedata.normalize("NFD", QUESTION),
    "compatible letters": unicodedata.normalize("NFKD", QUESTION),
    "capitals": QUESTION.upper(),
    "spaces": "  " + QUESTION.replace(" ", "   \t\r\n") + "\n\n",
    "foreign spaces": QUESTION.replace(" ", "\u3000\u00a0\u2003"),
    "zero width": "\u200b".join(QUESTION),
    "joiners": "\u200d\u2060".join(QUESTION),
    "soft hyphens": QUESTION.replace("i", "i\u00ad"),
    "byte order mark": "\ufeff" + QUESTION,
    "right to left": f"\u202e\u2067{QUESTION}\u2069\u202c\u200f",
    "control characters": QUESTION.replace(" ", "\x00\x1b\x07 "),
    "lone surrogates": "\ud83d " + QUESTION.replace(" ", "\udc00 \ud800") + "\udfff",
    "emoji": f"🙏🙏 {QUESTION} 👶🏻❤\ufe0f",
    "full width": "".join(chr(ord(one) + 0xFEE0) if "a" <= one <= "z" else one for one in QUESTION),
    "signs": f"***{QUESTION.replace(' ', ', ')}???!!!",
}


@cache
def small() -> Catalogue:
    """The hand-made catalogue."""
    return catalogue()


@cache
def real() -> Catalogue:
    """The content of this repository."""
    return load([Path(__file__).resolve().parents[2]])


@cache
def matcher(content: str) -> Matcher:
    """The matcher of one of the two, built once."""
    return build(real() if content == "real" else small())


@cache
def rooms(content: str) -> tuple[Reader, Index, Spelling]:
    """What the matcher is made of, to count in."""
    chosen = real() if content == "real" else small()
    reader = Reader(lexicon(chosen.words))
    index = Index(sources(chosen, reader))
    return reader, index, Spelling(index.said, reader.lexicon.spoken)


def heard(text: str, content: str) -> tuple[Heard, int]:
    """The message as the index hears it, and how many words were mended for it."""
    reader, index, spelling = rooms(content)
    seen = 0

    def mend(typed: list[str], accented: bool) -> list[str]:
        nonlocal seen
        seen += len(typed)
        return spelling.mend(typed, accented)

    return index.hear(reader.read(text[:LONGEST], mend)), seen


def widest(content: str) -> int:
    """The words of the longest thing a short form is written out to."""
    shorts = rooms(content)[0].lexicon.abbreviations.values()
    return max(len(meaning) for ways in shorts for short in ways for meaning in short.meanings)


def sane(match: Match) -> bool:
    """Whether this is a whole answer: few candidates, each surer than the next, their chances no more than one together."""
    chances = [one.confidence for one in match.candidates]
    return (
        len(chances) <= MOST
        and chances == sorted(chances, reverse=True)
        and sum(chances) <= 1.001
        and len(match.also) <= 2
    )


CONTENTS = pytest.mark.parametrize("content", ["small", "real"])
EVERY = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


@EVERY
@CONTENTS
def test_a_verdict_comes_and_it_is_always_the_same(text: str, content: str) -> None:
    first = matcher(content).match(text)
    assert sane(first)
    assert matcher(content).match(text) == first


@EVERY
@CONTENTS
def test_the_work_is_bounded(text: str, content: str) -> None:
    told, mended = heard(text, content)
    most = (
        2 * MOST_WORDS * widest(content)
    )  # a sentence is cut by itself, and short forms are written out after the cut
    readings = (told.reading, *told.reading.others)
    assert mended <= most * len(readings)
    for reading in readings:
        assert len(reading.words) <= most
        assert len(reading.terms) <= 4 * most
    assert len(told.terms) <= LOUDEST


@pytest.mark.parametrize("text", [filled("cccd "), filled("giaykhaisinh ")], ids=["short forms", "glued"])
def test_no_more_than_the_most_words_are_looked_at(text: str) -> None:
    assert len(heard(text, "real")[0].reading.words) <= MOST_WORDS


@pytest.mark.parametrize("text", BESIDE.values(), ids=BESIDE)
@CONTENTS
def test_what_asks_nothing_is_not_answered(text: str, content: str) -> None:
    assert matcher(content).match(text).verdict is Verdict.ABSTAIN


@pytest.mark.parametrize("name", ["three thousand words", "article"])
def test_long_talk_is_not_answered(name: str) -> None:
    assert matcher("real").match(ASKING[name]).verdict is Verdict.ABSTAIN


@pytest.mark.parametrize("text", DRESSED.values(), ids=DRESSED)
@CONTENTS
def test_a_dressed_up_question_is_the_question(text: str, content: str) -> None:
    assert matcher(content).match(text) == matcher(content).match(QUESTION)


def test_the_question_itself_is_answered() -> None:
    found = matcher("small").match(QUESTION)
    assert (found.verdict, found.candidates[0].id) == (Verdict.ANSWER, BIRTH)


@CONTENTS
def test_markup_around_a_question_changes_hardly_anything(content: str) -> None:
    dressed, plain = matcher(content).match(f"<b>{QUESTION}</b>"), matcher(content).match(QUESTION)
    assert (dressed.verdict, dressed.candidates[0].id) == (plain.verdict, plain.candidates[0].id)


@pytest.mark.parametrize("name", ["one question", "markup around a question"])
def test_a_question_said_over_and_over_finds_what_it_asks(name: str) -> None:
    assert matcher("small").match(ASKING[name]).candidates[0].id == BIRTH


def test_what_stands_beyond_the_longest_message_changes_nothing() -> None:
    text = filled(QUESTION + " ")[:LONGEST]
    assert matcher("small").match(text + " khai tử") == matcher("small").match(text)


def test_another_matcher_of_the_same_content_says_the_same() -> None:
    again = build(small())
    assert [again.match(text) for text in HOSTILE.values()] == [
        matcher("small").match(text) for text in HOSTILE.values()
    ]


@EVERY
def test_every_message_can_be_explained(text: str) -> None:
    assert len(matcher("small").explain(text).reasons) <= 3


@pytest.mark.parametrize("focus", ["", "procedure:", "procedure:0.000000", ":::", "faq:\x00", f"procedure:{BIRTH}"])
def test_any_focus_is_survived(focus: str) -> None:
    assert sane(matcher("small").match("phí bao nhiêu cho khai sinh", focus))


ANY = st.text(st.characters(exclude_categories=()), max_size=300)
ODD = st.lists(
    st.sampled_from(
        ["khai sinh", "giấy", " ", "?", "\u200b", "\ud800", "cccd", "không phải", "\u0323", "/", "\n", "🙏", "9", "."]
    )
).map("".join)
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(text=ANY | ODD)
@example(text="V")  # procedures of less value stand before an answer
@pytest.mark.parametrize("content", ["small", "real"])
def test_any_text_gets_a_whole_answer(content: str, text: str) -> None:
    first = matcher(content).match(text)
    assert sane(first)
    assert matcher(content).match(text) == first


@QUICK
@given(text=ANY | ODD)
def test_any_text_is_bounded(text: str) -> None:
    told, mended = heard(text, "small")
    assert mended <= len(text) * widest("small")
    assert len(told.terms) <= LOUDEST
