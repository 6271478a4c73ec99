"""Sealing: what it hides, what it refuses to open, and how a key is rotated."""

from __future__ import annotations

import pytest

from bot.storage.vault import Unreadable, Vault

OLD, NEW = "the old key of the office", "the new key of the office"


def test_what_is_sealed_opens_at_its_place() -> None:
    vault = Vault([OLD])
    assert (
        vault.open(vault.seal("Nguyễn Thị Hoa".encode(), "session:web:1"), "session:web:1").decode() == "Nguyễn Thị Hoa"
    )


def test_the_same_words_never_look_the_same() -> None:
    vault = Vault([OLD])
    assert vault.seal(b"001190000001", "session:web:1") != vault.seal(b"001190000001", "session:web:1")


def test_a_row_moved_to_another_citizen_does_not_open() -> None:
    vault = Vault([OLD])
    sealed = vault.seal(b"secret", "session:web:1")
    with pytest.raises(Unreadable):
        vault.open(sealed, "session:web:2")


def test_a_changed_row_does_not_open() -> None:
    vault = Vault([OLD])
    sealed = bytearray(vault.seal(b"secret", "session:web:1"))
    sealed[-1] ^= 1
    with pytest.raises(Unreadable):
        vault.open(bytes(sealed), "session:web:1")


def test_a_new_key_in_front_seals_and_the_old_one_still_opens() -> None:
    sealed = Vault([OLD]).seal(b"secret", "here")
    rotated = Vault([NEW, OLD])
    assert rotated.open(sealed, "here") == b"secret"
    assert not rotated.current(sealed)
    assert rotated.current(rotated.seal(b"secret", "here"))


def test_without_its_key_nothing_opens() -> None:
    sealed = Vault([OLD]).seal(b"secret", "here")
    with pytest.raises(Unreadable, match="no key"):
        Vault([NEW]).open(sealed, "here")


def test_the_blind_index_of_an_old_key_is_still_searched() -> None:
    assert Vault([OLD]).blind("0912345678") in Vault([NEW, OLD]).blinds("0912345678")


@pytest.mark.parametrize("keys", [[], ["short"], [OLD, "short"]])
def test_weak_keys_are_refused(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="16"):
        Vault(keys)
