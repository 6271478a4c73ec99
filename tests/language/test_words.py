"""Words of a message, whatever the letters are dressed in."""

from __future__ import annotations

import unicodedata

import pytest

from bot.language import words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("khai  sinh", ["khai", "sinh"]),
        ("khai\u00a0sinh", ["khai", "sinh"]),
        ("khai\u3000sinh", ["khai", "sinh"]),
        ("khai_sinh", ["khai", "sinh"]),
        (unicodedata.normalize("NFD", "hộ chiếu"), ["hộ", "chiếu"]),
        ("k\u200bhai si\u200cnh", ["khai", "sinh"]),
        ("ｋｈａｉ　ｓｉｎｈ", ["khai", "sinh"]),
        ("𝐤𝐡𝐚𝐢 𝐬𝐢𝐧𝐡", ["khai", "sinh"]),
        ("b.h.y.t", ["bhyt"]),
        ("G.C.N đất", ["gcn", "đất"]),
        ("Đ.K khai sinh", ["đk", "khai", "sinh"]),
        ("g/k/s", ["gks"]),
        ("h/c", ["h/c"]),
        ("vâng a.e ơi", ["vâng", "a", "e", "ơi"]),
        ("xong.em hỏi", ["xong", "em", "hỏi"]),
    ],
)
def test_words(text: str, told: list[str]) -> None:
    assert words(text) == told
