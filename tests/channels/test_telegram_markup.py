"""Light markup as Telegram's HTML: escaped, balanced, within the limit, and nothing lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.markup import LIMIT, messages, plain, units
from bot.channels.telegram.sending import keyboard
from bot.engine.messages import Choice
from bot.engine.wording.markup import plain as own_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Chào **anh/chị**", "Chào <b>anh/chị</b>"),
        ("một\n\nhai", "một\n\nhai"),
        ("một\nhai", "một\nhai"),
        ("- một\n- hai", "• một\n• hai"),
        ("1. một\n2. hai", "1. một\n2. hai"),
        ("- một\n  - con\n- hai", "• một\n   • con\n• hai"),
        ("## Giấy tờ\n\nxong", "<b>Giấy tờ</b>\n\nxong"),
        ("[Cổng](https://dichvucong.gov.vn/a?b=1&c=2)", '<a href="https://dichvucong.gov.vn/a?b=1&amp;c=2">Cổng</a>'),
        ("[xấu](javascript:alert)", "[xấu](javascript:alert)"),
        ("<b>x</b> & <script>", "&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;"),
        ("`CT01`", "<code>CT01</code>"),
        ("> lời cán bộ", "<blockquote>lời cán bộ</blockquote>"),
        ("    thụt lề vẫn là chữ", "thụt lề vẫn là chữ"),
        ("![ảnh](https://a.vn/x.png)", '!<a href="https://a.vn/x.png">ảnh</a>'),
        ("a_b_c và 3*4*5", "a_b_c và 3<i>4</i>5"),
    ],
)
def test_markup(text: str, shown: str) -> None:
    assert messages(text) == (shown,)


@given(st.text(max_size=200))
def test_a_citizens_own_words_come_out_letter_for_letter(text: str) -> None:
    """However full of signs: the engine escapes them, and they are shown as typed."""
    expected = " ".join(plain("".join(messages("«" + own_words(text) + "»"))).split())
    assert " ".join(f"«{' '.join(_visible(text).split())}»".split()) == expected


def _visible(text: str) -> str:
    from bot.engine.wording.markup import one_line

    return one_line(text)


@given(
    st.lists(
        st.sampled_from(
            ["chữ ", "**đậm** ", "\n\n", "- mục\n", "<b>", "&", "😀", "[a](https://b.vn) ", "`x`", ". ", "x" * 900]
        ),
        max_size=60,
    ).map("".join)
)
@settings(max_examples=60, deadline=None)
def test_parts_fit_and_are_well_formed(text: str) -> None:
    whole = ""
    for part in messages(text):
        assert 0 < units(part) <= LIMIT
        _balanced(part)
        whole += plain(part)
    assert sorted(re.findall(r"[^\W_]", plain("".join(messages(text))))) == sorted(re.findall(r"[^\W_]", whole))


def test_a_paragraph_longer_than_a_message_is_cut_at_a_sentence_and_keeps_its_tags() -> None:
    text = "**" + "Một câu dài vừa phải. " * 400 + "hết**"
    parts = messages(text)
    assert len(parts) > 1
    assert all(part.startswith("<b>") and part.endswith("</b>") for part in parts)
    assert all(plain(part).rstrip().endswith(".") for part in parts[:-1])
    assert "".join(plain(part) for part in parts) == text.strip("*")


def test_nothing_is_nothing() -> None:
    assert messages(" \n ") == ()


def _balanced(part: str) -> None:
    stack: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z]+)[^>]*>", part):
        if closing:
            assert stack.pop() == name
        else:
            stack.append(name)
    assert not stack


def test_buttons_share_rows_by_length() -> None:
    made = keyboard([Choice(str(number), f"r:{number}") for number in range(1, 6)] + [Choice("Không đánh giá", "x")])
    assert made is not None
    assert [[button.text for button in row] for row in made.inline_keyboard] == [list("12345"), ["Không đánh giá"]]


def test_no_buttons_no_keyboard() -> None:
    assert keyboard([]) is None


def test_a_value_the_platform_would_refuse_is_left_out() -> None:
    assert keyboard([Choice("a", "x" * 65)]) is None
