"""Mending: what ear and hand slip into is read as the content's words, and what means something by itself stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import fold, words
from bot.matcher.spelling import OFTEN, SURE, Spelling
from bot.matcher.terms import Phrases, Said

SAID = """
    giấy khai sinh · đăng ký khai sinh · làm khai sinh cho con · đăng ký khai tử
    đăng ký kết hôn · có yếu tố nước ngoài · người nước ngoài · ra nước ngoài
    trích lục khai sinh · trích lục khai tử · trích lục kết hôn
    giấy phép xây dựng · xin giấy phép xây dựng · nhà đang xây dựng
    giấy phép sửa nhà · giấy phép kinh doanh · hộ kinh doanh · đăng ký hộ kinh doanh
    lý lịch tư pháp · phiếu lý lịch tư pháp · lý lịch tư pháp số hai
    sang tên xe · sang tên xe máy · sang tên sổ đỏ · nhà dột nát
    thẻ căn cước · mất căn cước · năm nay làm · làm lại căn cước · làm lại giấy tờ · làm lại đăng ký xe · giấy tờ xe
    lấy chồng · muốn lấy chồng · sắp lấy chồng
"""
ROWS = [words(phrase) for line in SAID.splitlines() for phrase in line.split("·")]


def spelling_of(rows: Iterable[Sequence[str]], spoken: Iterable[Sequence[str]] = ()) -> Spelling:
    """The spelling of a content that says these rows of words."""
    phrases = Phrases()
    for row in rows:
        phrases.add(Said(tuple(row), bytes(len(row)), True, ()))
    return Spelling(phrases, spoken)


SPELLING = spelling_of(ROWS, [["bảo", "trợ"]])


def mended(text: str, accented: bool) -> str:
    """The text with its slips mended."""
    return " ".join(SPELLING.mend(words(text), accented))


@pytest.mark.parametrize(
    ("slip", "typed", "meant"),
    [
        ("n for l", "muốn nấy chồng", "muốn lấy chồng"),
        ("n for l before another word", "lý nịch tư pháp", "lý lịch tư pháp"),
        ("l for n", "yếu tố lước ngoài", "yếu tố nước ngoài"),
        ("x for s", "giấy khai xinh", "giấy khai sinh"),
        ("x for s at the start", "xang tên xe", "sang tên xe"),
        ("s for x", "giấy phép sây dựng", "giấy phép xây dựng"),
        ("ch for tr", "chích lục khai sinh", "trích lục khai sinh"),
        ("d for gi", "dấy phép xây dựng", "giấy phép xây dựng"),
        ("r for gi", "rấy phép kinh doanh", "giấy phép kinh doanh"),
        ("gi for d", "hộ kinh gioanh", "hộ kinh doanh"),
        ("r for d", "hộ kinh roanh", "hộ kinh doanh"),
        ("ng for n at the end", "thẻ căng cước", "thẻ căn cước"),
    ],
)
@pytest.mark.parametrize("accented", [True, False], ids=["marks", "plain"])
def test_slips_by_ear_are_mended(slip: str, typed: str, meant: str, accented: bool) -> None:
    text = typed if accented else fold(typed)
    assert fold(mended(text, accented)) == fold(meant), slip


@pytest.mark.parametrize("typed", ["lí lịch tư pháp", "đăng kí kết hôn"])
def test_a_last_i_for_y_is_the_same_word(typed: str) -> None:
    assert mended(typed, True) == typed
    assert all(fold(word) in SPELLING.words for word in words(typed))


@pytest.mark.parametrize(
    ("slip", "typed", "meant"),
    [
        ("a letter left out", "giay phep knh doanh", "giay phep kinh doanh"),
        ("a letter too many", "giay khai sinhh", "giay khai sinh"),
        ("the key beside it", "dang ky kdt hon", "dang ky ket hon"),
        ("two letters swapped", "ho kihn doanh", "ho kinh doanh"),
        ("the first letter", "giay khai ainh", "giay khai sinh"),
        ("with marks", "hộ kinh doahn", "hộ kinh doanh"),
    ],
)
def test_slips_of_one_letter_are_mended(slip: str, typed: str, meant: str) -> None:
    assert fold(mended(typed, False)) == fold(meant), slip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khaisinh", "khai sinh"),
        ("giaykhaisinh", "giấy khai sinh"),
        ("dangkikhaisinh", "đăng ký khai sinh"),
        ("đăngkíkếthôn", "đăng ký kết hôn"),
        ("hokinhdoanh", "hộ kinh doanh"),
        ("lam cancuoc", "lam căn cước"),
    ],
)
def test_words_typed_together_are_taken_apart(typed: str, meant: str) -> None:
    assert mended(typed, False) == meant


@pytest.mark.parametrize("typed", ["khaixe", "sinhcuoc", "baotro"])
def test_words_that_hardly_stand_beside_each_other_are_not_taken_apart(typed: str) -> None:
    assert mended(typed, False) == typed


@pytest.mark.parametrize("typed", ["khaisinh" * 4, "dangky" * 200])
def test_only_short_runs_are_taken_apart(typed: str) -> None:
    assert SPELLING.mend([typed], False) == [typed]


@pytest.mark.parametrize(
    "typed",
    [
        "giấy khai sinh cho con",  # the content's own
        "bánh mì ở đâu ngon",  # proper words the content never uses
        "nay trời nắng",
        "vneid",  # no syllable, and near nothing
        "bhyt",
        "0912345678",
        "x y z",
        "năm nay con lên lớp năm",  # «lăm» and «lay» are no words here
        "ở chọ",  # no «trọ» in this content
        "bảo trợ",
    ],
)
@pytest.mark.parametrize("accented", [True, False], ids=["marks", "plain"])
def test_words_that_mean_something_stay(typed: str, accented: bool) -> None:
    text = typed if accented else fold(typed)
    assert mended(text, accented) == text


@pytest.mark.parametrize("typed", ["ný nịch tư pháp", "muốn nàm nại căn cước"])
def test_two_slips_side_by_side_are_both_mended(typed: str) -> None:
    assert mended(typed, True) in {"lý lịch tư pháp", "muốn làm lại căn cước"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("giấy fép xây dựng", "giấy phép xây dựng"), ("jấy khai sinh", "giấy khai sinh"), ("zấy phép", "giấy phép")],
)
def test_letters_of_the_young_are_read_by_ear(typed: str, meant: str) -> None:
    assert mended(typed, True) == meant


def test_another_tone_is_another_word() -> None:
    """«nẩy chồng» is not «lấy chồng» misheard: those who mix up n and l do not mix up tones."""
    assert mended("nẩy chồng", True) == "nẩy chồng"


def test_hook_and_tilde_are_one_tone_to_the_ear() -> None:
    spelling = spelling_of([["lẩy", "chồng"]] * SURE)
    assert spelling.mend(["nẫy", "chồng"], True) == ["lẩy", "chồng"]


def test_a_pair_seen_too_rarely_overrules_nothing() -> None:
    seldom, often = spelling_of([["lấy", "chồng"]] * (SURE - 1)), spelling_of([["lấy", "chồng"]] * SURE)
    assert seldom.mend(["nấy", "chồng"], True) == ["nấy", "chồng"]
    assert often.mend(["nấy", "chồng"], True) == ["lấy", "chồng"]


def test_neighbours_choose_the_word() -> None:
    spelling = spelling_of([["xây", "nhà"]] * SURE + [["say", "rượu"]] * SURE)
    assert spelling.mend(["sây", "nhà"], True) == ["xây", "nhà"]
    assert spelling.mend(["xay", "rượu"], True) == ["say", "rượu"]


def test_neighbours_choose_the_marks() -> None:
    spelling = spelling_of([["khai", "tử"], ["số", "từ"], ["từ", "chối"], ["từ", "chối"]])
    assert spelling.mend(["khai", "tuw"], False) == ["khai", "tử"]
    assert spelling.mend(["tuw", "choi"], False) == ["từ", "choi"]


def test_marks_without_neighbours_are_the_most_frequent() -> None:
    spelling = spelling_of([["trường"], ["trường"], ["trưởng"]])
    assert spelling.mend(["truongg"], False) == ["trường"]


def test_what_is_known_only_as_spoken_is_known() -> None:
    assert mended("bảo trợ xã hội", True) == "bảo trợ xã hội"
    assert "tro" in SPELLING.words


def test_an_empty_content_mends_nothing() -> None:
    assert spelling_of([]).mend(["giấy", "khai", "sinj"], True) == ["giấy", "khai", "sinj"]


@given(st.lists(st.sampled_from([word for row in ROWS for word in row]), max_size=8))
def test_the_content_s_own_words_in_any_order_are_never_split(typed: list[str]) -> None:
    assert len(SPELLING.mend(typed, True)) == len(typed)


@given(st.sampled_from(ROWS), st.booleans())
def test_the_content_s_own_phrases_stay(row: list[str], accented: bool) -> None:
    typed = row if accented else [fold(word) for word in row]
    assert SPELLING.mend(typed, accented) == typed


@given(st.text(max_size=60), st.booleans())
def test_any_words_are_survived(text: str, accented: bool) -> None:
    typed = words(text)
    once = SPELLING.mend(typed, accented)
    assert once == SPELLING.mend(list(typed), accented)
    assert all(once)


def test_a_word_known_beside_both_neighbours_stays_however_rare() -> None:
    spelling = spelling_of([["mẹ", "chồng"]] * 50 + [["mẹ", "tròn", "con", "vuông"]])
    assert spelling.mend(["mẹ", "tròn", "con", "vuông"], True) == ["mẹ", "tròn", "con", "vuông"]


def test_a_word_known_beside_one_neighbour_gives_way_to_one_used_far_more_often_beside_the_other() -> None:
    spelling = spelling_of([["thường", "trú", "cho"]] * 20 + [["chú", "cho"]])
    assert spelling.mend(["thường", "chú", "cho"], True) == ["thường", "trú", "cho"]


CLIPPED = spelling_of([["đi", "hộ", "chiếu"]] * OFTEN + [["nộp", "tờ", "trình"]] * OFTEN + [["nhà", "chiếu"]] * 2)


@pytest.mark.parametrize(("typed", "meant"), [("hchieu", "hộ chiếu"), ("hchiếu", "hộ chiếu"), ("ttrinh", "tờ trình")])
@pytest.mark.parametrize("accented", [True, False], ids=["marks", "plain"])
def test_a_first_word_clipped_to_a_letter_is_written_out(typed: str, meant: str, accented: bool) -> None:
    assert CLIPPED.mend([typed], accented) == meant.split()


@pytest.mark.parametrize("typed", ["kchieu", "nhchieu"])
def test_a_letter_before_a_word_that_starts_no_frequent_pair_is_a_slip(typed: str) -> None:
    assert len(CLIPPED.mend([typed], False)) == 1
