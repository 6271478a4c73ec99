"""Encryption at rest: AES-256-GCM under one or more keys, and a blind index where an encrypted value must be looked up."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SHORTEST_KEY = 16
_MARK = 4
_NONCE = 12


class Unreadable(Exception):
    """A stored value does not open with any of the keys: a key is missing, or the row was changed or moved."""


class Vault:
    """Seals with the first key, opens with any, so that a key is rotated by putting a new one in front."""

    def __init__(self, keys: Sequence[str]) -> None:
        """``keys``: secrets of at least 16 characters; raises ``ValueError`` when there is none or one is shorter."""
        if not keys or any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"cần ít nhất một khóa, mỗi khóa từ {SHORTEST_KEY} ký tự")
        derived = [_derive(key, b"seal") for key in keys]
        self._marks = [hashlib.sha256(key).digest()[:_MARK] for key in derived]
        self._ciphers = {mark: AESGCM(key) for mark, key in zip(self._marks, derived, strict=True)}
        self._blind = [_derive(key, b"blind") for key in keys]
        self._first = self._ciphers[self._marks[0]]

    def seal(self, plain: bytes, place: str) -> bytes:
        """Key mark, nonce and ciphertext; ``place`` (table and owner) is bound in, so a row cannot be moved to another."""
        nonce = os.urandom(_NONCE)
        return self._marks[0] + nonce + self._first.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """What ``seal`` was given for the same ``place``; raises ``Unreadable``."""
        cipher = self._ciphers.get(bytes(sealed[:_MARK]))
        if cipher is None:
            raise Unreadable(f"no key for {place.partition(':')[0]}")
        try:
            return cipher.decrypt(sealed[_MARK : _MARK + _NONCE], sealed[_MARK + _NONCE :], place.encode())
        except InvalidTag:
            raise Unreadable(f"changed or moved: {place.partition(':')[0]}") from None

    def current(self, sealed: bytes) -> bool:
        """Whether the first key sealed it (false: seal it again after a rotation)."""
        return bytes(sealed[:_MARK]) == self._marks[0]

    def blind(self, text: str) -> bytes:
        """The index to store for ``text`` (32 bytes)."""
        return hmac.digest(self._blind[0], text.encode(), "sha256")

    def blinds(self, text: str) -> tuple[bytes, ...]:
        """The indexes under which ``text`` may have been stored, one for each key."""
        return tuple(hmac.digest(key, text.encode(), "sha256") for key in self._blind)


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"motcua " + purpose).derive(secret.encode())
