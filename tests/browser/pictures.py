"""Takes the README's pictures from a fresh installation: ``python -m tests.browser.pictures``."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from tests.browser.citizen import LAPTOP, Citizen, browser
from tests.browser.conftest import start, stop

_ROOT = Path(__file__).resolve().parents[2]
OUT = _ROOT / ".github" / "pictures"
HELP = _ROOT / "bot" / "desk" / "static"
_MOST = 150_000
_NEEDS = ("Đăng ký tạm trú", "Giấy xác nhận độc thân", "Đăng ký kết hôn", "Chứng thực bản sao")


def main() -> None:
    """Writes the pictures, each under 150 KB."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        process, installation = start(Path(folder))
        try:
            chat(chromium, installation.site)
            for number, need in enumerate(_NEEDS):
                submit(chromium, installation.site, need, 3 + number % 3)
            ask_person(chromium, installation.site)
            desk(chromium, installation.site, installation.link)
        finally:
            stop(process)


def chat(chromium: Any, site: str) -> None:
    """A phone: guidance, a form question, the receipt."""
    person = Citizen(chromium, site).open()
    person.say("lam giay khai sinh cho con")
    keep(person.page, "chat-phone")
    person.tap("Làm từng bước")
    person.answer_until(lambda message: bool(message["progress"]) and message["progress"]["step"] == 4)
    keep(person.page, "chat-form")
    person.answer_until(lambda message: message["kind"] == "rating")
    person.page.evaluate(
        "() => { const s = document.getElementById('scroll'), r = document.querySelector('.receipt');"
        " s.scrollTop += r.getBoundingClientRect().top - s.getBoundingClientRect().top - 12; }"
    )
    keep(person.page, "chat-receipt")
    person.context.close()


def submit(chromium: Any, site: str, need: str, score: int) -> None:
    """One more dossier for the desk's list, rated."""
    person = Citizen(chromium, site).open()
    person.start(need)
    person.tap("Làm từng bước")
    person.answer_until(lambda message: message["kind"] == "rating", 120)
    person.page.locator(".scores button").nth(score - 1).click()
    person.page.wait_for_selector("li.rating.past")
    person.context.close()


def ask_person(chromium: Any, site: str) -> None:
    """Somebody who waits for an officer."""
    person = Citizen(chromium, site).open()
    person.say("gặp cán bộ")
    person.context.close()


def desk(chromium: Any, site: str, link: str) -> None:
    """A laptop: the list of dossiers, and an entry being edited."""
    page = chromium.new_context(viewport=LAPTOP, locale="vi-VN", reduced_motion="reduce").new_page()
    page.goto(site + link)
    for name, value in (("name", "quantri"), ("shown", "Trần Thu Hà"), ("password", "mot cua de nho")):
        page.fill(f"[name={name}]", value)
    page.fill("[name=again]", "mot cua de nho")
    page.click("button.main")
    page.wait_for_url("**/desk/dossiers")
    for row, status in ((1, "received"), (2, "supplement")):
        page.locator(".list .code a").nth(row).click()
        page.check(f"input[value={status}]")
        page.fill("[name=note]", "Còn thiếu bản chụp mặt sau thẻ căn cước." if row == 2 else "")
        page.click("button.main")
        page.wait_for_selector(".banner.good")
        page.goto(f"{site}/desk/dossiers")
    keep(page, "desk-laptop")
    keep_help(page, "queue")
    page.locator(".list .code a").first.click()
    page.wait_for_selector(".pairs")
    keep_help(page, "dossier")
    page.goto(f"{site}/desk/content/faq/{_first_faq(page, site)}")
    page.fill("#answer", page.input_value("#answer") + "\n\nMang theo **bản chính** để đối chiếu.")
    page.click("[data-sim=go]")
    page.wait_for_selector("#sim .bubble", timeout=60_000)
    page.wait_for_selector("text=Không có lỗi.", timeout=60_000)
    page.evaluate(
        "() => { const side = document.querySelector('.sticky'); window.scrollTo(0, 0);"
        " side.scrollTop = document.getElementById('preview').closest('.panel').offsetTop - side.offsetTop;"
        " document.getElementById('sim').scrollTop = 0; document.getElementById('answer').scrollTop = 0; }"
    )
    keep(page, "desk-content")
    keep_help(page, "edit")
    page.click("button[value=review]")
    page.wait_for_selector("#review", timeout=90_000)
    keep_help(page, "review")


def _first_faq(page: Any, site: str) -> str:
    page.goto(f"{site}/desk/content?show=faq&q=ban sao")
    address: str = page.locator(".list a").first.get_attribute("href")
    return address.rsplit("/", 1)[1]


def keep(page: Any, name: str) -> None:
    """One picture with few colours, which is all that these screens have."""
    page.evaluate("() => document.fonts.ready")
    path = OUT / f"{name}.png"
    page.screenshot(path=str(path))
    with Image.open(path) as shot:
        shot.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > _MOST:
        raise ValueError(f"{path.name} has {path.stat().st_size} bytes, more than {_MOST}")
    print(f"{path.name} {path.stat().st_size // 1024} KB")


def keep_help(page: Any, name: str) -> None:
    """One picture for the desk's help page, two thirds of the size."""
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        shot.convert("RGB").resize((900, 506), Image.Resampling.LANCZOS).save(HELP / f"help-{name}.webp", quality=82)


if __name__ == "__main__":
    main()
