"""The design tokens hold their promise: every pair of colours that meets on a screen is readable (WCAG AA)."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import bot.channels.web

CSS = (Path(bot.channels.web.__file__).parent / "static" / "tokens.css").read_text("utf-8")
PAIRS = (
    *product(("ink", "ink-soft", "brand", "danger", "warn", "ok"), ("surface",)),
    *product(("ink", "ink-soft", "brand"), ("paper", "surface-2")),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-brand-tint", "brand-tint"),
    ("brand", "brand-tint"),
    ("ink-soft", "brand-tint"),
    ("ok", "ok-tint"),
    ("warn", "warn-tint"),
    ("danger", "danger-tint"),
    ("surface", "danger"),
    ("accent", "accent-tint"),
)


def palette(dark: bool) -> dict[str, str]:
    """The tokens of one scheme."""
    light, _, rest = CSS.partition("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return {**found, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rest))} if dark else found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_text_is_readable(dark: bool, front: str, back: str) -> None:
    """At least 4.5 to 1."""
    colours = palette(dark)
    one, two = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (one + 0.05) / (two + 0.05) >= 4.5


def test_borders_of_fields_can_be_seen() -> None:
    """At least 3 to 1 against what they stand on."""
    for dark in (False, True):
        colours = palette(dark)
        one, two = sorted((luminance(colours["line-strong"]), luminance(colours["surface"])), reverse=True)
        assert (one + 0.05) / (two + 0.05) >= 3
