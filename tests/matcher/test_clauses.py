"""What a message takes back, and the parts it asks in."""

from __future__ import annotations

import pytest

from bot.matcher.clauses import corrected, questions


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("không phải khai sinh, em hỏi khai tử", "em hỏi khai tử"),
        ("ko phải tạm trú mà là thường trú", "ma là thường trú".replace("ma", "mà")),
        ("khai tử chứ không phải khai sinh", "khai tử "),
        ("không phải nộp lệ phí đúng không", "không phải nộp lệ phí đúng không"),
        ("làm căn cước có phải về quê không", "làm căn cước có phải về quê không"),
    ],
)
def test_taken_back(text: str, kept: str) -> None:
    assert corrected(text).strip() == kept.strip()


def test_several_questions() -> None:
    assert questions("Làm khai sinh ở đâu? Còn nhập khẩu thì cần gì?") == [
        "Làm khai sinh ở đâu",
        "Còn nhập khẩu thì cần gì",
    ]
    assert questions("Làm khai sinh ở đâu?") == []
    assert len(questions("làm khai sinh cho cháu ở đâu, ngoài ra cho hỏi cách nhập khẩu")) == 2
