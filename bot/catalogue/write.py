"""Writing into a content file by hand-sized edits: only the lines that change change; comments and order stay."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from bot.catalogue.issues import Path
from bot.catalogue.render import dump, entry, item, scalar
from bot.catalogue.source import compose, read

Order = Callable[[Path], Sequence[str]]
"""The keys a mapping at a path should have, in their order, so that a new key lands among its neighbours."""


def edit(text: str, changes: Mapping[Path, object], order: Order | None = None) -> str:
    """``text`` with the value at each path replaced, added where it is missing, or taken away where it is None.

    Values are texts, numbers, yes/no, dates, lists and mappings of them. Lists are compared with what stands there, so
    that only items that differ are touched. Raises ``ValueError`` when ``text`` is not readable content or a path
    leads nowhere.
    """
    windows = "\r\n" in text
    text = text.replace("\r\n", "\n")
    source = read("", text.encode())
    if source.data is None:
        raise ValueError("; ".join(issue.sentence for issue in source.issues))
    expected = source.data
    for path, value in changes.items():
        wanted = _texts(value)
        expected = _with(expected, path, wanted)
        for step in _steps(path, _at(source.data, path), wanted):
            text = _Writer(text, order).apply(step)
        source = read("", text.encode())
    if source.data != expected:
        raise ValueError("Không ghi được thay đổi này vào tệp.")
    return text.replace("\n", "\r\n") if windows else text


def new(value: Mapping[str, object]) -> str:
    """A fresh content file holding ``value``."""
    return dump(_texts(value))


@dataclass(frozen=True, slots=True)
class _Step:
    """Put ``value`` at ``path`` (None: take it away); ``insert``: before what stands at that place of a list."""

    path: Path
    value: Any
    insert: bool = False


def _steps(path: Path, old: object, wanted: object) -> Iterator[_Step]:
    """The smallest edits from ``old`` to ``wanted``, later places first so that earlier ones keep their numbers."""
    if old == wanted:
        return
    if isinstance(old, Mapping) and isinstance(wanted, Mapping) and wanted:
        yield from (_Step((*path, key), None) for key in old if key not in wanted)
        for key, value in wanted.items():
            yield from _steps((*path, key), old.get(key), value)
    elif isinstance(old, list) and isinstance(wanted, list) and old and wanted:
        yield from _list_steps(path, old, wanted)
    else:
        yield _Step(path, None if wanted in ([], {}) else wanted)


def _list_steps(path: Path, old: list[Any], wanted: list[Any]) -> Iterator[_Step]:
    matcher = difflib.SequenceMatcher(
        None, [_identity(item) for item in old], [_identity(item) for item in wanted], False
    )
    for sort, i1, i2, j1, j2 in reversed(matcher.get_opcodes()):
        if sort == "equal":
            for i, j in zip(reversed(range(i1, i2)), reversed(range(j1, j2)), strict=True):
                yield from _steps((*path, i), old[i], wanted[j])
            continue
        shared = min(i2 - i1, j2 - j1)
        yield from (_Step((*path, i), None) for i in reversed(range(i1 + shared, i2)))
        yield from (_Step((*path, i1 + shared), wanted[j], insert=True) for j in reversed(range(j1 + shared, j2)))
        for place in reversed(range(shared)):
            yield from _steps((*path, i1 + place), old[i1 + place], wanted[j1 + place])


def _identity(item: object) -> str:
    if isinstance(item, Mapping):
        for key in ("id", "value", "code"):
            if key in item:
                return f"{key}={item[key]}"
    return repr(item)


class _Writer:
    """One edit of one text."""

    def __init__(self, text: str, order: Order | None) -> None:
        self.lines = text.split("\n")
        self.order = order
        self.root: Any = compose(text)

    def apply(self, step: _Step) -> str:
        """The text after ``step``."""
        if step.value is None:
            self._delete(step.path)
        elif step.insert:
            self._insert_item(step.path, step.value)
        else:
            try:
                node = self._node(step.path)
            except KeyError:
                self._insert_key(step.path, step.value)
            else:
                if node.id == "scalar" and isinstance(step.value, str):
                    self._set(step.path, node, step.value)
                else:
                    self._replace(step.path, step.value)
        return "\n".join(self.lines)

    def _node(self, path: Path) -> Any:
        node = self.root
        for part in path:
            node = node.value[part] if isinstance(part, int) else self._pair(node, part)[1]
        return node

    def _pair(self, node: Any, key: str) -> Any:
        if node.id != "mapping":
            raise KeyError(key)
        for pair in node.value:
            if pair[0].value == key:
                return pair
        raise KeyError(key)

    def _indent(self, path: Path) -> int:
        """Column of the key or dash that introduces the value at ``path``."""
        parent, last = self._node(path[:-1]), path[-1]
        if isinstance(last, int):
            return int(parent.start_mark.column)
        return int(self._pair(parent, last)[0].start_mark.column)

    def _set(self, path: Path, node: Any, value: str) -> None:
        start, end = node.start_mark, node.end_mark
        first, last = start.line, _last_line(node, self.lines)
        style = node.style or ""
        head = self.lines[first][: start.column]
        if not head.endswith(" "):
            head += " "  # «note:» with nothing after it
        tail = self.lines[end.line][end.column :] if style not in {"|", ">"} and node.value else ""
        if not node.value and not style:
            first = last = start.line
            tail = self.lines[first][start.column :]
        shown = scalar(value, style)
        pad = " " * self._indent(path)
        body = [line if number == 0 or not line else pad + line for number, line in enumerate(shown.split("\n"))]
        body[0] = head + body[0]
        body[-1] += tail
        self.lines[first : last + 1] = body

    def _replace(self, path: Path, value: Any) -> None:
        last = path[-1]
        first, end = self._span(path)
        if isinstance(last, int):
            body = item(value, self._indent(path))
        else:
            if self._shares_its_dash(path):
                raise ValueError("Không thay được khóa đứng đầu một mục.")
            body = entry(str(last), value, self._indent(path))
        self.lines[first : end + 1] = body

    def _delete(self, path: Path) -> None:
        parent = self._node(path[:-1])
        if len(parent.value) == 1 and len(path) > 1:
            self._delete(path[:-1])
            return
        if self._shares_its_dash(path):
            raise ValueError("Không xóa được khóa đứng đầu một mục.")
        first, last = self._span(path)
        del self.lines[first : last + 1]

    def _insert_item(self, path: Path, value: Any) -> None:
        parent, place = self._node(path[:-1]), path[-1]
        assert isinstance(place, int)
        count = len(parent.value)
        line = self._span(path)[0] if place < count else self._span((*path[:-1], count - 1))[1] + 1
        self.lines[line:line] = item(value, parent.start_mark.column)

    def _insert_key(self, path: Path, value: Any) -> None:
        parent, key = self._node(path[:-1]), path[-1]
        if parent.id != "mapping" or not isinstance(key, str):
            raise ValueError(f"Không có chỗ cho «{key}» trong tệp.")
        present = [str(pair[0].value) for pair in parent.value]
        after = present[-1]
        if self.order and key in (wanted := list(self.order(path[:-1]))):
            before = [name for name in present if name in wanted and wanted.index(name) < wanted.index(key)]
            after = before[-1] if before else present[-1]
        line = self._span((*path[:-1], after))[1] + 1
        self.lines[line:line] = entry(key, value, parent.value[0][0].start_mark.column)

    def _span(self, path: Path) -> tuple[int, int]:
        """First and last line (from 0) of a key with its value, or of a list item."""
        parent, last = self._node(path[:-1]), path[-1]
        if isinstance(last, int):
            node = parent.value[last]
            first = int(node.start_mark.line)
            while self.lines[first][parent.start_mark.column : parent.start_mark.column + 1] != "-":
                first -= 1  # the dash can stand above its value
            return first, _last_line(node, self.lines)
        key, node = self._pair(parent, last)
        return int(key.start_mark.line), max(int(key.start_mark.line), _last_line(node, self.lines))

    def _shares_its_dash(self, path: Path) -> bool:
        """Whether the key stands on the line of its item's dash (``- id: …``)."""
        if isinstance(path[-1], int) or len(path) < 2 or not isinstance(path[-2], int):
            return False
        key = self._pair(self._node(path[:-1]), path[-1])[0]
        return "-" in self.lines[key.start_mark.line][: key.start_mark.column]


def _last_line(node: Any, lines: Sequence[str]) -> int:
    """The last line (from 0) on which something of ``node`` stands; blank lines and comments after it are not its own."""
    if node.id == "mapping" and node.value:
        return _last_line(node.value[-1][1], lines)
    if node.id == "sequence" and node.value:
        return _last_line(node.value[-1], lines)
    if node.id == "scalar" and node.style in {"|", ">"}:
        last = min(int(node.end_mark.line), len(lines)) - (1 if node.end_mark.column == 0 else 0)
        last = min(last, len(lines) - 1)
        depth = None
        for number in range(node.start_mark.line + 1, last + 1):
            if lines[number].strip():
                width = len(lines[number]) - len(lines[number].lstrip())
                depth = width if depth is None else depth
                if width < depth:
                    last = number - 1
                    break
        while last > node.start_mark.line and not lines[last].strip():
            last -= 1
        return last
    if node.id == "scalar" and not node.value and not node.style:
        return int(node.start_mark.line)
    return int(node.end_mark.line) - (
        1 if node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line else 0
    )


def _texts(value: object) -> Any:
    """What the reader will see: texts, lists and mappings only; None for what is to be taken away."""
    match value:
        case None:
            return None
        case bool():
            return "có" if value else "không"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case Mapping():
            return {str(key): _texts(part) for key, part in value.items() if part is not None}
        case str():
            return value
        case Sequence():
            return [_texts(part) for part in value]
    return str(value)


def _at(data: object, path: Path) -> object:
    for part in path:
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _with(data: Any, path: Path, value: Any) -> Any:
    """``data`` after the change, as the reader will see it: what became empty is gone."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(first, int) and first < len(data):
        changed = _with(data[first], rest, value)
        kept = [] if changed in (None, [], {}) else [changed]
        return [*data[:first], *kept, *data[first + 1 :]]
    if isinstance(data, dict) and isinstance(first, str):
        changed = _with(data.get(first), rest, value)
        if changed in (None, [], {}):
            return {key: part for key, part in data.items() if key != first}
        return {**data, first: changed}
    if data is None and not path[1:] and isinstance(first, str):
        return {first: value}
    raise ValueError(f"Không có chỗ «{'.'.join(map(str, path))}» trong tệp.")
