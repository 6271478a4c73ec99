"""What the commune makes public, as citizens see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.catalogue.model import Publication
from bot.engine.publications import current
from tests.engine.town import Talk, catalogue, town

BUDGET = Publication(
    id="ngan_sach",
    item=2,
    title="Dự toán ngân sách",
    summary="Tổng thu và tổng chi.",
    published_on=date(2026, 11, 1),
    ends_on=date(2026, 12, 31),
    sample=True,
)
OLD = BUDGET.model_copy(update={"id": "cu", "published_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1)})
ELSEWHERE = BUDGET.model_copy(update={"id": "noi_khac", "office": "dai_thanh", "title": "Việc của xã khác"})
FEES = BUDGET.model_copy(update={"id": "phi", "item": 12, "title": "Bảng lệ phí", "ends_on": None, "sample": False})


@pytest.fixture
def public() -> Talk:
    """A conversation in a town that publishes two items of its own."""
    content = catalogue().model_copy(update={"publications": (FEES, OLD, ELSEWHERE, BUDGET)})
    return Talk(replace(town(), catalogue=content))


def test_only_what_is_public_today_at_this_office_is_listed_by_number_of_the_law() -> None:
    content = catalogue().model_copy(update={"publications": (FEES, OLD, ELSEWHERE, BUDGET)})
    assert [one.id for one in current(content, date(2026, 11, 23), "thanh_tri")] == ["ngan_sach", "phi"]


def test_the_last_day_still_counts() -> None:
    content = catalogue().model_copy(update={"publications": (BUDGET,)})
    assert current(content, date(2026, 12, 31))
    assert not current(content, date(2027, 1, 1))


def test_the_list_names_number_title_and_dates(public: Talk) -> None:
    public.say("công khai")
    assert "Mục 2: Dự toán ngân sách (mẫu), đến 31/12/2026" in public.text
    assert "Mục 12: Bảng lệ phí" in public.text


def test_the_repealed_ordinance_is_understood(public: Talk) -> None:
    assert "10/2022/QH15" in public.say("pháp lệnh 34").text


def test_one_item_says_that_it_is_a_sample(public: Talk) -> None:
    public.say("công khai").tap("Dự toán ngân sách")
    assert "mục mẫu" in public.text
    assert "Tổng thu và tổng chi." in public.text


def test_a_button_of_an_ended_item_shows_the_list_of_today(public: Talk) -> None:
    public.press("k:cu")
    assert "hết thời gian công khai" in public.text
    assert "Bảng lệ phí" in public.labels


def test_the_open_question_of_a_form_comes_back(public: Talk) -> None:
    public.say("làm giấy khai sinh").tap("Làm từng bước", "Tôi đồng ý", "Không cần nhắc")
    assert "Cháu sinh ở đâu?" in public.say("công khai").last.text


def test_a_link_opens_the_list(public: Talk) -> None:
    assert "Dự toán ngân sách" in public.start("k").labels


def test_an_office_without_items_says_where_to_look(talk: Talk) -> None:
    assert "bảng niêm yết" in talk.say("công khai").text
