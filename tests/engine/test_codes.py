"""Codes read aloud: shape, check sign, slips found."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.engine import codes

DAYS = st.dates(date(2026, 1, 1), date(2055, 1, 1))
CODES = st.builds(codes.make, st.binary(min_size=8, max_size=8), DAYS)


@given(st.binary(min_size=8, max_size=8), DAYS)
def test_a_code_is_read_back_however_it_is_spaced(entropy: bytes, day: date) -> None:
    code = codes.make(entropy, day)
    assert (
        codes.check(code) == codes.check(code.lower().replace("-", " ")) == codes.check(code.replace("-", "")) == code
    )
    assert codes.day_of(code) == day
    assert not codes.official(code)
    assert not set(code.removeprefix("MC")) & set("01OILAEUYBGSZ")


@given(CODES, st.integers(2, 11), st.sampled_from(codes.ALPHABET))
def test_every_wrong_sign_is_found(code: str, place: int, sign: str) -> None:
    body = code.replace("-", "")
    wrong = body[:place] + sign + body[place + 1 :]
    assert (codes.check(wrong) is None) == (wrong != body)
    assert codes.did_you_mean(wrong, {code}) == code


@given(CODES, st.integers(2, 10))
def test_every_swap_of_neighbours_is_found(code: str, place: int) -> None:
    body = code.replace("-", "")
    wrong = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    assert (codes.check(wrong) is None) == (wrong != body)
    assert codes.did_you_mean(wrong, {code}) == code


@given(st.text(max_size=30))
def test_any_text_is_judged(text: str) -> None:
    assert codes.check(text) is None or codes.resembles(text)
    assert codes.did_you_mean(text, ()) is None


def test_a_taken_code_is_not_made_again() -> None:
    day, entropy = date(2026, 11, 23), bytes(8)
    first = codes.make(entropy, day)
    second = codes.make(entropy, day, {first})
    assert first != second
    assert codes.check(second) == second
    assert codes.draft_id(entropy, {codes.draft_id(entropy)}) != codes.draft_id(entropy)


def test_official_codes_are_known_by_their_shape_and_date() -> None:
    assert codes.official("H15.50.05.13-261008-0975")
    assert codes.official("000.00.19.H26-210115-0001")
    assert not codes.official("000.00.19.H26-211315-0001")
