"""Whatever is typed, reading it never fails, says something kind, and reads its own words back."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue.model import AnswerType, Choice, Office, Offices, Question
from bot.engine.answers import Doubt, Invalid, parse
from bot.engine.answers.amounts import grouped
from bot.engine.answers.dates import show
from bot.engine.session import Answer

TODAY = date(2026, 11, 23)
OFFICES = Offices(
    province="Hà Nội",
    offices=(
        Office(id="a", name="Xã Thanh Trì", kind="commune", former_units=("Xã Tứ Hiệp",)),
        Office(id="b", name="Xã Đại Thanh", kind="commune", former_units=("Xã Tam Hiệp",), partly_from=("Xã Tứ Hiệp",)),
    ),
)
CHOICES = (
    Choice(value="con", label="Con ruột"),
    Choice(value="khac", label="Người khác, ghi rõ"),
    Choice(value="2", label="Cả 3"),
)
QUESTIONS = {
    kind: Question(
        id="q",
        ask="?",
        label="q",
        type=kind,
        choices=CHOICES if kind in {AnswerType.CHOICE, AnswerType.MULTI_CHOICE} else (),
        born="born",
        sex="sex",
    )
    for kind in AnswerType
}
ANSWERS = {"born": Answer("1990-03-05", "05/03/1990"), "sex": Answer("nu", "Nữ")}
WORDS = (
    "ngày tháng năm mùng hôm qua nay trước sau tuần thứ hai ba 5 3 1990 90 0 / - . , : đ k tr tỷ triệu nghìn rưỡi trăm mươi linh "
    "có không chưa ạ dạ và 1 2 con ruột khác xã Tam Hiệp huyện Thanh Trì @ gmail.com +84 0912 345 678 001199012345 O l ( ) âm lịch "
    "<b> ** \u200b \u202e ấ e\u0301 😀 ２ ٣ ² ½ ß İ ﬁ"
)
PIECES = st.sampled_from(WORDS.split())
TYPED = st.one_of(
    st.text(max_size=40),
    st.lists(PIECES, max_size=8).map(" ".join),
    st.lists(PIECES, max_size=6).map("".join),
    st.text(alphabet="0123456789/.-, OlđkKtr", max_size=20),
)


@pytest.mark.parametrize("kind", list(AnswerType))
@given(text=TYPED)
@settings(max_examples=150, deadline=None)
def test_any_text_is_answered_doubted_or_refused_kindly(kind: AnswerType, text: str) -> None:
    """Never an exception, and what is kept or said is NFC, visible and not empty."""
    found = parse(QUESTIONS[kind], text, ANSWERS, TODAY, OFFICES)
    words = (
        found.reason if isinstance(found, Invalid) else found.answer.shown if isinstance(found, Doubt) else found.shown
    )
    assert words
    assert unicodedata.is_normalized("NFC", words)
    assert "\u200b" not in words
    assert "\n" not in words


@pytest.mark.parametrize("kind", [kind for kind in AnswerType if kind is not AnswerType.FILE])
@given(text=TYPED)
@settings(max_examples=150, deadline=None)
def test_shown_is_a_fixed_point(kind: AnswerType, text: str) -> None:
    """What the citizen reads back can be typed again and means the same."""
    found = parse(QUESTIONS[kind], text, ANSWERS, TODAY, OFFICES)
    if isinstance(found, Invalid):
        return
    answer = found.answer if isinstance(found, Doubt) else found
    again = parse(QUESTIONS[kind], answer.shown, ANSWERS, TODAY, OFFICES)
    assert not isinstance(again, Invalid)
    assert answer == (again.answer if isinstance(again, Doubt) else again)


@given(day=st.dates(min_value=date(1907, 1, 1), max_value=TODAY))
def test_every_day_is_read_in_every_form(day: date) -> None:
    """The forms people use most, for every day of a lifetime."""
    forms = (
        show(day),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"ngay {day.day} thang {day.month} nam {day.year}",
        day.isoformat(),
    )
    expected = Answer(day.isoformat(), show(day))
    assert [expected] * len(forms) == [parse(QUESTIONS[AnswerType.DATE], form, {}, TODAY) for form in forms]


@given(days=st.integers(min_value=0, max_value=30_000))
def test_days_ago(days: int) -> None:
    found = parse(QUESTIONS[AnswerType.DATE], f"{days} ngày trước", {}, TODAY)
    assert isinstance(found, Answer)
    assert (TODAY - timedelta(days=days)).isoformat() == found.value


@given(amount=st.integers(min_value=1000, max_value=10**12))
def test_every_amount_is_read_in_every_form(amount: int) -> None:
    forms = (str(amount), grouped(amount), f"{grouped(amount)} đồng", f"{amount:,} VND", f"{amount}đ")
    found = [parse(QUESTIONS[AnswerType.MONEY], form, {}, TODAY) for form in forms]
    assert [Answer(amount, f"{grouped(amount)} đồng")] * len(forms) == found


@given(number=st.from_regex(r"0(3|5|7|8|9)[0-9]{8}", fullmatch=True))
def test_every_mobile_number_is_read_in_every_form(number: str) -> None:
    forms = (number, f"+84{number[1:]}", f"84 {number[1:]}", f"{number[:4]}.{number[4:7]}.{number[7:]}")
    found = [parse(QUESTIONS[AnswerType.PHONE], form, {}, TODAY) for form in forms]
    assert [Answer(number, f"{number[:4]} {number[4:7]} {number[7:]}")] * len(forms) == found
