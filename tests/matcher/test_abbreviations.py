"""Short forms: written out by their grade, by what stands near, and left open where nothing decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalogue.loader import load
from bot.matcher.lexicon import lexicon
from bot.matcher.reading import Reader

READER = Reader(
    lexicon(
        {
            "abbreviations": (
                {"means": "giấy khai sinh", "typed": ["gks"]},
                {"means": "khai sinh", "typed": ["ks"], "near": ["con", "bé", "giấy"]},
                {"means": "hộ chiếu", "typed": ["h/c"]},
                {"means": "đăng ký", "typed": ["đk", "dk"]},
                {"means": "điều kiện", "typed": ["đk", "dk"], "near": ["có"]},
                {"means": "căn cước", "typed": ["cc"], "near": ["thẻ"]},
                {"means": ["căn cước", "công chứng"], "typed": ["cc"]},
                {"means": "kết hôn", "typed": ["kh"], "near": ["đăng"]},
                {"means": "một cửa", "typed": ["1 cửa"]},
                {"means": "công an xã", "typed": ["cax"]},
                {"means": "số điện thoại", "typed": ["sđt"]},
                {"means": "bảo hiểm y tế", "typed": ["bhyt"]},
            ),
            "concepts": (
                {"concept": "can_cuoc", "phrases": ["căn cước"]},
                {"concept": "chung_thuc", "phrases": ["công chứng"]},
            ),
        }
    )
)


def said(text: str) -> str:
    return " ".join(READER.read(text).words)


def test_a_safe_form_is_always_written_out() -> None:
    assert said("gks") == "giấy khai sinh"


def test_a_form_in_context_is_written_out_beside_its_word() -> None:
    assert said("ks cho con") == "khai sinh cho con"


def test_a_form_out_of_context_stays() -> None:
    assert said("ks ở biển") == "ks ở biển"


def test_a_form_alone_is_what_it_is_everywhere_or_first_of_all() -> None:
    assert said("ks") == "khai sinh"
    assert READER.read("cc").concepts == ("can_cuoc", "chung_thuc")


def test_a_form_is_no_keyboard_residue() -> None:
    assert said("cax") == "công an xã"


def test_near_is_within_four_words() -> None:
    assert said("ks cái này nay mai con") == "ks cái này nay mai con"
    assert said("ks cái này nay con") == "khai sinh cái này nay con"


def test_near_sees_what_was_written_out_before() -> None:
    assert said("đk kh") == "đăng ký kết hôn"


def test_near_heeds_marks_where_they_are_typed() -> None:
    assert said("ks còn kịp") == "ks còn kịp"


def test_the_first_group_with_its_word_near_wins() -> None:
    assert said("có đk gì") == "có điều kiện gì"
    assert said("đk giấy gì") == "đăng ký giấy gì"


def test_an_open_form_carries_all_its_meanings_alike() -> None:
    reading = READER.read("đi làm cc")
    assert reading.terms["#can_cuoc"] == reading.terms["#chung_thuc"] == 1.0
    assert reading.terms["can cuoc"] == reading.terms["cong chung"]
    assert set(reading.concepts) == {"can_cuoc", "chung_thuc"}


def test_an_open_form_pairs_each_meaning_with_its_neighbours() -> None:
    terms = READER.read("đi làm cc").terms
    assert terms["lam can"] == terms["lam cong"]


def test_an_open_form_is_shown_by_its_first_meaning() -> None:
    assert said("đi làm cc") == "đi làm căn cước"


def test_a_word_near_closes_an_open_form() -> None:
    assert READER.read("thẻ cc").concepts == ("can_cuoc",)


@pytest.mark.parametrize("typed", ["h/c", "hc", "H/C"])
def test_a_slash_inside_a_form_does_not_matter(typed: str) -> None:
    assert said(typed) == "hộ chiếu"


def test_a_form_typed_with_a_slash_is_the_form_without() -> None:
    assert said("đ/k g/k/s") == "đăng ký giấy khai sinh"


def test_words_joined_by_a_slash_are_two_words() -> None:
    assert said("sđt/bhyt") == "số điện thoại bảo hiểm y tế"


def test_a_long_message_is_read_once() -> None:
    assert not READER.read("cc " * 100).others


def test_a_number_can_begin_a_form() -> None:
    assert said("bộ phận 1 cửa") == "bộ phận một cửa"


def test_a_short_form_does_not_show_whether_marks_are_typed() -> None:
    assert READER.read("gks").accented
    assert not READER.read("gks cho be").accented


def test_each_meaning_of_an_open_form_is_a_reading_of_its_own() -> None:
    reading = READER.read("đi làm cc")
    assert [" ".join(one.words) for one in reading.others] == ["đi làm công chứng"]


@pytest.fixture(scope="module")
def ours() -> Reader:
    return Reader(lexicon(load([Path(__file__).resolve().parents[2]]).words))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mất cc gắn chip", "mất căn cước gắn chip"),
        ("đi cc giấy tờ", "đi công chứng giấy tờ"),
        ("đk ks cho bé", "đăng ký khai sinh cho bé"),
        ("mở ks ở quê", "mở khách sạn ở quê"),
        ("đăng ký k/h", "đăng ký kết hôn"),
        ("cần đk gì", "cần điều kiện gì"),
        ("nộp hs ở đâu", "nộp hồ sơ ở đâu"),
        ("hs lớp 6", "học sinh lớp 6"),
        ("quên mk vneid", "quên mật khẩu vneid"),
        ("mk muốn hỏi", "mình muốn hỏi"),
        ("ck em mới mất", "chồng em mới mất"),
        ("ck tiền qua stk nào", "chuyển khoản tiền qua stk nào"),
        ("lp bn tiền", "lệ phí bao nhiêu tiền"),
        ("số bn là gì", "số biên nhận là gì"),
        ("GCN QSDĐ", "giấy chứng nhận quyền sử dụng đất"),
        ("mẫu ct01", "tờ khai cư trú ct01"),
        ("bp 1 cửa", "bộ phận một cửa"),
        ("gặp ct xã", "gặp chủ tịch xã"),
        ("gia hạn tt", "gia hạn tạm trú"),
        ("lỗi tt online", "lỗi thanh toán trực tuyến"),
        ("ks", "khai sinh"),
    ],
)
def test_our_own_short_forms(ours: Reader, typed: str, meant: str) -> None:
    assert " ".join(ours.read(typed).words) == meant


@pytest.mark.parametrize(
    "typed", ["cc", "tt", "đktt", "bs", "tk", "bn", "dt", "bh", "ts", "gh", "tách sổ", "chuyển nhượng"]
)
def test_our_open_forms_stay_open(ours: Reader, typed: str) -> None:
    assert ours.read("em hỏi " + typed).others
