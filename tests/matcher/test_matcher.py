"""The matcher on a small catalogue of its own: kinds of typing, aspects, corrections, talk beside the point, hostile input."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue.model import Calendar, Catalogue, Kind, Offices, Procedure, Source
from bot.matcher import Intent, Matcher, Verdict, build


def procedure(code: str, title: str, names: tuple[str, ...], situations: tuple[str, ...] = ()) -> Procedure:
    """A procedure of ours with the least it needs."""
    return Procedure(
        code=code,
        title=title,
        plain=title,
        kind=Kind.GUIDANCE,
        field="Thử",
        level=("xã",),
        names=names,
        situations=situations,
        purpose=title,
        decides="Ủy ban nhân dân xã",
        source=Source(decision="1/QĐ", checked_on="23/11/2026"),  # type: ignore[arg-type]
    )


BIRTH, DEATH, MARRIAGE = "1.900001", "1.900002", "1.900003"
CARD_NEW, CARD_AGAIN, STAY = "1.900004", "1.900005", "1.900006"


def catalogue() -> Catalogue:
    """Six procedures and the word lists they need."""
    procedures = (
        procedure(BIRTH, "Đăng ký khai sinh", ("giấy khai sinh", "làm khai sinh cho con"), ("vợ tôi mới sinh em bé",)),
        procedure(DEATH, "Đăng ký khai tử", ("giấy khai tử", "giấy chứng tử"), ("bố tôi mới mất tuần trước",)),
        procedure(MARRIAGE, "Đăng ký kết hôn", ("giấy kết hôn", "lấy chồng", "lấy vợ"), ("hai đứa sắp cưới",)),
        procedure(CARD_NEW, "Cấp thẻ căn cước", ("làm căn cước lần đầu",)),
        procedure(CARD_AGAIN, "Cấp lại thẻ căn cước", ("mất căn cước", "làm lại căn cước"), ("rơi mất thẻ căn cước",)),
        procedure(STAY, "Đăng ký tạm trú", ("tạm trú", "ở trọ"), ("mới thuê phòng trọ",)),
    )
    return Catalogue(
        procedures={one.code: one for one in procedures},
        faq={},
        topics={},
        offices=Offices(province="", offices=()),
        calendar=Calendar.model_validate({"late_after": "15:00"}),
        words={
            "abbreviations": (
                {"means": "giấy khai sinh", "typed": ["gks"]},
                {"means": "căn cước công dân", "typed": ["cccd"]},
                {"means": "làm", "typed": ["lm"]},
                {"means": "khai sinh", "typed": ["ks"], "near": ["con", "bé"]},
            ),
            "concepts": (
                {"concept": "khai_tu", "phrases": ["khai tử"]},
                {"concept": "ket_hon", "phrases": ["kết hôn"]},
                {"concept": "can_cuoc", "phrases": ["căn cước", "thẻ căn cước"]},
                {"concept": "cap_lai", "phrases": ["cấp lại", "làm lại"]},
                {"concept": "mat_giay", "phrases": ["bị mất", "rơi mất", "mất thẻ"]},
            ),
            "aspects": (
                {"aspect": "fee", "phrases": ["lệ phí", "bao nhiêu tiền", "phí bao nhiêu"]},
                {"aspect": "time", "phrases": ["mất bao lâu", "mấy ngày"]},
            ),
            "fillers": ({"filler": "small", "phrases": ["ạ", "cho", "thì", "em", "tôi", "mất", "là"]},),
            "requests": ({"request": "ask", "phrases": ["thế nào", "ở đâu", "bao nhiêu", "làm", "xin"]},),
            "smalltalk": (
                {"kind": "greeting", "phrases": ["xin chào", "chào bạn"]},
                {"kind": "thanks", "phrases": ["cảm ơn", "cảm ơn nhiều"]},
            ),
            "human": ({"kind": "phone", "phrases": ["số điện thoại cán bộ", "gặp cán bộ"]},),
            "nothing": ({"kind": "weather", "phrases": ["thời tiết hôm nay", "mai có mưa không"]},),
        },
    )


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return build(catalogue())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Làm giấy khai sinh cho con", BIRTH),
        ("lam giay khai sinh cho con", BIRTH),
        ("e lm gks cho bé", BIRTH),
        ("làm ks cho con", BIRTH),
        ("đăng kí khai xinh", BIRTH),
        ("ddawng kys khai tuwr", DEATH),
        ("bố tôi mất", DEATH),
        ("đăng ký nấy chồng", MARRIAGE),
        ("dangky kethon", MARRIAGE),
        ("rơi mất cccd", CARD_AGAIN),
        ("  thuê   phòng trọ  ", STAY),
    ],
)
def test_finds_what_is_meant(matcher: Matcher, text: str, code: str) -> None:
    assert matcher.match(text).candidates[0].id == code


def test_correction_is_heard(matcher: Matcher) -> None:
    assert matcher.match("không phải khai sinh, em hỏi khai tử").candidates[0].id == DEATH
    assert matcher.match("giấy khai tử chứ không phải giấy khai sinh").candidates[0].id == DEATH


@pytest.mark.parametrize(
    "text",
    ["giấy khai tử và đăng ký kết hôn", "giấy khai tử, giấy kết hôn", "1. khai tử 2. kết hôn", "Khai tử\nKết hôn"],
)
def test_things_named_side_by_side_are_all_found(matcher: Matcher, text: str) -> None:
    found = matcher.match(text)
    assert found.verdict is Verdict.ANSWER
    assert {found.candidates[0].id, *(one.id for one in found.also)} == {DEATH, MARRIAGE}


@pytest.mark.parametrize(
    "text", ["làm khai sinh cho con", "mất thẻ căn cước và mất lâu chưa làm lại", "khai tử, cảm ơn nhiều"]
)
def test_one_question_stays_one(matcher: Matcher, text: str) -> None:
    assert matcher.match(text).also == ()


def test_aspect_is_split_off(matcher: Matcher) -> None:
    found = matcher.match("đăng ký kết hôn lệ phí thế nào")
    assert (found.candidates[0].id, found.aspect) == (MARRIAGE, "fee")


def test_bare_aspect_is_about_what_was_talked_about(matcher: Matcher) -> None:
    found = matcher.match("phí bao nhiêu", f"procedure:{BIRTH}")
    assert found.about_focus
    assert found.verdict is Verdict.ABSTAIN
    assert found.aspect == "fee"


def test_loss_of_a_paper_is_not_a_death(matcher: Matcher) -> None:
    assert matcher.match("bị mất căn cước").candidates[0].id == CARD_AGAIN


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("xin chào", Intent.SMALLTALK),
        ("😀😀", Intent.SMALLTALK),
        ("cho xin số điện thoại cán bộ", Intent.HUMAN),
        ("thời tiết hôm nay", Intent.NOTHING),
        ("", Intent.NOTHING),
        (",,,,", Intent.NOTHING),
    ],
)
def test_talk_beside_the_point(matcher: Matcher, text: str, intent: Intent) -> None:
    found = matcher.match(text)
    assert found.verdict is Verdict.ABSTAIN
    assert found.intent is intent


def test_thanks_have_a_kind(matcher: Matcher) -> None:
    assert matcher.match("cảm ơn nhiều").smalltalk == "thanks"


def test_candidates_are_ranked_whatever_the_verdict(matcher: Matcher) -> None:
    found = matcher.match("thẻ căn cước")
    assert 2 <= len(found.candidates) <= 10
    confidences = [one.confidence for one in found.candidates]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= one <= 1 for one in confidences)


def test_same_question_same_answer(matcher: Matcher) -> None:
    assert matcher.match("mất căn cước") == build(catalogue()).match("mất căn cước")


def test_explanation_names_words_and_phrase(matcher: Matcher) -> None:
    why = matcher.explain("rơi mất thẻ căn cước")
    assert why.reasons[0].id == CARD_AGAIN
    assert why.reasons[0].phrase == "rơi mất thẻ căn cước"
    assert any("can_cuoc" in term for term, _ in why.reasons[0].terms)
    assert why.reasons[1].lacked


HOSTILE = {
    "ten thousand letters": "a" * 10_000,
    "one word": "khai " * 5_000,
    "emoji": "😀" * 10_000,
    "sql": "'; DROP TABLE users; -- " * 400,
    "html": "<script>alert(1)</script>" * 400,
    "right to left": "مرحبا بالعالم " * 700,
    "zero width": "khai\u200bsinh\u200b" * 800,
    "numbers": "123456789012 " * 700,
    "article": "hôm nay trời đẹp tôi đi chợ mua rau rồi về nhà nấu cơm cho cả nhà ăn " * 140,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_is_bounded(matcher: Matcher, text: str) -> None:
    began = time.thread_time()
    found = matcher.match(text)
    assert time.thread_time() - began < 0.2, "ten times the bound of a quiet machine"
    assert found.verdict in set(Verdict)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_is_survived(matcher: Matcher, text: str) -> None:
    found = matcher.match(text)
    assert len(found.candidates) <= 10


def twins(*levels: str) -> Matcher:
    """Procedures of one official name at these levels, in this order, among the others."""
    named = [
        procedure(f"1.91000{place}", f"Cấp giấy phép câu cá (cấp {level})", ()).model_copy(update={"level": (level,)})
        for place, level in enumerate(levels)
    ]
    whole = catalogue()
    return build(
        whole.model_copy(update={"procedures": {one.code: one for one in (*named, *whole.procedures.values())}})
    )


@pytest.mark.parametrize("levels", [("tỉnh", "xã"), ("xã", "tỉnh"), ("bộ", "tỉnh", "xã")])
def test_of_one_name_the_nearest_office_comes_first(levels: tuple[str, ...]) -> None:
    found = twins(*levels).match("xin giấy phép câu cá")
    assert found.candidates[0].id == f"1.91000{levels.index('xã')}"


def bare() -> Matcher:
    """Three procedures about one paper, none of them the plain one."""
    three = (
        procedure("1.920001", "Cấp lại thẻ căn cước", ("căn cước bị mất",)),
        procedure("1.920002", "Đổi thẻ căn cước", ("căn cước hết hạn",)),
        procedure("1.920003", "Làm thẻ căn cước lần đầu", ("căn cước lần đầu",)),
    )
    whole = catalogue()
    more = (
        {"concept": "cap_doi", "phrases": ["đổi", "hết hạn"]},
        {"concept": "cap_moi", "phrases": ["lần đầu"]},
    )
    words = {**whole.words, "concepts": (*whole.words["concepts"], *more)}
    kept = {code: one for code, one in whole.procedures.items() if code not in {CARD_NEW, CARD_AGAIN}}
    return build(whole.model_copy(update={"procedures": kept | {one.code: one for one in three}, "words": words}))


def test_a_bare_word_is_asked_back() -> None:
    found = bare().match("căn cước")
    assert found.verdict is Verdict.CHOOSE
    assert {one.id for one in found.candidates[:3]} == {"1.920001", "1.920002", "1.920003"}
    assert found.ask_back.startswith("Anh/chị muốn ")
    assert len({one.confidence for one in found.candidates[:3]}) == 1


def test_a_bare_word_with_its_deed_is_no_longer_open() -> None:
    assert bare().match("đổi căn cước").candidates[0].id == "1.920002"
    assert bare().match("đổi căn cước").ask_back == ""


@pytest.mark.parametrize(
    "text", ["khai tử và kết hôn", "1. khai tử 2. kết hôn", "căn cước", "khai tử, kết hôn, tạm trú"]
)
def test_chances_of_things_named_together_never_rise_nor_exceed_certainty(matcher: Matcher, text: str) -> None:
    chances = [one.confidence for one in matcher.match(text).candidates]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1.001
