"""Issues as lines for people, for programs and for the review page of a code host."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal

from bot.catalogue.issues import Issue

Format = Literal["text", "json", "github"]


def report(issues: Sequence[Issue], form: Format) -> str:
    """The issues in one of three forms, each ending with a line end unless empty.

    ``text`` is ``file:line:col: code: sentence``, warnings marked; ``json`` one array; ``github`` workflow commands.
    """
    if form == "json":
        return json.dumps([asdict(issue) for issue in issues], ensure_ascii=False, indent=1) + "\n"
    lines = [_annotation(issue) if form == "github" else _line(issue) for issue in issues]
    return "".join(line + "\n" for line in lines)


def _line(issue: Issue) -> str:
    mark = "" if issue.severity == "error" else "(nên sửa) "
    return f"{issue.file}:{issue.line}:{issue.column}: {issue.code}: {mark}{issue.sentence}"


def _annotation(issue: Issue) -> str:
    place = f"file={_property(issue.file)},line={issue.line},col={issue.column},title={_property(issue.code)}"
    return f"::{issue.severity} {place}::{_escaped(issue.sentence)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
