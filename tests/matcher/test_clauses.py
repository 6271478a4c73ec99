"""What a message takes back, and the parts it asks in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import fold
from bot.matcher.clauses import corrected, listed, questions

TAKEN_BACK = [
    ("không phải khai sinh, em hỏi khai tử", "em hỏi khai tử"),
    ("ko phải tạm trú mà là thường trú", "thường trú"),
    ("khai tử chứ không phải khai sinh", "khai tử"),
    ("không phải khai sinh mà khai tử", "mà khai tử"),
    ("tôi không cần khai sinh, tôi cần khai tử", "tôi cần khai tử"),
    ("em cần sao y, không cần chứng thực chữ ký", "em cần sao y"),
    ("không làm khai sinh nữa, làm khai tử", "làm khai tử"),
    ("ý tôi là khai tử không phải khai sinh", "khai tử"),
    ("làm khai sinh rồi giờ làm thẻ bảo hiểm", "giờ làm thẻ bảo hiểm"),
    ("nhầm, khai tử chứ ko phải khai sinh", "khai tử"),
    ("thôi không khai sinh nữa, cho hỏi khai tử", "cho hỏi khai tử"),
    ("em hỏi khai tử mà bạn trả lời khai sinh", "em hỏi khai tử"),
    ("à nhầm khai sinh, ý em là khai tử", "khai tử"),
    ("khai sinh, à nhầm, khai tử", "khai tử"),
    ("sai rồi, tôi hỏi khai tử, bot trả lời khai sinh", "tôi hỏi khai tử"),
    ("không phải mã số thuế mà là hộ kinh doanh", "hộ kinh doanh"),
]

TOLD = [
    "khai sinh cho con mà chưa đăng ký kết hôn",
    "mất sổ đỏ không làm lại được",
    "có cần công chứng không",
    "không có hộ khẩu thì làm tạm trú được không",
    "không phải nộp lệ phí đúng không",
    "làm căn cước có phải về quê không",
    "em hỏi làm căn cước không phải về quê đúng không",
    "tôi không phải chủ hộ, muốn tách hộ thì làm thế nào",
    "quán tôi không làm nữa, muốn trả giấy phép kinh doanh",
    "không làm nghề này nữa, làm thủ tục trả giấy phép thế nào",
    "không làm kịp khai sinh, làm trễ có bị phạt không",
    "ở với nhau chứ không làm đăng ký kết hôn, giờ làm khai sinh cho con",
    "nhầm năm sinh trên khai sinh, em hỏi sửa ở đâu",
    "giấy khai sinh của con sai rồi, làm sao sửa",
    "làm mất khai sinh rồi giờ làm lại thế nào",
    "làm giấy khai sinh rồi, giờ cần bản sao",
    "bạn trả lời giúp em làm khai sinh cần gì",
    "em hỏi ủy ban trả lời phải về quê làm căn cước, có đúng không",
    "em muốn làm căn cước, không cần đặt lịch trước phải không",
    "không phải khai sinh",
]


@pytest.mark.parametrize(("text", "kept"), TAKEN_BACK)
def test_taken_back(text: str, kept: str) -> None:
    assert corrected(text) == kept
    assert corrected(fold(text)) == fold(kept)


@pytest.mark.parametrize("text", TOLD)
def test_what_is_told_is_not_taken_back(text: str) -> None:
    assert corrected(text) == text
    assert corrected(fold(text)) == fold(text)


WORDS = " ".join(text for text, _ in TAKEN_BACK).split()


@given(st.lists(st.sampled_from([*WORDS, ",", "?", ".", "rồi", "chứ"])).map(" ".join) | st.text())
def test_something_is_kept_and_nothing_more_to_take_back(text: str) -> None:
    kept = corrected(text)
    assert kept.strip() or not text.strip()
    assert corrected(kept) == kept


def test_several_questions() -> None:
    assert questions("Làm khai sinh ở đâu? Còn nhập khẩu thì cần gì?") == [
        "Làm khai sinh ở đâu",
        "Còn nhập khẩu thì cần gì",
    ]
    assert questions("Làm khai sinh ở đâu?") == []
    assert len(questions("làm khai sinh cho cháu ở đâu, ngoài ra cho hỏi cách nhập khẩu")) == 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("khai sinh và khai tử", ["khai sinh", "khai tử"]),
        ("khai sinh, khai tử", ["khai sinh", "khai tử"]),
        ("khai sinh\nkhai tử", ["khai sinh", "khai tử"]),
        ("1. khai sinh 2. khai tử", ["khai sinh", "khai tử"]),
        ("Khai sinh cần gì. Khai tử cần gì.", ["Khai sinh cần gì", "Khai tử cần gì"]),
        ("em có 2 việc: khai sinh và khai tử", ["khai sinh", "khai tử"]),
        ("em muốn vừa làm khai sinh vừa nhập khẩu", ["làm khai sinh", "nhập khẩu"]),
        ("Làm khai sinh ở đâu?", []),
        ("lệ phí 10.000 đồng", []),
        ("có sổ đỏ rồi, giờ muốn tách thửa", []),
        ("em chưa làm tạm trú và khai sinh", []),
        ("làm khai sinh cần căn cước và giấy kết hôn", []),
        ("khai sinh, khai tử, tạm trú, thường trú là bốn việc", []),
    ],
)
def test_side_by_side(text: str, parts: list[str]) -> None:
    assert listed(text) == parts
