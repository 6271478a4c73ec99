"""Reading one file: everything is text with a place, and no bytes whatever raise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue.source import LARGEST, read


def codes(raw: bytes) -> list[str]:
    return [issue.code for issue in read("x.yaml", raw).issues]


def test_scalars_stay_text_and_know_their_place() -> None:
    source = read("x.yaml", b"code: 1.000170\nphone: 0123\nno: no\nlist:\n  - 12:30\n")
    assert source.data == {"code": "1.000170", "phone": "0123", "no": "no", "list": ["12:30"]}
    assert source.places["list", 0] == (5, 5)
    assert source.keys[("phone",)] == (2, 1)
    assert source.issues == ()


def test_an_empty_value_is_no_value() -> None:
    source = read("x.yaml", b'note:\nother: ~\nkept: ""\n')
    assert source.data == {"kept": ""}
    assert source.place(("note",)) == (1, 6)


def test_windows_line_ends_are_fine() -> None:
    source = read("x.yaml", b"a: b\r\nc: |-\r\n  d\r\n  e\r\n")
    assert (source.data, source.issues) == ({"a": "b", "c": "d\ne"}, ())


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"# only a comment\n", "empty"),
        (b"\xff\xfea\x00", "utf8"),
        (b"a: \x01\n", "control"),
        (b"a: &x b\nc: *x\n", "anchor"),
        (b"a: !!python/object:os.system b\n", "anchor"),
        (b"<<<<<<< HEAD\na: b\n", "conflict"),
        (b"a: b\n---\nc: d\n", "documents"),
        (b"a: {b: c}\n", "inline-map"),
        (b"a:\n  - \n", "empty-item"),
        (b"? [a]\n: b\n", "key"),
        (b"a: @b\n", "character"),
        (b'a: "\\q"\n', "escape"),
        (b"a: b\na: c\n", "duplicate-key"),
        (b"a" * (LARGEST + 1), "size"),
    ],
)
def test_bad_letters_are_named(raw: bytes, code: str) -> None:
    assert code in codes(raw)


@pytest.mark.parametrize("raw", [b"[" * 100_000, b"a:\n" * 1000, b"[{" * 50_000, b"- " * 5000, b"? " * 5000])
def test_deep_nesting_is_refused_not_followed(raw: bytes) -> None:
    assert codes(raw)


def test_a_bomb_of_aliases_is_not_unfolded() -> None:
    lines = ["a: &a x"] + [f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)]
    source = read("x.yaml", "\n".join(lines).encode())
    assert source.data is None


@settings(deadline=None)  # a busy machine is no failure
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_exception(raw: bytes) -> None:
    read("x.yaml", raw)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet="ab:-#\"'[]{}|>&*!%@`, \n\t", max_size=60))
def test_any_yaml_like_text_is_read_without_an_exception(text: str) -> None:
    source = read("x.yaml", text.encode())
    assert source.data is not None or source.issues
