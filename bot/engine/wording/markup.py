"""How single values look inside a sentence: dates, money, citizens' own words, masked numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|~.+-])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")
"""Begins at the edge of a word and gives nothing back: ten thousand letters without a space are looked at once."""

_LONG_NUMBER = re.compile(r"(?<!\d)\+?\d(?:[ .\-]?\d){8,}(?!\d)")


def one_line(text: str) -> str:
    """NFC on one line, without control, zero-width and direction-changing characters."""
    kept = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text if unicodedata.category(c) != "Cf"
    )
    return " ".join(unicodedata.normalize("NFC", kept).split())


def plain(text: str) -> str:
    """A citizen's own words, escaped with backslashes so that light markup shows them letter for letter."""
    safe = _MARKUP.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", safe)


def unescaped(text: str) -> str:
    """What a reader sees of ``plain``'s output; for channels without markup."""
    return _ESCAPED.sub(r"\1", text)


def masked(text: str) -> str:
    """The text on one line with e-mail addresses and numbers of nine digits or more (identity, phone, account) hidden."""
    return _LONG_NUMBER.sub("[số đã ẩn]", _EMAIL.sub("[email đã ẩn]", one_line(text)))


def shortened(text: str, limit: int = 60) -> str:
    """At most ``limit`` characters, cut at a word where possible, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut).rstrip(" ,;:") + "…"


def day(value: date) -> str:
    """dd/mm/yyyy."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def month(value: str) -> str:
    """``2026-07`` as ``tháng 7/2026``."""
    return f"tháng {int(value[5:])}/{value[:4]}"


def money(amount: int) -> str:
    """``10000`` as ``10.000 đồng``."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def size(count: int) -> str:
    """A file size in the units people know, with a decimal comma."""
    if count < 1024:
        return f"{count} byte"
    if count < 1024 * 1024:
        return f"{count // 1024} KB"
    return f"{count / 1024 / 1024:.1f} MB".replace(".", ",")


def listed(items: Iterable[str]) -> str:
    """A light-markup list, one item per line."""
    return "\n".join(f"- {item}" for item in items)


def joined(*paragraphs: str) -> str:
    """Paragraphs with an empty line between; empty ones are left out."""
    return "\n\n".join(part for part in paragraphs if part)


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it starts with an abbreviation such as UBND."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
