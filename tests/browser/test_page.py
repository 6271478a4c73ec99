"""The citizens' page in a real browser against a real installation, on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.citizen import Citizen
from tests.browser.conftest import Installation


def test_whole_journey_on_a_phone(person: Citizen) -> None:
    """Ask, guidance, every question, review, receipt with its code and slip, rating."""
    person.open()
    assert "Trợ lý tự động, không phải cán bộ" in person.page.inner_text("header.top")
    person.start("Đăng ký kết hôn")
    assert person.page.locator("dl.rows").count() == 1
    person.tap("Làm từng bước")
    person.answer_until(lambda message: bool(message["progress"]) and message["progress"]["step"] == 3)
    step = person.last()["progress"]
    assert person.page.inner_text("#step-words") == f"Bước {step['step']}/{step['of']}"
    person.answer_until(lambda message: message["kind"] == "review")
    assert person.page.locator(".review dl.rows > div").count() > 5
    person.answer_until(lambda message: message["kind"] == "rating", 3)
    code = person.page.inner_text(".receipt output")
    assert code.startswith("MC-")
    with person.page.expect_download() as download:
        person.page.get_by_role("button", name="Tải phiếu về máy").click()
    assert code in Path(download.value.path()).read_text("utf-8-sig")
    assert person.page.locator(".scores button").count() == 5
    person.page.locator(".scores button").nth(3).click()
    person.page.wait_for_function("() => document.querySelectorAll('li.rating.past').length === 1")


def test_conversation_survives_a_reload_and_can_be_forgotten(person: Citizen) -> None:
    """Token and words stay on this device until the citizen removes them."""
    person.open().say("đăng ký tạm trú")
    before = person.page.locator("li.bot").count()
    person.page.reload()
    person.page.wait_for_selector("li.bot")
    assert person.page.locator("li.bot").count() == before
    person.page.locator("[data-act=menu]").click()
    person.page.locator("#menu-body [data-act=clear]").click()
    person.page.click("#clear-now")
    assert person.page.is_visible("#welcome")
    assert person.page.evaluate("localStorage.getItem('motcua.v1')") is None or person.messages() == []


def test_what_the_commune_publishes_is_one_tap_away(person: Citizen) -> None:
    """From the page's menu; every item of the list has a button."""
    person.open()
    person.page.locator("[data-act=menu]").click()
    person.page.locator("#menu-body [data-act=public]").click()
    person.page.wait_for_selector("li.bot")
    assert not person.page.is_visible("#menu")
    assert "Công khai của xã" in person.page.inner_text("li.mine")
    assert "Kế hoạch phát triển kinh tế - xã hội năm 2026 (mẫu)" in person.page.inner_text("li.bot")
    assert person.page.get_by_role("button", name="Dự toán và quyết toán").is_visible()


def test_what_is_typed_without_network_is_sent_once_later(person: Citizen) -> None:
    """Kept over a reload, sent with the same id, answered once."""
    person.open().say("chào")
    person.context.set_offline(True)
    person.page.fill("#say", "đăng ký kết hôn")
    person.page.press("#say", "Enter")
    person.page.wait_for_selector("text=Chưa gửi được, sẽ tự gửi lại")
    assert person.page.is_visible("#net")
    before = len(person.messages())
    person.context.set_offline(False)
    person.page.reload()
    person.page.wait_for_function("() => JSON.parse(localStorage.getItem('motcua.v1')).outbox.length === 0")
    assert len(person.messages()) > before
    assert person.page.locator("li.mine", has_text="đăng ký kết hôn").count() == 1
    assert not person.page.is_visible("#net")


def test_half_typed_words_survive_a_reload(person: Citizen) -> None:
    """A phone call in between loses nothing."""
    person.open()
    person.page.fill("#say", "tôi muốn hỏi về")
    person.page.reload()
    assert person.page.input_value("#say") == "tôi muốn hỏi về"


@pytest.mark.parametrize("path", ["/?p=1.004194", "/p/1.004194"])
def test_deep_link_opens_its_procedure(person: Citizen, path: str) -> None:
    """And the address is clean afterwards, so that a reload does not ask again."""
    person.open(path)
    person.page.wait_for_selector("li.bot")
    assert "tạm trú" in person.messages()[0]["text"]
    assert person.page.url == f"{person.site}/"


def test_markup_in_a_message_is_only_text(person: Citizen) -> None:
    """Neither typed nor echoed words become elements."""
    person.open().say("<img src=x onerror=alert(1)> **<b>đậm</b>** [a](javascript:alert(1))")
    assert person.page.locator("#log img").count() == 0
    assert person.page.locator("#log b").count() == 0
    assert person.page.locator("#log a[href^=javascript]").count() == 0
    assert "<img src=x onerror=alert(1)>" in person.page.inner_text("li.mine")


def test_a_list_with_letters_is_split_and_brackets_are_not(person: Citizen) -> None:
    """ "a) …; b) …" stood in one bullet: the bracket of a letter was taken for the end of another."""
    shown = person.open().page.evaluate(
        """async text => {
            const { botMessage } = await import("/static/chat/render.js");
            const message = { id: "x", kind: "text", text, choices: [], attachments: [] };
            return [...botMessage(message, {}).querySelectorAll(".part")].map(one => one.textContent);
        }""",
        "**Tên**\n\n- **Giấy tờ:** a) Đơn; b) Sơ đồ; ảnh (màu; nền trắng)\n- **Phí:** 1\n- **Nộp ở:** 2",
    )
    assert shown == ["A) Đơn", "B) Sơ đồ", "Ảnh (màu; nền trắng)"]


def test_a_person_is_a_real_button_where_there_is_no_other_way(person: Citizen) -> None:
    """It was a grey link under "I do not know"."""
    person.open().say("qwrt zxcv plkj")
    assert person.page.get_by_role("button", name="Gặp cán bộ").last.get_attribute("class") in {None, ""}
    person.say("đăng ký tạm trú")
    assert "quiet" in (person.page.get_by_role("button", name="Gặp cán bộ").last.get_attribute("class") or "")


def test_no_entry_of_the_edit_list_stands_out(person: Citizen) -> None:
    """The first looked like the thing to press."""
    person.open().say("đăng ký kết hôn")
    person.tap("Làm từng bước")
    person.answer_until(lambda message: message["kind"] == "review")
    assert person.page.locator("li.review:not(.past) button.first").inner_text() == "Nộp hồ sơ"
    person.tap("Sửa một mục")
    assert person.page.locator("li.review:not(.past) button.first").count() == 0


def test_files_tell_their_limits_and_their_fate(person: Citizen, tmp_path: Path) -> None:
    """Limits before choosing; a wrong type and an empty file are refused beside their names."""
    person.open().say("chào")
    person.page.click("#attach")
    assert "MB" in person.page.inner_text("#files")
    wrong, empty = tmp_path / "virus.exe", tmp_path / "trong.pdf"
    wrong.write_bytes(b"MZ123")
    empty.write_bytes(b"")
    person.page.set_input_files("#gallery", [str(wrong), str(empty)])
    assert person.page.locator(".upload.bad").count() == 2
    assert "Chỉ nhận ảnh, PDF hoặc DOCX" in person.page.inner_text(".upload.bad >> nth=0")
    assert "trống" in person.page.inner_text(".upload.bad >> nth=1")
    person.send_file(Path(__file__).with_name("giay-to-mau.png"))
    assert "Đã gửi" in person.page.inner_text(".upload.done")


@pytest.mark.parametrize("width", [320, 390, 430])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_cut_off_and_everything_can_be_touched(
    browser: Any, installation: Installation, width: int, dark: bool
) -> None:
    """From the smallest phone on, in every state."""
    person = Citizen(browser, installation.site, width=width, dark=dark)
    person.open()
    states = [person.overflow()]
    small = person.small_targets()
    person.say("làm giấy khai sinh cho con")
    states.append(person.overflow())
    small += person.small_targets()
    person.tap("Làm từng bước")
    person.answer_until(lambda message: bool(message["progress"]) and message["progress"]["step"] == 3)
    states.append(person.overflow())
    small += person.small_targets()
    person.context.close()
    assert (states, small) == ([0, 0, 0], [])


def test_page_can_be_used_with_keys_and_heard(person: Citizen) -> None:
    """Everything has a name; the log is a live region; the first tab leads to the field."""
    person.open()
    person.page.keyboard.press("Tab")
    assert person.page.evaluate("document.activeElement.className") == "skip"
    assert person.page.get_attribute("#live", "aria-live") in {"polite", "off"}
    nameless = person.page.evaluate(
        "[...document.querySelectorAll('button, a, input, textarea')]"
        ".filter(e => e.offsetParent && !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length)).length"
    )
    assert nameless == 0
    person.say("đăng ký tạm trú")
    person.page.wait_for_function("() => document.getElementById('live').getAttribute('aria-live') === 'polite'")
    button = person.page.locator("li.bot:not(.past) button[data-value]").first
    button.focus()
    person.page.keyboard.press("Enter")
    person.page.wait_for_selector("li.bot.past")


def test_officers_words_arrive_without_a_reload(browser: Any, person: Citizen, installation: Installation) -> None:
    """The desk's first administrator, a hand-off, and the answer pushed into the open page."""
    person.open().say("gặp cán bộ")
    desk = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    desk.goto(installation.site + installation.link)
    for name, value in (("name", "quantri"), ("shown", "Trần Thu Hà"), ("password", "mot cua de nho")):
        desk.fill(f"[name={name}]", value)
    desk.fill("[name=again]", "mot cua de nho")
    desk.click("button.main")
    desk.wait_for_url("**/desk/dossiers")
    desk.goto(installation.site + "/desk/handoffs")
    desk.locator("article").first.locator("textarea").fill("Anh/chị mang sổ đỏ đến quầy số 3 nhé.")
    desk.locator("article").first.get_by_role("button", name="Gửi trả lời").click()
    desk.wait_for_selector("text=Đã gửi lời trả lời")
    person.page.wait_for_selector("text=quầy số 3", timeout=8000)
    desk.context.close()
