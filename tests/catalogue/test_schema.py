"""The editors' schemas: written in Vietnamese, current in the repository, mapped to every kind of file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.catalogue.schema import GLOBS, files, schemas

CHECKOUT = Path(__file__).resolve().parents[2]


def test_the_committed_schemas_are_current() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in (CHECKOUT / ".schema").glob("*.json")}
    assert kept == files(), "run «motcua schema» and commit the result"


def test_the_editor_settings_name_every_schema() -> None:
    settings = json.loads((CHECKOUT / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {f".schema/{kind}.schema.json": globs for kind, globs in GLOBS.items()}
    assert set(GLOBS) == set(schemas())


@pytest.mark.parametrize("kind", sorted(schemas()))
def test_every_field_has_a_vietnamese_title(kind: str) -> None:
    for place, field in fields(schemas()[kind], kind):
        assert field.get("title"), place
        assert field["title"] != place.rpartition(".")[2].replace("_", " ").title(), f"{place} has no title of its own"
        assert "``" not in field.get("description", ""), place


def test_texts_may_look_like_numbers_because_the_loader_reads_them_as_text() -> None:
    assert schemas()["procedure"]["properties"]["code"]["type"] == ["string", "number"]


def fields(schema: dict[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, part in {place: schema.get("items", schema), **schema.get("definitions", {})}.items():
        for key, field in part.get("properties", {}).items():
            yield f"{name}.{key}", field
