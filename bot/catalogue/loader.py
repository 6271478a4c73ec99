"""From folders of content to one immutable catalogue, or to everything that is wrong with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.catalogue import national
from bot.catalogue import source as yaml_source
from bot.catalogue.content import Content, Read
from bot.catalogue.files import content_files, kind_by_keys, kind_by_place, shown, strays
from bot.catalogue.issues import CatalogueError, Issue, Source, has_errors, in_order
from bot.catalogue.model import Calendar, Catalogue, FaqTopic, Offices, Procedure, Publications, Transcript
from bot.catalogue.shape import listed, shaped
from bot.catalogue.wordlists import WORDLISTS

__all__ = ["NATIONAL", "Memory", "load", "read", "shown", "survey"]

Value = TypeVar("Value", bound=BaseModel)

# Identities are read from the letters, so that a file the parser refuses still has them.
_OWN_CODE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*[\"']?code[\"']?\s*:\s*[\"']?([0-9]\.[0-9]{6})\b", re.MULTILINE)
_ENTRY_ID = re.compile(rb"^\s*-?\s*id\s*:\s*[\"']?([a-z0-9_]+)", re.MULTILINE)

NATIONAL = "national.json"
"""Name of the file in a content root that holds imported national records (``national.dump``)."""


@dataclass
class Memory:
    """What the last survey understood of every file, by its name and bytes; for surveys that repeat, as while typing."""

    sources: dict[tuple[str, bytes], Source] = field(default_factory=dict)
    shapes: dict[tuple[str, bytes, str], tuple[Any, tuple[Issue, ...]]] = field(default_factory=dict)


def load(roots: Sequence[Path]) -> Catalogue:
    """The catalogue of these roots; raises ``CatalogueError`` with every error when it is not sound."""
    catalogue, issues = read(roots)
    if catalogue is None:
        raise CatalogueError([issue for issue in issues if issue.severity == "error"])
    return catalogue


def read(roots: Sequence[Path]) -> tuple[Catalogue | None, tuple[Issue, ...]]:
    """The catalogue (None when there are errors) and all issues of form and identity, in the order of the files.

    Looks only at what a conversation needs to be sound; ``checks.check`` looks at everything staff should know.
    """
    content = survey(roots, transcripts=False)
    return (None if has_errors(content.issues) else content.catalogue()), content.issues


def survey(
    roots: Sequence[Path],
    texts: Mapping[Path, str] | None = None,
    loose: Sequence[Path] = (),
    *,
    transcripts: bool = True,
    memory: Memory | None = None,
) -> Content:
    """Everything in these roots, each of which holds ``procedures/`` and ``faq/`` or an imported national catalogue.

    ``texts`` stand in for files on disk (unsaved edits, or new files), by their path. Files are read in name order.
    ``loose`` are single files outside any root; what they are is told by their keys.
    Without ``transcripts`` the tests beside the procedures are left out; a running installation does not need them.
    With a ``memory`` only files that changed since its last use are read again.
    """
    texts = {path.resolve(): text for path, text in (texts or {}).items()}
    gathered = _Gathered(memory or Memory())
    for number, root in enumerate(roots):
        gathered.root = number
        for path in content_files(root, texts):
            if transcripts or not path.name.endswith(".test.yaml"):
                gathered.add(path, texts.get(path.resolve()) if texts else None)
        gathered.add_strays(root)
        gathered.add_imported(root)
    for path in loose:
        gathered.add(path, loose=True)
    if memory is not None:
        memory.sources, memory.shapes = gathered.sources, gathered.shapes
    return gathered.content(roots)


class _Gathered:
    """What has been read so far."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.sources: dict[tuple[str, bytes], Source] = {}
        self.shapes: dict[tuple[str, bytes, str], tuple[Any, tuple[Issue, ...]]] = {}
        self.raw = b""
        self.root = 0
        self.procedures: list[Read[Procedure]] = []
        self.topics: list[Read[FaqTopic]] = []
        self.transcripts: list[Read[Transcript]] = []
        self.offices: Read[Offices] | None = None
        self.calendar: Read[Calendar] | None = None
        self.publications: Read[Publications] | None = None
        self.words: dict[str, tuple[Mapping[str, object], ...]] = {}
        self.imported: dict[str, Procedure] = {}
        self.codes: set[str] = set()
        self.entries: set[str] = set()
        self.issues: list[Issue] = []
        self.hash = hashlib.sha256()

    def add(self, path: Path, text: str | None = None, *, loose: bool = False) -> None:
        """Reads one file (or ``text`` in its stead) as what its place and name say, or a ``loose`` one as its keys say."""
        try:
            raw = path.read_bytes() if text is None else text.encode()
        except OSError:
            self.issues.append(Issue(shown(path), 1, 1, "unreadable", "Không mở được tệp này; hãy kiểm tra quyền đọc."))
            return
        self.hash.update(path.name.encode() + b"\0" + raw + b"\0")
        self.raw, name = raw, shown(path)
        source = self.memory.sources.get((name, raw)) or yaml_source.read(name, raw)
        self.sources[name, raw] = source
        self.issues += source.issues
        match kind_by_keys(path, source.data) if loose else kind_by_place(path):
            case "words":
                self._add_words(
                    path.stem.partition("-")[0], source
                )  # everyday-dat-dai.yaml is one more list of everyday words
            case "publications":
                self.publications = self._one(source, Publications) or self.publications
            case "faq":
                self.entries |= {hit.decode() for hit in _ENTRY_ID.findall(raw)}
                self._keep(self.topics, source, FaqTopic)
            case "transcript":
                self._keep(self.transcripts, source, Transcript)
            case "offices":
                self.offices = self._one(source, Offices) or self.offices
            case "calendar":
                self.calendar = self._one(source, Calendar) or self.calendar
            case "procedure":
                self.codes |= {hit.decode() for hit in _OWN_CODE.findall(raw)}
                self._keep(self.procedures, source, Procedure)

    def add_strays(self, root: Path) -> None:
        """Names the files that somebody meant as content but nobody reads."""
        for path in strays(root):
            sentence = "Tệp này không được đọc: tên phải kết thúc bằng .yaml và nằm ngay trong procedures/, faq/ hoặc faq/words/."
            self.issues.append(Issue(shown(path), 1, 1, "stray", sentence, "warning"))

    def add_imported(self, root: Path) -> None:
        """The national records of ``root``, when somebody imported them there."""
        path = root / NATIONAL
        if not path.is_file():
            return
        raw = path.read_bytes()
        self.hash.update(raw)
        try:
            self.imported.update(national.load(raw))
        except ValueError:
            sentence = "Không đọc được dữ liệu quốc gia đã nhập; hãy nhập lại bằng «motcua import»."
            self.issues.append(Issue(shown(path), 1, 1, "national", sentence, "warning"))

    def content(self, roots: Sequence[Path]) -> Content:
        """All of it, with the issues that only the whole shows."""
        self._one_identity_each()
        named = shown(roots[0] / "procedures") if roots else "procedures"
        if roots and self.procedures and not self.issues_about("offices.yaml") and not self.offices:
            sentence = "Chưa có danh sách đơn vị tiếp nhận; hãy tạo tệp procedures/offices.yaml."
            self.issues.append(Issue(f"{named}/offices.yaml", 1, 1, "no-offices", sentence, "warning"))
        if roots and self.procedures and not self.issues_about("calendar.yaml") and not self.calendar:
            sentence = (
                "Chưa có lịch làm việc; hãy tạo tệp procedures/calendar.yaml (đang dùng: sau 15:00 tính ngày sau)."
            )
            self.issues.append(Issue(f"{named}/calendar.yaml", 1, 1, "no-calendar", sentence, "warning"))
        return Content(
            tuple(self.procedures),
            tuple(self.topics),
            tuple(self.transcripts),
            self.offices,
            self.calendar,
            self.publications,
            self.words,
            self.imported,
            frozenset(self.codes),
            frozenset(self.entries),
            in_order(self.issues),
            self.hash.hexdigest()[:12],
        )

    def issues_about(self, name: str) -> bool:
        """Whether the file called ``name`` is there but could not be read."""
        return any(issue.file.endswith(name) for issue in self.issues)

    def _keep(self, into: list[Read[Value]], source: Source, model: type[Value]) -> None:
        if read := self._one(source, model):
            into.append(read)

    def _one(self, source: Source, model: type[Value]) -> Read[Value] | None:
        key = (source.file, self.raw, model.__name__)
        value, issues = self.memory.shapes.get(key) or shaped(source, model)
        self.shapes[key] = value, issues
        self.issues += issues
        return Read(source, value, self.root) if value is not None else None

    def _add_words(self, name: str, source: Source) -> None:
        """Word lists: each file a list of groups of keys; an office may keep lists of its own under other names."""
        found = listed(source, WORDLISTS.get(name))
        self.issues += found
        if isinstance(source.data, list) and not has_errors(found):
            self.words[name] = (*self.words.get(name, ()), *source.data)

    def _one_identity_each(self) -> None:
        """Twice in one root is a fault; in a later root it replaces the earlier one, which is how an office changes ours."""
        codes: dict[tuple[int, str], str] = {}
        for procedure in self.procedures:
            owned = (procedure.root, procedure.value.code)
            if owned in codes:
                sentence = f"Mã {procedure.value.code} đã có ở tệp {codes[owned]}."
                self.issues.append(procedure.source.issue(("code",), "duplicate-code", sentence))
            codes.setdefault(owned, procedure.source.file)
        last = {code: root for root, code in sorted(codes)}
        self.procedures = [one for one in self.procedures if one.root == last[one.value.code]]
        ids: dict[tuple[int, str], str] = {}
        for topic in self.topics:
            for index, entry in enumerate(topic.value.entries):
                named = (topic.root, entry.id)
                if named in ids:
                    path = ("entries", index, "id")
                    sentence = f"Mã mục «{entry.id}» đã có ở {ids[named]}."
                    self.issues.append(topic.source.issue(path, "duplicate-id", sentence))
                line = topic.source.place(("entries", index, "id"))[0]
                ids.setdefault(named, f"{topic.source.file}:{line}")
