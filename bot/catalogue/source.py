"""Reading one YAML file: text values with their places, and every fault as an issue, never an exception."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml

from bot.catalogue.issues import Issue, Path, Severity, Source

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Composes nodes without asking what type a scalar looks like: here everything is text, and that is a third of the time."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return "text"

    def descend_resolver(self, node: Any, index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


LARGEST = 2_000_000
"""Bytes of the largest content file; the largest real one is below 60,000."""

_TAB = re.compile(r"^\s*\t", re.MULTILINE)
_TRAILING = re.compile(r"[^\S\n]+$", re.MULTILINE)
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})", re.MULTILINE)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_MARKED = re.compile(r"(?:^|[\s\[{,:-])[&*!]\S", re.MULTILINE)
_DEEP = re.compile(
    r"^[ ?-]{200}", re.MULTILINE
)  # every level of a block needs a column; deeper ones crash the C parser
_BRACKETS = 100
_LOST_HASH = re.compile(r"\s#\S")

_PROBLEMS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "colon",
     "Dấu hai chấm không đúng chỗ; hãy đặt cả câu trong dấu nháy kép, hoặc xem lại thụt lề."),
    ("could not find expected ':'", "no-colon", "Thiếu dấu hai chấm sau tên khóa, hoặc dòng này thụt lề sai."),
    ("did not find expected '-'", "indent", "Thụt lề không khớp với danh sách ở trên; các dấu «- » phải thẳng hàng."),
    ("did not find expected key", "indent", "Thụt lề không khớp các dòng ở trên, hoặc có chữ thừa sau dấu nháy đóng."),
    ("expected <block end>", "indent", "Thụt lề không khớp các dòng ở trên, hoặc có chữ thừa sau dấu nháy đóng."),
    ("did not find expected ',' or", "bracket", "Dấu ngoặc mở mà chưa đóng; hãy viết mỗi mục một dòng với «- »."),
    ("expected ',' or", "bracket", "Dấu ngoặc mở mà chưa đóng; hãy viết mỗi mục một dòng với «- »."),
    ("unexpected end of stream", "quote", "Dấu nháy mở mà chưa đóng."),
    ("cannot start any token", "character", "Câu bắt đầu bằng ký tự này phải đặt trong dấu nháy kép."),
    ("expected alphabetic or numeric", "anchor", "Câu bắt đầu bằng &, * hoặc ! phải đặt trong dấu nháy kép."),
    ("unknown escape", "escape", "Dấu gạch chéo ngược trong dấu nháy kép không hợp lệ; hãy bỏ nó đi."),
    ("found another document", "documents", "Mỗi tệp chỉ có một phần; hãy bỏ dòng «---» này."),
)  # fmt: skip


def read(file: str, raw: bytes) -> Source:
    """The content of one file named ``file``; ``data`` is None when nothing could be read, and issues say why."""
    if len(raw) > LARGEST:
        return Source(file, issues=(Issue(file, 1, 1, "size", "Tệp quá lớn; hãy chia thành nhiều tệp nhỏ hơn."),))
    found: list[Issue] = []
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        found.append(
            Issue(file, 1, 1, "bom", "Đầu tệp có dấu BOM không nhìn thấy; hãy lưu lại với bảng mã «UTF-8» không BOM.")
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        sentence = "Tệp không ở bảng mã UTF-8; hãy mở bằng trình soạn thảo và lưu lại với bảng mã UTF-8."
        return Source(file, issues=(*found, Issue(file, line, 1, "utf8", sentence)))
    text = text.replace("\r\n", "\n")
    found += _letters(file, text)
    stop = _unreadable(file, text)
    if stop:
        return Source(file, issues=(*found, *stop))
    text = unicodedata.normalize("NFC", text)
    try:
        root = compose(text)
    except yaml.YAMLError as error:
        if not any(issue.code == "tab" for issue in found):
            found.append(_problem(file, error))
        return Source(file, issues=tuple(found))
    except RecursionError:
        return Source(file, issues=(*found, Issue(file, 1, 1, "depth", "Các mục lồng nhau quá sâu.")))
    if root is None:
        return Source(file, issues=(*found, Issue(file, 1, 1, "empty", "Tệp trống.")))
    walk = _Walk(file, text, found)
    try:
        data = walk.value(root, ())
    except RecursionError:
        return Source(file, issues=(*found, Issue(file, 1, 1, "depth", "Các mục lồng nhau quá sâu.")))
    if data is None:
        found.append(Issue(file, 1, 1, "empty", "Tệp trống."))
    return Source(file, data, walk.places, walk.keys, tuple(found))


def compose(text: str) -> Any:
    """The nodes of ``text`` with their marks; None when there are none; raises ``yaml.YAMLError``."""
    return yaml.compose(text, Loader=_Loader)


class _Walk:
    """One pass over the composed nodes: the plain data, the places and the faults of form."""

    def __init__(self, file: str, text: str, found: list[Issue]) -> None:
        self.file = file
        self.found = found
        self.places: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.hashes = {text.count("\n", 0, hit.start()): text for hit in _LOST_HASH.finditer(text)}
        self.lines = text.split("\n") if self.hashes else []

    def value(self, node: Any, path: Path) -> object:
        """The text, list or mapping of ``node``; None for an empty value."""
        mark = node.start_mark
        self.places[path] = (mark.line + 1, mark.column + 1)
        if node.id == "scalar":
            if not node.style:  # plain: None from the Python parser, empty from the C one
                if self.hashes:
                    self._hash(node)
                if node.value in {"", "~", "null"}:
                    return None
            return str(node.value)
        if node.flow_style:
            self._inline(node)
        if node.id == "sequence":
            return [self._item(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _item(self, node: Any, path: Path) -> object:
        value = self.value(node, path)
        if value is None:
            self._say(node.start_mark, "empty-item", "Mục này trống; hãy viết nội dung sau «- » hoặc xóa dòng.")
            return ""
        return value

    def _mapping(self, node: Any, path: Path) -> dict[str, object]:
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                self._say(key_node.start_mark, "key", "Tên khóa phải là một từ.")
                continue
            key = str(key_node.value)
            where = (*path, key)
            if where in self.keys:
                first = self.keys[where][0]
                self._say(key_node.start_mark, "duplicate-key", f"Khóa «{key}» viết hai lần; lần đầu ở dòng {first}.")
                continue
            self.keys[where] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            value = self.value(value_node, where)
            if value is not None:  # «note:» with nothing after it is the same as no note
                mapping[key] = value
        return mapping

    def _inline(self, node: Any) -> None:
        sort = ("inline-list", "Danh sách") if node.id == "sequence" else ("inline-map", "Nhóm khóa")
        end = "hãy xóa dòng này." if not node.value else "mỗi mục phải viết riêng một dòng."
        self._say(node.start_mark, sort[0], f"{sort[1]} không viết trong dấu ngoặc; {end}")

    def _hash(self, node: Any) -> None:
        mark = node.end_mark
        if mark.line in self.hashes and _LOST_HASH.match(self.lines[mark.line], mark.column):
            sentence = "Phần từ dấu # trở đi bị coi là ghi chú và mất; hãy đặt cả câu trong dấu nháy kép."
            self._say(mark, "lost-hash", sentence, "warning")

    def _say(self, mark: Any, code: str, sentence: str, severity: Severity = "error") -> None:
        self.found.append(Issue(self.file, mark.line + 1, mark.column + 1, code, sentence, severity))


def _letters(file: str, text: str) -> list[Issue]:
    """Faults of single characters that the eye does not see."""
    found: list[Issue] = []

    def say(offset: int, code: str, sentence: str, severity: Severity = "error") -> None:
        start = text.rfind("\n", 0, offset) + 1
        found.append(Issue(file, text.count("\n", 0, offset) + 1, offset - start + 1, code, sentence, severity))

    if "\t" in text:
        for hit in _TAB.finditer(text):
            say(hit.end() - 1, "tab", "Đầu dòng có phím Tab; chỉ thụt lề bằng dấu cách.")
    for hit in _TRAILING.finditer(text):
        say(hit.start(), "trailing-space", "Cuối dòng có khoảng trắng thừa.", "warning")
    for hit in _INVISIBLE.finditer(text):
        say(hit.start(), "invisible", f"Có ký tự không nhìn thấy (U+{ord(hit[0]):04X}); hãy xóa và gõ lại chỗ này.")
    if not unicodedata.is_normalized("NFC", text):
        offset = 0
        for line in text.split("\n"):
            normal = unicodedata.normalize("NFC", line)
            if normal != line:
                column = next((i for i, (a, b) in enumerate(zip(line, normal, strict=False)) if a != b), 0)
                say(
                    offset + column,
                    "nfd",
                    "Chữ có dấu ở dạng ghép (NFD), nhìn giống mà máy tìm không thấy; hãy gõ lại dòng này.",
                )
            offset += len(line) + 1
    return found


def _unreadable(file: str, text: str) -> list[Issue]:
    """What must not even be parsed: control characters, conflict marks, anchors, aliases and tags (can explode)."""

    def at(offset: int, code: str, sentence: str) -> Issue:
        start = text.rfind("\n", 0, offset) + 1
        return Issue(file, text.count("\n", 0, offset) + 1, offset - start + 1, code, sentence)

    if hit := _UNPRINTABLE.search(text):
        return [at(hit.start(), "control", f"Có ký tự điều khiển (U+{ord(hit[0]):04X}); hãy xóa nó.")]
    if hit := _CONFLICT.search(text):
        return [
            at(hit.start(), "conflict", "Tệp còn dấu của hai bản sửa chồng nhau; hãy chọn một bản và xóa các dòng dấu.")
        ]
    if hit := _DEEP.search(text):
        return [at(hit.start(), "depth", "Các mục lồng nhau quá sâu.")]
    if text.count("[") + text.count("{") > _BRACKETS and (offset := _too_deep(text)) is not None:
        return [at(offset, "depth", "Các dấu ngoặc lồng nhau quá sâu.")]
    if not _MARKED.search(text):
        return []
    found: list[Issue] = []
    try:
        for token in yaml.scan(text, Loader=_Loader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                mark = token.start_mark
                sentence = (
                    "Không dùng ký hiệu &, * hoặc ! của YAML; nếu là chữ trong câu, hãy đặt cả câu trong dấu nháy kép."
                )
                found.append(Issue(file, mark.line + 1, mark.column + 1, "anchor", sentence))
    except yaml.YAMLError:
        return found  # compose meets the same error and says it
    return found


def _too_deep(text: str) -> int | None:
    """Where more brackets are open than any content has: beyond some ten thousand the C parser crashes."""
    depth = 0
    for hit in re.finditer(r"[\[{\]}]", text):
        depth = depth + 1 if hit[0] in "[{" else max(depth - 1, 0)
        if depth > _BRACKETS:
            return hit.start()
    return None


def _problem(file: str, error: yaml.YAMLError) -> Issue:
    """The parser's complaint in words for office staff."""
    problem = str(getattr(error, "problem", "") or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    context = getattr(error, "context_mark", None)
    for words, code, sentence in _PROBLEMS:
        if words in problem:
            if code == "quote" and context:
                line, column = context.line + 1, context.column + 1
            return Issue(file, line, column, code, sentence)
    return Issue(file, line, column, "syntax", "Không đọc được chỗ này; hãy xem lại thụt lề, dấu hai chấm và dấu nháy.")
