"""Phone numbers and e-mail addresses at which the office can reach the citizen."""

from __future__ import annotations

import difflib
import re

from bot.catalogue.model import Question
from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome
from bot.engine.answers.writing import ascii_digits, unmistake_digits
from bot.engine.session import Answer

_PHONE_HOW = "Anh/chị nhập giúp số di động 10 chữ số bắt đầu bằng 0, ví dụ 0912 345 678."
_EMAIL_HOW = "Anh/chị nhập giúp địa chỉ thư điện tử, ví dụ hoa.nguyen@gmail.com."
_RUN = re.compile(r"\+?[(\s]*(?<![^\W_])[0-9OolI](?:[\s.,()/_-]*[0-9OolI])*(?![^\W_])")
_MOBILE = ("03", "05", "07", "08", "09")
_PROVIDERS = (
    "gmail.com", "yahoo.com", "yahoo.com.vn", "hotmail.com", "outlook.com", "outlook.com.vn", "icloud.com", "live.com",
    "msn.com", "proton.me", "ymail.com", "zoho.com", "hanoi.gov.vn", "viettel.com.vn", "vnn.vn", "fpt.com.vn",
)  # fmt: skip
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
)


def read_phone(question: Question, text: str, context: Context) -> Outcome:
    """A Vietnamese number as the portal wants it: 10 digits from 0 (11 for landlines), +84 rewritten."""
    runs = [run for run in _RUN.findall(ascii_digits(text)) if sum(letter.isdigit() for letter in run) >= 6]
    if len(runs) != 1:
        return Invalid(("Xin chỉ ghi một số. " if runs else "") + _PHONE_HOW)
    squeezed = re.sub(r"[^+0-9OolI]", "", runs[0])
    digits = unmistake_digits(squeezed)
    corrected = digits != squeezed
    digits = _national(digits)
    if digits.startswith("+"):
        return Invalid(f"Hệ thống chỉ nhận số điện thoại Việt Nam. {_PHONE_HOW}")
    reason = f"Tôi hiểu chữ cái trong số này là chữ số, thành {show_phone(digits)}." if corrected else ""
    if len(digits) == 9 and digits[0] in "35789":
        digits = "0" + digits
        reason = f"Tôi thêm số 0 ở đầu thành {show_phone(digits)}."
    if len(digits) == 11 and digits.startswith("01"):
        return Invalid(
            "Đầu số 11 chữ số đã được đổi từ năm 2018, anh/chị nhập giúp số mới gồm 10 chữ số, ví dụ 0368 123 456."
        )
    answer = Answer(digits, show_phone(digits))
    if len(digits) == 11 and digits.startswith("02"):
        return Doubt(answer, f"{answer.shown} là số máy bàn nên không nhận được tin nhắn.")
    if len(digits) != 10 or not digits.startswith("0"):
        return Invalid(f"Số này có {len(digits)} chữ số. {_PHONE_HOW}")
    if not digits.startswith(_MOBILE):
        reason = f"Đầu số {digits[:3]} không phải đầu số di động thường gặp."
    return Doubt(answer, reason) if reason else answer


def show_phone(digits: str) -> str:
    """0912 345 678; landlines 024 3861 1234."""
    if len(digits) == 11:
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def _national(digits: str) -> str:
    """+84, 0084 and 84 rewritten to 0; other countries keep their plus."""
    for prefix, length in (("+84", 3), ("0084", 4)):
        if digits.startswith(prefix):
            return "0" + digits[length:].removeprefix("0")
    if digits.startswith("84") and len(digits) in {11, 12}:
        return "0" + digits[2:].removeprefix("0")
    return digits


def read_email(question: Question, text: str, context: Context) -> Outcome:
    """An address with a plausible domain, lower-cased after the @; near misses of well-known providers are doubts."""
    squeezed = re.sub(r"\s*([@.])\s*", r"\1", text)
    candidates = [part.strip("<>()[],;:.\"'") for part in squeezed.split() if "@" in part]
    if not candidates:
        return Invalid(f"Địa chỉ thư điện tử cần có dấu @. {_EMAIL_HOW}")
    if len(candidates) > 1:
        return Invalid(f"Xin chỉ ghi một địa chỉ. {_EMAIL_HOW}")
    name, _, domain = candidates[0].rpartition("@")
    address = f"{name}@{domain.lower()}"
    if not _EMAIL.fullmatch(address) or len(address) > 254:
        return Invalid(f"Địa chỉ này chưa đúng dạng (không dấu, không khoảng trống). {_EMAIL_HOW}")
    answer = Answer(address, address)
    domain = domain.lower()
    if domain not in _PROVIDERS and (near := difflib.get_close_matches(domain, _PROVIDERS, 1, 0.8)):
        return Doubt(answer, f"Địa chỉ ghi «{domain}», có phải anh/chị muốn ghi «{near[0]}»?")
    return answer
