"""Desk → Nội dung: finding an entry, editing it in a form, what saving would change, history, and new questions."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.catalogue import source
from bot.catalogue.due import due_on
from bot.catalogue.model import Kind as ProcedureKind
from bot.desk import fields
from bot.desk.access import Visit
from bot.desk.fields import Data, Kind
from bot.desk.library import Draft, Entry, Library, Stale, slug
from bot.desk.pages import Pages
from bot.desk.simulator import play
from bot.desk.unanswered import folded
from bot.storage.desk import DeskRecords

_SOON = 30
"""Days before the review falls due at which an entry enters the list."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    kind: Kind
    id: str
    title: str
    group: str
    checked_on: date
    due_on: date
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What saving would do, shown before it is done."""

    differences: list[tuple[str, str, str]]
    worse: tuple[str, ...]
    other: tuple[str, ...]


class ContentRoom:
    """The editor's room."""

    def __init__(self, pages: Pages, library: Library, records: DeskRecords, clock: Callable[[], datetime]) -> None:
        self._pages = pages
        self._library = library
        self._records = records
        self._clock = clock

    async def browse(self, visit: Visit) -> Response:
        """All entries, narrowed by words, sort, topic, or to those due for review."""
        asked = visit.request.query_params
        wanted, show, group = asked.get("q", "").strip()[:80], asked.get("show", ""), asked.get("group", "")
        rows, today = self._rows(), self._clock().date()
        groups = sorted({row.group for row in rows if not show or row.kind == show})
        late = [row for row in rows if (row.due_on - today).days <= _SOON]
        if show == "due":
            chosen = sorted(late, key=lambda row: row.due_on)
        else:
            chosen = [row for row in rows if (not show or row.kind == show) and (not group or row.group == group)]
        if wanted:
            words = folded(wanted).split()
            chosen = [
                row for row in chosen if all(word in folded(f"{row.title} {row.id} {row.group}") for word in words)
            ]
        return self._pages.show(
            visit,
            "content.html",
            rows=chosen[:300],
            count=len(chosen),
            faq=sum(row.kind == "faq" for row in rows),
            procedures=sum(row.kind == "procedure" for row in rows),
            late=len(late),
            today=today,
            wanted=wanted,
            shown=show,
            group=group,
            groups=groups,
        )

    async def edit(self, visit: Visit) -> Response:
        """The form of one entry."""
        entry = self._entry(visit)
        if entry is None:
            return self._missing(visit)
        return await self._form(visit, entry, entry.data)

    async def fresh(self, visit: Visit) -> Response:
        """An empty form for a new FAQ entry, perhaps begun from a question nobody could answer."""
        asked = visit.request.query_params
        topics = sorted(self._library.topics())
        topic = asked.get("topic") or (topics[0] if topics else "")
        question = asked.get("question", "").strip()[:120]
        entry = self._library.fresh(topic, slug(question, list(self._library.content.current().catalogue.faq)))
        if entry is None:
            return self._missing(visit)
        data = {
            "id": entry.id,
            "question": question,
            "checked_on": f"{self._clock():%d/%m/%Y}",
            "asks": [question] if question else [],
        }
        return await self._form(visit, entry, data, topic=topic, ids=asked.get("ids", ""))

    async def check(self, visit: Visit) -> Response:
        """While somebody types: the issues by field, and the answer as citizens would see it, as JSON."""
        entry = self._entry(visit)
        if entry is None:
            return JSONResponse({"fields": {}, "other": ["Mục này không còn."], "preview": ""}, 404)
        data = self._given(visit, entry)
        try:
            draft = await self._library.draft(entry, data)
        except ValueError as error:
            return JSONResponse({"fields": {}, "other": [str(error)], "preview": ""})
        named: dict[str, list[dict[str, str]]] = {}
        for field, issues in draft.by_field().items():
            named[field] = [{"sentence": one.sentence, "severity": one.severity} for one in issues]
        preview = self._pages.environment.get_template("bubble.html").render(data=data, kind=entry.kind)
        return JSONResponse({"fields": named, "sound": draft.sound, "preview": preview})

    async def save(self, visit: Visit) -> Response:
        """First shows what would change; the second press saves and publishes."""
        entry = self._entry(visit)
        if entry is None:
            return self._missing(visit)
        data, topic, ids = self._given(visit, entry), visit.field("topic"), visit.field("ids", 20_000)
        version = visit.field("version", 40) or entry.version
        try:
            draft = await self._library.draft(entry, data)
        except ValueError as error:
            return await self._form(visit, entry, data, problem=str(error), topic=topic, ids=ids)
        differences = fields.differences(entry.kind, entry.data, data)
        if not differences:
            return await self._form(visit, entry, data, problem="Chưa có gì thay đổi.", topic=topic, ids=ids)
        if not draft.sound:
            problem = "Còn lỗi nên chưa lưu được. Xem chỗ tô đỏ bên dưới."
            return await self._form(visit, entry, data, problem=problem, draft=draft, topic=topic, ids=ids)
        if visit.field("action") != "save":
            review = await self._review(draft, differences)
            return await self._form(visit, entry, data, draft=draft, review=review, topic=topic, ids=ids)
        titles = ", ".join(dict.fromkeys(title.split(",")[0] for title, _, _ in differences))
        note = visit.field("note", 300) or f"Sửa {titles}" if entry.data else "Thêm mục mới"
        try:
            await self._library.save(draft, version, visit.account.name, f"{entry.id}: {note}")
        except Stale:
            problem = "Người khác vừa lưu tệp này. Mở lại mục để thấy bản mới, rồi sửa tiếp."
            return await self._form(visit, entry, data, problem=problem, topic=topic, ids=ids)
        except OSError as error:
            problem = f"Máy chủ không cho ghi tệp này ({type(error).__name__}). Nhờ người quản trị máy chủ."
            return await self._form(visit, entry, data, problem=problem, topic=topic, ids=ids)
        await self._records.note(visit.account.name, "content_save", f"{entry.kind}:{entry.id}", titles, self._clock())
        if ids:
            await self._records.close_unanswered(_numbers(ids), visit.account.name, self._clock())
        return RedirectResponse(f"/desk/content/{entry.kind}/{entry.id}?done=saved", 303)

    async def simulate(self, visit: Visit) -> Response:
        """A conversation with the form as it stands, unsaved; an HTML fragment."""
        entry = self._entry(visit)
        if entry is None:
            return self._missing(visit)
        try:
            draft = await self._library.draft(entry, self._given(visit, entry))
            inputs = [str(one) for one in json.loads(visit.field("inputs", 60_000) or "[]")]
        except ValueError as error:
            return self._pages.bare("simulated.html", lines=(), problem=str(error))
        if not draft.sound:
            return self._pages.bare("simulated.html", lines=(), problem="Sửa hết lỗi rồi mới thử được.")
        lines = play(inputs, self._library.knowledge(draft), self._clock())
        return self._pages.bare("simulated.html", lines=lines, problem="")

    async def history(self, visit: Visit) -> Response:
        """Who saved the file of an entry, when, and what it changed there."""
        entry = self._entry(visit)
        if entry is None:
            return self._missing(visit)
        return self._pages.show(
            visit, "history.html", entry=entry, title=_title(entry), versions=await self._versions(entry)
        )

    async def undo(self, visit: Visit) -> Response:
        """Takes this entry back to an earlier version; the rest of its file stays as it is now."""
        entry, wanted = self._entry(visit), visit.field("number")
        if entry is None:
            return self._missing(visit)
        versions = await self._records.versions(self._library.name(entry.path), 200)
        found = next((one for one in versions if str(one.id) == wanted), None)
        old = _entry_in(found.text, entry) if found else None
        if found is None or old is None:
            return self._missing(visit)
        try:
            draft = await self._library.draft(entry, old)
            if not draft.sound:
                raise ValueError("Bản cũ không còn hợp lệ với nội dung hiện nay: " + draft.issues[0].sentence)
            note = f"{entry.id}: khôi phục bản ngày {found.at:%d/%m/%Y %H:%M}"
            await self._library.save(draft, entry.version, visit.account.name, note)
        except (ValueError, OSError, Stale) as error:
            return self._pages.show(
                visit, "history.html", 422, entry=entry, title=_title(entry), versions=await self._versions(entry),
                problem=str(error),
            )  # fmt: skip
        await self._records.note(
            visit.account.name, "content_undo", f"{entry.kind}:{entry.id}", f"bản {found.id}", self._clock()
        )
        return RedirectResponse(f"/desk/content/{entry.kind}/{entry.id}?done=undone", 303)

    async def teach(self, visit: Visit, problem: str = "") -> Response:
        """A question nobody could answer: which entry should own it?"""
        asked = visit.request.query_params
        text = (asked.get("text") or visit.field("text", 300)).strip()[:300]
        ids, wanted = asked.get("ids") or visit.field("ids", 20_000), asked.get("q", "").strip()[:80]
        found = self._library.content.current().matcher.match(text).candidates
        near = [Row(one.kind, one.id, one.title, "", date.min, date.min) for one in found[:6]]
        others: list[Row] = []
        if wanted:
            words = folded(wanted).split()
            others = [row for row in self._rows() if all(word in folded(f"{row.title} {row.id}") for word in words)][
                :12
            ]
        new = "/desk/content/new?" + urlencode({"question": text[:120], "ids": ids})
        return self._pages.show(
            visit, "teach.html", 422 if problem else 200, text=text, ids=ids, near=near, others=others, wanted=wanted,
            new=new, problem=problem,
        )  # fmt: skip

    async def attach(self, visit: Visit) -> Response:
        """Adds a wording to an entry's questions: one press, checked like every other edit."""
        kind: Kind = "faq" if visit.field("kind") == "faq" else "procedure"
        text = " ".join(visit.field("text", 300).split())
        entry = self._library.find(kind, visit.field("id", 60))
        if entry is None or not text:
            return self._missing(visit)
        data = {**entry.data, "asks": [*(entry.data.get("asks") or []), text]}
        try:
            draft = await self._library.draft(entry, data)
            if not draft.sound:
                raise ValueError(draft.issues[0].sentence)
            stolen = [flip for flip in await self._library.flips(draft) if flip.worse]
            if stolen:
                raise ValueError(
                    f"Thêm câu này thì {len(stolen)} câu thử của mục khác bị lấy mất, "
                    f"ví dụ «{stolen[0].golden.text}». Hãy mở mục để sửa kỹ hơn."
                )
            await self._library.save(draft, entry.version, visit.account.name, f"{entry.id}: thêm câu «{text}»")
        except (ValueError, Stale, OSError) as error:
            return await self.teach(visit, problem=str(error))
        await self._records.note(visit.account.name, "content_ask", f"{kind}:{entry.id}", "", self._clock())
        await self._records.close_unanswered(_numbers(visit.field("ids", 20_000)), visit.account.name, self._clock())
        return RedirectResponse("/desk/unanswered?done=asked", 303)

    # inside

    async def _form(
        self,
        visit: Visit,
        entry: Entry,
        data: Data,
        *,
        problem: str = "",
        draft: Draft | None = None,
        review: Review | None = None,
        topic: str = "",
        ids: str = "",
    ) -> Response:
        issues = draft.by_field() if draft else {}
        return self._pages.show(
            visit,
            "edit.html",
            http_status=422 if problem else 200,
            entry=entry,
            data=data,
            title=_title(entry) or "Mục mới",
            form=fields.fields_of(entry.kind),
            tables=fields.tables_of(entry.kind),
            value=fields.shown,
            issues=issues,
            problem=problem,
            review=review,
            topic=topic,
            topics=sorted(self._library.topics()) if not entry.data else [],
            ids=ids,
            version=visit.field("version", 40) or entry.version,
            go=f"p_{entry.id.replace('.', '')}" if entry.kind == "procedure" else f"f_{entry.id}",
        )

    async def _review(self, draft: Draft, differences: list[tuple[str, str, str]]) -> Review:
        worse: list[str] = []
        other: list[str] = []
        for flip in await self._library.flips(draft):
            line = f"«{flip.golden.text}»: trước là {flip.before}, sau sẽ là {flip.after}"
            (worse if flip.worse else other).append(line)
        return Review(differences, tuple(worse), tuple(other))

    async def _versions(self, entry: Entry) -> list[tuple[int, datetime, str, str, list[tuple[str, str, str]]]]:
        """(number, time, author, note, differences of this entry to the version before), newest first."""
        found = await self._records.versions(self._library.name(entry.path), 60)
        lines = []
        for number, one in enumerate(found):
            now = _entry_in(one.text, entry)
            before = _entry_in(found[number + 1].text, entry) if number + 1 < len(found) else now
            changed = fields.differences(entry.kind, before or {}, now or {})
            if now is not None and (changed or number + 1 == len(found)):
                lines.append((one.id, one.at, one.author, one.note, changed))
        return lines

    def _entry(self, visit: Visit) -> Entry | None:
        """The entry of the address; for one that is new, its place at the end of the topic."""
        kind: Kind = "faq" if visit.request.path_params["kind"] == "faq" else "procedure"
        identity = visit.request.path_params["id"]
        entry = self._library.find(kind, identity)
        if entry is None and kind == "faq" and visit.field("topic"):
            return self._library.fresh(visit.field("topic"), slug(identity.replace("_", " ")))
        return entry

    def _given(self, visit: Visit, entry: Entry) -> Data:
        def given(name: str) -> str | None:
            value = visit.form.get(name)
            return value[:60_000] if isinstance(value, str) else None

        return fields.filled(entry.kind, entry.data or {"id": entry.id}, given)

    def _rows(self) -> list[Row]:
        catalogue = self._library.content.current().catalogue
        topics = {id_: topic for topic, ids in catalogue.topics.items() for id_ in ids}
        rows = [
            Row(
                "faq",
                one.id,
                one.question,
                topics.get(one.id, ""),
                one.checked_on,
                due_on(one.checked_on, one.review_months),
            )
            for one in catalogue.faq.values()
        ]
        rows += [
            Row(
                "procedure", one.code, one.plain, one.field, one.source.checked_on,
                due_on(one.source.checked_on, one.source.review_months), one.status == "draft",
            )
            for one in catalogue.procedures.values()
            if one.kind is not ProcedureKind.IMPORTED
        ]  # fmt: skip
        return rows

    def _missing(self, visit: Visit) -> Response:
        return self._pages.show(visit, "missing.html", 404, what="mục này")


def _title(entry: Entry) -> str:
    return str(entry.data.get("question") or entry.data.get("plain") or "")


def _entry_in(text: str, entry: Entry) -> Data | None:
    """The same entry in another version of its file."""
    data = source.read("", text.encode()).data
    if not isinstance(data, dict):
        return None
    if entry.kind == "procedure":
        return data
    return next((one for one in data.get("entries") or [] if isinstance(one, dict) and one.get("id") == entry.id), None)


def _numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",") if one.isdigit() and len(one) < 19]
