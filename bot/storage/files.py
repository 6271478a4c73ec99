"""Uploaded files as rows: name and content sealed for their owner."""

from __future__ import annotations

from typing import Any

from bot.storage.records import Upload
from bot.storage.vault import Vault


def upload_row(vault: Vault, upload: Upload) -> dict[str, object]:
    """The row of an upload."""
    place = f"upload:{upload.key}:{upload.id}"
    return {
        "id": upload.id, "key": upload.key, "media_type": upload.media_type, "size": upload.size, "at": upload.at,
        "name": vault.seal(upload.name.encode(), place + ":name"), "content": vault.seal(upload.content, place),
        "dossier": upload.dossier,
    }  # fmt: skip


def read_upload(vault: Vault, row: Any) -> Upload:
    """The upload of a row."""
    content = vault.open(row.content, f"upload:{row.key}:{row.id}")
    return Upload(row.id, row.key, file_name(vault, row), content, row.media_type, row.size, row.at, row.dossier)


def file_name(vault: Vault, row: Any) -> str:
    """The name of a row's file, without opening its content."""
    return vault.open(row.name, f"upload:{row.key}:{row.id}:name").decode()
