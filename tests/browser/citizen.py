"""A citizen at the real page: finds the browser, opens the page as a phone or laptop does, and answers what is asked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1366, "height": 768}
MISSING = "no Chromium here: install the playwright package and a system Chromium to run the browser tests"
_QUIET = {"Quay lại", "Bỏ qua", "Để sau", "Gặp cán bộ", "Không đánh giá", "Không phải các mục này"}
_YES = ("Tôi đồng ý", "Đúng rồi")


def chromium() -> str | None:
    """The path of a system Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator[Any]:
    """A headless browser that talks to nobody by itself; raises ``LookupError`` where there is none."""
    path = chromium()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise LookupError(MISSING) from None
    if path is None:
        raise LookupError(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


class Citizen:
    """One browser window; ``complaints`` gathers errors of the page and breaches of its content policy."""

    def __init__(self, browser: Any, site: str, *, wide: bool = False, dark: bool = False, width: int = 390) -> None:
        size = LAPTOP if wide else {**PHONE, "width": width}
        self.context = browser.new_context(
            viewport=size,
            locale="vi-VN",
            reduced_motion="reduce",
            color_scheme="dark" if dark else "light",
            has_touch=not wide,
            is_mobile=not wide,
        )
        self.page = self.context.new_page()
        self.site = site
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "ERR_INTERNET_DISCONNECTED" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str = "/") -> Citizen:
        """Opens the page and waits until its script has run."""
        self.page.goto(self.site + path)
        self.page.wait_for_function("() => document.getElementById('send').hasAttribute('aria-disabled')")
        return self

    def messages(self) -> list[dict[str, Any]]:
        """What the bot has said, as the page remembers it."""
        found: list[dict[str, Any]] = self.page.evaluate(
            "(JSON.parse(localStorage.getItem('motcua.v1') || '{\"log\":[]}').log)"
            ".filter(e => e.from === 'bot').map(e => e.message)"
        )
        return found

    def last(self) -> dict[str, Any]:
        """The newest message."""
        return self.messages()[-1]

    def say(self, text: str) -> None:
        """Types and sends."""
        self._answered(lambda: (self.page.fill("#say", text), self.page.press("#say", "Enter")))

    def tap(self, label: str) -> None:
        """Presses the newest button with this label."""
        buttons = self.page.locator("li.bot:not(.past) button[data-value]")
        exact = buttons.filter(has_text=re.compile(rf"^\W*{re.escape(label)}$"))
        self._answered((exact if exact.count() else buttons.filter(has_text=label)).last.click)

    def start(self, name: str) -> None:
        """Presses one of the needs on the first page."""
        self._answered(self.page.locator(".needs button", has_text=name).click)

    def _answered(self, act: Callable[[], object]) -> None:
        before = len(self.messages())
        act()
        self.page.wait_for_function(
            "n => JSON.parse(localStorage.getItem('motcua.v1')).log.filter(e => e.from === 'bot').length > n"
            " && JSON.parse(localStorage.getItem('motcua.v1')).outbox.length === 0",
            arg=before,
        )

    def send_file(self, path: Path) -> None:
        """Chooses a file and waits for the answer."""
        self._answered(lambda: self.page.set_input_files("#gallery", str(path)))

    def answer_until(self, stop: Callable[[dict[str, Any]], bool], most: int = 80) -> dict[str, Any]:
        """Answers question after question (the first button, or the example given) until ``stop`` holds."""
        for _ in range(most):
            message = self.last()
            if stop(message):
                return message
            self._answer(message)
        raise AssertionError(f"the form did not get there; it stands at: {self.last()['text']}")

    def _answer(self, message: dict[str, Any]) -> None:
        labels = [choice["label"] for choice in message["choices"]]
        answers = [label for label in labels if label not in _QUIET]
        example = re.search(r"Ví dụ: (.*)", message["text"])
        if message["kind"] == "review":
            self.tap("Nộp hồ sơ")
        elif "gửi ảnh hoặc tệp" in message["text"] and "Bỏ qua" in labels:
            self.tap("Bỏ qua")
        elif "gửi ảnh hoặc tệp" in message["text"] or "Tôi đã nhận" in message["text"]:
            self._send_page(message)
        elif any(label.startswith("✓") for label in answers):
            self.tap("Xong")
        elif answers:
            self.tap(next((label for label in answers if label in _YES), answers[0]))
        elif example:
            self.say(re.split(r" hoặc |;", example[1])[0].strip().rstrip("."))
        elif "Bỏ qua" in labels:
            self.tap("Bỏ qua")
        else:
            self.say("Nguyễn Thị Hoa")

    def _send_page(self, message: dict[str, Any]) -> None:
        if "Xong" in [choice["label"] for choice in message["choices"]]:
            self.tap("Xong")
        else:
            self.send_file(Path(__file__).resolve().parents[2] / "tests" / "browser" / "giay-to-mau.png")

    def overflow(self) -> int:
        """By how many pixels something is wider than the window."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        inner: int = self.page.evaluate(
            "document.getElementById('scroll').scrollWidth - document.getElementById('scroll').clientWidth"
        )
        return max(wide, inner)

    def small_targets(self) -> list[str]:
        """Visible buttons and fields under 44 by 44 pixels."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('button, textarea, .call, label.big')]"
            ".filter(e => e.offsetParent && (e.offsetHeight < 44 || e.offsetWidth < 40))"
            ".map(e => (e.textContent.trim() || e.id) + ' ' + e.offsetWidth + 'x' + e.offsetHeight)"
        )
        return found
