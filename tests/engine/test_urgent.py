"""Despair, violence, danger: the right number and kind words, never a paper; and everyday talk that only sounds like it."""

from __future__ import annotations

import pytest

from bot.catalogue.model import AnswerType, Question
from bot.engine import reading
from bot.engine.alarms import KINDS, plainly
from bot.engine.effects import RequestOfficer
from bot.language import fold
from tests.engine.town import Talk, death, town

DISTRESS = [
    "tôi chán sống quá",
    "không muốn sống nữa",
    "tôi muốn tự tử",
    "em sống không nổi nữa",
    "con tôi nó nghĩ quẩn",
    "nó đòi nhảy cầu",
    "muốn chết quá",
    "bị lừa hết tiền rồi, giờ muốn chết",
]
VIOLENCE = [
    "chồng em đánh em",
    "bị chồng đánh",
    "em bị bố dượng đánh hoài",
    "con trai tôi đánh tôi",
    "bị bạo lực gia đình",
    "cháu bị xâm hại",
    "nó dọa giết tôi",
]
EMERGENCY = [
    "gọi cấp cứu giúp tôi",
    "nhà đang cháy",
    "có tai nạn xe trước cổng xã",
    "vợ uống thuốc trừ sâu",
    "con gái mất tích từ tối qua",
    "ông cụ bỏ đi từ sáng chưa về",
]
HARMLESS = [
    "chán sống ở trọ quá muốn về quê nhập hộ khẩu",
    "trồng rừng chắn sóng ven biển",
    "chờ lâu muốn chết",
    "không muốn sống chung với mẹ chồng nữa, tách hộ",
    "lương vậy sống không nổi, xin hộ nghèo",
    "em làm từ từ thôi",
    "giấy chứng tử",
    "bố tôi tự tử mất rồi, làm giấy khai tử",
    "chồng tôi đánh mất căn cước",
    "đòi giết mổ heo",
    "chồng tôi dành đất cho con",
    "nghỉ quán mấy tháng",
    "nhà tôi bị cháy mất hết giấy tờ",
    "tôi mới bị tai nạn xe, hưởng chế độ gì",
    "chồng mất tích đã năm năm, muốn ly hôn",
    "giấy tờ bị lạc mất từ tối qua",
    "mở tiệm bán thuốc trừ sâu",
    "ông tôi mất tích từ chiến tranh",
    "đất sát mép sông",
]


@pytest.mark.parametrize("text", DISTRESS)
def test_somebody_in_despair_is_heard(text: str) -> None:
    talk = Talk().say(text)
    assert plainly(text) == "distress"
    assert "**115**" in talk.text
    assert "**113**" in talk.text
    assert "đừng ở một mình" in talk.text
    assert talk.labels == ["Gặp cán bộ"]
    assert not talk.effects


@pytest.mark.parametrize("text", VIOLENCE)
def test_somebody_under_violence_is_told_to_be_safe_first(text: str) -> None:
    talk = Talk().say(text)
    assert plainly(text) == "violence"
    assert talk.text.startswith("An toàn là trước hết")
    for wanted in ("**113**", "**115**", "**111**", "Hội Phụ nữ", "Công an xã"):
        assert wanted in talk.text
    assert talk.labels == ["Gặp cán bộ"]


@pytest.mark.parametrize("text", EMERGENCY)
def test_danger_gets_a_number_on_the_first_line(text: str) -> None:
    assert plainly(text) == "emergency"
    assert Talk().say(text).text.startswith("Xin gọi ngay **11")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("nhà đang cháy", "114"),
        ("nước lũ lên tới mái", "114"),
        ("có tai nạn xe", "115"),
        ("vợ uống thuốc trừ sâu", "115"),
        ("con gái mất tích từ tối qua", "113"),
    ],
)
def test_the_first_number_fits_the_danger(text: str, number: str) -> None:
    assert f"**{number}**" in Talk().say(text).text.split("\n")[0]


@pytest.mark.parametrize("text", ["đứng trên cầu nhìn nước mãi", "ổng lôi vợ ra sân", "nước lũ lên tới mái"])
def test_what_only_the_matcher_hears_is_answered_the_same(text: str) -> None:
    assert plainly(text) == ""
    talk = Talk().say(text)
    assert "**113**" in talk.text
    assert "nên để cán bộ trả lời" not in talk.text


def test_a_faint_likeness_is_left_to_an_officer_with_the_numbers_at_hand() -> None:
    talk = Talk().say("hàng xóm mở loa ầm ĩ")
    assert "nên để cán bộ trả lời" in talk.text
    assert "**113**" in talk.text
    assert "An toàn là trước hết" not in talk.text


def test_an_officer_gets_the_words_only_when_asked_for() -> None:
    talk = Talk().say("ổng lôi vợ ra sân")
    assert not talk.effects
    talk.tap("Gặp cán bộ")
    assert [one.question for one in talk.effects if isinstance(one, RequestOfficer)] == ["ổng lôi vợ ra sân"]


def test_despair_after_asking_for_an_officer_is_no_note_for_the_desk() -> None:
    assert "**115**" in Talk().say("gặp cán bộ").say("đứng trên cầu nhìn nước mãi").text


def test_a_question_beside_violence_stays_one_button_away() -> None:
    talk = Talk().say("chồng em đánh em hoài, giờ ly hôn ở đâu")
    assert talk.text.startswith("An toàn")
    assert talk.labels[0] == "Gặp cán bộ"
    assert len(talk.labels) == 2


def test_a_form_waits_without_a_word() -> None:
    talk = Talk().say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")
    asked = "Cháu sinh ở đâu"
    assert asked in talk.text
    talk.say("chồng em đánh em")
    assert asked not in talk.text
    assert asked in talk.say("tiếp tục").text
    assert asked not in talk.say("tôi không muốn sống nữa").text
    assert talk.labels == ["Gặp cán bộ"]
    assert talk.session.drafts


def test_how_somebody_died_may_be_written_in_the_papers_of_a_death() -> None:
    how = Question(id="nguyen_nhan", ask="Người mất vì sao?", label="Nguyên nhân mất", type=AnswerType.TEXT)
    talk = Talk(town(death().model_copy(update={"questions": (how,)})))
    talk.say("bố tôi mất").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc").say("tự tử")
    assert talk.answers == {"nguyen_nhan": "tự tử"}


@pytest.mark.parametrize("text", HARMLESS)
def test_everyday_words_are_no_alarm(text: str) -> None:
    assert plainly(text) == ""
    assert plainly(fold(text)) == ""


@pytest.mark.parametrize(
    "text",
    ["mình", "em", "anh ơi", "gia đình", "cho em hỏi", "giấy tờ", "bà con ơi", "dạ em", "xin giấy", "anh oi", "nha em"],
)
def test_an_address_and_no_more_is_asked_what_it_is_about(text: str) -> None:
    talk = Talk().say(text)
    assert "cần làm việc gì" in talk.text
    assert not talk.effects


@pytest.mark.parametrize(
    "text", ["nhà của bố mẹ cho con", "làm nhà", "giấy tờ nhà", "làm hộ", "cho con", "giấy kết hôn"]
)
def test_a_matter_in_few_words_is_a_matter(text: str) -> None:
    assert not reading.says_nothing_yet(text)
    assert not reading.says_nothing_yet(fold(text))


@pytest.mark.parametrize("word", ["con mất tích ", "vừa tai nạn ", "muốn chết ", "chồng em ", "x"])
def test_a_word_repeated_without_end_is_read_in_one_pass(word: str) -> None:
    assert plainly(word * 100_000) in {"", *KINDS}  # where each one looks at the whole, this takes hours


def test_despair_at_the_end_of_a_long_story_is_heard() -> None:
    assert "**115**" in Talk().say("Nhà em chuyển ra đây từ năm ngoái. " * 150 + "Em không muốn sống nữa").text
