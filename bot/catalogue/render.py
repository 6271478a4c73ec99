"""Values as YAML lines in the style of our content: plain where possible, blocks of lines, no quotes around numbers."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, SingleQuotedScalarString

_FOLD_AT = 100


class _TextResolver(VersionedResolver):
    """Every plain scalar is a text, as our reader sees it; so codes and dates need no quotes."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0] and value not in {"", "~", "null"}:
            return "tag:yaml.org,2002:str"
        return super().resolve(kind, value, implicit)


def _yaml() -> YAML:
    writer = YAML()
    writer.Resolver = _TextResolver
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 4096
    return writer


def dump(value: object) -> str:
    """A whole file holding ``value`` (texts, lists and mappings of them)."""
    out = io.StringIO()
    _yaml().dump(_literal(value), out)
    return out.getvalue()


def _literal(value: object) -> object:
    """Texts of several lines as blocks."""
    if isinstance(value, Mapping):
        return {key: _literal(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_literal(part) for part in value]
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value)
    return value


def scalar(value: str, style: str) -> str:
    """A text as it stands after ``key: ``; a quoted or folded one stays quoted or folded."""
    if "\n" not in value:
        if style == ">" and len(value) > _FOLD_AT and value == " ".join(value.split()):
            return "\n".join([">-", *("  " + line for line in textwrap.wrap(value, _FOLD_AT, break_long_words=False))])
        quoted: object = value
        if style == '"':
            quoted = DoubleQuotedScalarString(value)
        elif style == "'":
            quoted = SingleQuotedScalarString(value)
        out = io.StringIO()
        _yaml().dump({"k": quoted}, out)
        return out.getvalue().rstrip("\n").removeprefix("k:").lstrip(" ")
    return dump({"k": value}).rstrip("\n").removeprefix("k: ")


def entry(key: str, value: object, indent: int) -> list[str]:
    """The lines of a key with its value, ``indent`` columns in."""
    return _lines(dump({key: value}), indent)


def item(value: object, indent: int) -> list[str]:
    """The lines of one list item, its dash ``indent`` columns in."""
    below = dump({"k": [value]}).split("\n", 1)[1]
    return _lines(textwrap.dedent(below) if not isinstance(value, str) else _undented(below), indent)


def _undented(text: str) -> str:
    return "\n".join(line[2:] if line.startswith("  ") else line for line in text.split("\n"))


def _lines(text: str, indent: int) -> list[str]:
    return [" " * indent + line if line else line for line in text.rstrip("\n").split("\n")]
