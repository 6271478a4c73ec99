"""The desk in a real browser: what is missing is red and has the cursor, nothing is said in English, the simulator starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.citizen import PHONE, Citizen
from tests.browser.conftest import Installation

LAPTOP = {"width": 1280, "height": 800}
PASSWORD = "mot cua de nho"


@pytest.fixture(scope="module")
def account(browser: Any, installation: Installation) -> Any:
    """The cookies of the first administrator."""
    context = browser.new_context(viewport=LAPTOP, locale="en-US")
    page = context.new_page()
    page.goto(installation.site + installation.link)
    for name, value in (("name", "quantri"), ("shown", "Trần Thu Hà"), ("password", PASSWORD), ("again", PASSWORD)):
        page.fill(f"[name={name}]", value)
    page.click("button.main")
    page.wait_for_url("**/desk/dossiers")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(params=[LAPTOP, PHONE], ids=["laptop", "phone"])
def page(browser: Any, installation: Installation, account: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A signed-in browser that speaks English by itself; the page must have had no error of its own."""
    context = browser.new_context(
        viewport=request.param,
        locale="en-US",
        storage_state=account,
        base_url=installation.site,
        reduced_motion="reduce",
    )
    opened, complaints = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def overflow(page: Any) -> int:
    """By how many pixels the page is wider than the window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


def test_what_is_missing_is_red_and_has_the_cursor(page: Any) -> None:
    """After the button, and while typing."""
    page.goto("/desk/content/new?question=Nuôi mèo có phải khai báo không?")
    page.fill("#question", "")
    page.wait_for_selector("#question.wrong")
    assert page.inner_text("#question-issues") == "Chưa ghi Câu hỏi."
    page.click("button[value=review]")
    page.wait_for_selector("[role=alert]")
    assert page.evaluate("document.activeElement.id") == "question"
    assert page.inner_text("#question-issues") == "Chưa ghi Câu hỏi."
    assert "«question»" not in page.content()
    page.fill("#question", "Nuôi mèo có phải khai báo không?")
    page.wait_for_selector("#question:not(.wrong)")
    assert page.get_attribute("#question", "aria-invalid") is None
    assert "Chưa ghi" in page.inner_text("#answer-issues")
    assert overflow(page) == 0


def test_the_simulator_begins_with_its_first_button(page: Any) -> None:
    """The main button above the conversation; the preview is the same card."""
    page.goto("/desk/content/procedure/1.000894")
    start = page.get_by_role("button", name="Bắt đầu")
    assert start.bounding_box()["y"] < page.locator("#sim-text").bounding_box()["y"]
    start.click()
    page.wait_for_selector("#sim .bubble")
    card = page.inner_text("#preview .bubble p:first-child")
    assert card == "Đăng ký kết hôn"
    assert card in page.inner_text("#sim")
    page.fill("#sim-text", "mấy giờ ủy ban làm việc")
    page.press("#sim-text", "Enter")
    page.wait_for_selector("#sim .fold")
    assert overflow(page) == 0


def test_an_empty_reply_is_told_in_vietnamese(page: Any, browser: Any, installation: Installation) -> None:
    """Also by a browser that speaks English."""
    person = Citizen(browser, installation.site).open()
    person.say("gặp cán bộ")
    person.context.close()
    page.goto("/desk/handoffs")
    reply = page.locator("textarea[name=text]").first
    page.locator("article button.main").first.click()
    assert reply.evaluate("field => field.validationMessage") == "Chưa có lời nào để gửi."
    reply.fill("Mai anh/chị ra nhé.")
    assert reply.evaluate("field => field.checkValidity()")
    page.locator("article button.main").first.click()
    page.wait_for_selector(".banner.good")
    banner, heading = page.locator(".banner.good").bounding_box(), page.locator("h1").bounding_box()
    assert banner["x"] == heading["x"]
