"""Sessions through their bytes, from this version and from others."""

from __future__ import annotations

import json

import pytest

from bot.engine.session import FORMAT, Answer, Draft, Session, Submitted, dump, load
from tests.engine.town import START

SESSION = Session(
    drafts={
        "1.001193": Draft("d", "1.001193", START, answers={"ten": Answer("An", "An"), "anh": Answer(("u1",), "a.jpg")})
    },
    active="1.001193",
    dossiers=(Submitted("MC-222-2222-222", "1.000656", "ready", START),),
    reminders=True,
)


def test_a_session_is_equal_after_its_bytes() -> None:
    assert load(dump(SESSION)) == SESSION


def test_unknown_fields_of_a_later_version_do_no_harm() -> None:
    later = {**json.loads(dump(SESSION)), "format": FORMAT + 1, "mood": "good"}
    assert load(json.dumps(later).encode()) == SESSION


def test_another_shape_keeps_answers_dossiers_and_consents() -> None:
    other = {**json.loads(dump(SESSION)), "format": FORMAT + 1, "misses": "none", "active": ["1.001193"]}
    other["drafts"]["broken"] = {"id": 1}
    kept = load(json.dumps(other).encode())
    assert (SESSION.drafts, SESSION.dossiers, True, None) == (kept.drafts, kept.dossiers, kept.reminders, kept.active)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"format": 1, "misses": "x"}', b'{"drafts": 3}'])
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        load(raw)
