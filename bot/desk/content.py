"""Desk → Nội dung: finding an entry, editing it in a form, and what saving would change."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from bot.catalogue.model import Catalogue
from bot.catalogue.preview import svg
from bot.desk import fields
from bot.desk.access import Visit
from bot.desk.entries import Draft, Entry, Stale, slug, title_of
from bot.desk.faults import Fault, faults, unwritten
from bot.desk.fields import Data, Kind
from bot.desk.library import Library
from bot.desk.listing import found, rows_of
from bot.desk.pages import Pages
from bot.desk.themes import numbers
from bot.desk.why import explained
from bot.engine.dialogue import handle
from bot.engine.events import Chose
from bot.engine.messages import Message
from bot.engine.session import Session
from bot.engine.simulator import Exchange, Input, simulate
from bot.engine.values import short, value
from bot.language import ordering
from bot.storage.desk import DeskRecords

_SOON = 30
"""Days before the review falls due at which an entry enters the list."""

_WRONG = "Còn lỗi nên chưa lưu được. Sửa chỗ tô đỏ rồi bấm lại."

_EXPLAINED = 6
"""Newest exchanges of a conversation tried out whose messages are explained."""


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
        rows, today = rows_of(self._library.content.current().catalogue), self._clock().date()
        groups = sorted({row.group for row in rows if not show or row.kind == show}, key=ordering)
        late = [row for row in rows if (row.due_on - today).days <= _SOON]
        if show == "due":
            chosen = sorted(late, key=lambda row: row.due_on)
        else:
            chosen = [row for row in rows if (not show or row.kind == show) and (not group or row.group == group)]
        if wanted:
            chosen = found(chosen, wanted)
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
        topics = sorted(self._library.topics(), key=ordering)
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
            named = _plain(unwritten(entry.kind, data, str(error)))
            return JSONResponse({"fields": named, "sound": False, "preview": ""})
        messages = self._preview(entry, data, draft.catalogue)
        preview = self._pages.environment.get_template("told.html").render(messages=messages)
        return JSONResponse({"fields": _plain(faults(draft, data)), "sound": draft.sound, "preview": preview})

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
            wrong = unwritten(entry.kind, data, str(error))
            return await self._form(visit, entry, data, problem=_WRONG, issues=wrong, topic=topic, ids=ids)
        differences = fields.differences(entry.kind, entry.data, data)
        if not differences:
            return await self._form(visit, entry, data, problem="Chưa có gì thay đổi.", topic=topic, ids=ids)
        if not draft.sound:
            return await self._form(visit, entry, data, problem=_WRONG, draft=draft, topic=topic, ids=ids)
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
            await self._records.close_unanswered(numbers(ids), visit.account.name, self._clock())
        return RedirectResponse(f"/desk/content/{entry.kind}/{entry.id}?done=saved", 303)

    async def simulate(self, visit: Visit) -> Response:
        """A conversation with the form as it stands, unsaved; an HTML fragment."""
        entry = self._entry(visit)
        if entry is None:
            return self._missing(visit)
        try:
            draft = await self._library.draft(entry, self._given(visit, entry))
            inputs = _inputs(json.loads(visit.field("inputs", 60_000) or "[]"))
        except ValueError as error:
            return self._pages.bare("simulated.html", played=None, problem=str(error))
        if not draft.sound:
            return self._pages.bare("simulated.html", played=None, problem="Sửa hết lỗi rồi mới thử được.")
        knowledge = self._library.knowledge(draft)
        played = simulate(knowledge, entry.id, inputs, self._clock())
        labels = {
            choice.value: choice.label
            for exchange in played.exchanges
            for message in exchange.messages
            for choice in message.choices
        }
        reasons = {
            number: explained(knowledge, exchange.input.text, exchange.turn, exchange.before.focus)
            for number, exchange in enumerate(played.exchanges)
            if number > len(played.exchanges) - _EXPLAINED
            and exchange.input
            and exchange.input.kind == "say"
            and not _in_form(played.exchanges[number - 1])
        }
        return self._pages.bare(
            "simulated.html", played=played, labels=labels, reasons=reasons, teach="link", problem=""
        )

    async def graph(self, visit: Visit) -> Response:
        """The form of a procedure as a picture, with what is not saved yet."""
        entry = self._entry(visit)
        if entry is None or entry.kind != "procedure":
            return self._missing(visit)
        try:
            draft = await self._library.draft(entry, self._given(visit, entry))
        except ValueError as error:
            return PlainTextResponse(str(error), 422)
        found = draft.catalogue.procedures.get(entry.id)
        if found is None:
            return PlainTextResponse("Sửa hết lỗi rồi mới vẽ được.", 422)
        return Response(svg(found), media_type="image/svg+xml")

    # inside

    async def _form(
        self,
        visit: Visit,
        entry: Entry,
        data: Data,
        *,
        problem: str = "",
        draft: Draft | None = None,
        issues: Mapping[str, list[Fault]] | None = None,
        review: Review | None = None,
        topic: str = "",
        ids: str = "",
    ) -> Response:
        issues = faults(draft, data) if draft else issues or {}
        wrong = [name for name, found in issues.items() if name and any(one.severity == "error" for one in found)]
        return self._pages.show(
            visit,
            "edit.html",
            http_status=422 if problem else 200,
            entry=entry,
            data=data,
            title=title_of(entry) or "Mục mới",
            form=fields.fields_of(entry.kind),
            tables=fields.tables_of(entry.kind),
            value=fields.shown,
            heading=fields.heading,
            issues=issues,
            wrong=wrong,
            holds_wrong=lambda head: any(name.startswith(head) for name in wrong),
            messages=self._preview(
                entry, data, draft.catalogue if draft else self._library.content.current().catalogue
            ),
            problem=problem,
            review=review,
            topic=topic,
            topics=sorted(self._library.topics(), key=ordering) if not entry.data else [],
            ids=ids,
            version=visit.field("version", 40) or entry.version,
        )

    def _preview(self, entry: Entry, data: Data, catalogue: Catalogue) -> tuple[Message, ...]:
        """What somebody sees who opens the entry; while it cannot be read yet, its first words."""
        known = catalogue.faq if entry.kind == "faq" else catalogue.procedures
        if entry.id not in known:
            title, text = ("question", "answer") if entry.kind == "faq" else ("plain", "purpose")
            told = f"**{data[title]}**\n\n" if data.get(title) else ""
            told += str(data.get(text, ""))
            return (Message(told),) if told else ()
        pressed = value("f", entry.id) if entry.kind == "faq" else value("p", short(entry.id))
        knowledge = replace(self._library.content.current(), catalogue=catalogue)
        return handle(Chose(pressed, self._clock()), Session(), knowledge, bytes(8)).messages

    async def _review(self, draft: Draft, differences: list[tuple[str, str, str]]) -> Review:
        worse: list[str] = []
        other: list[str] = []
        for flip in await self._library.flips(draft):
            line = f"«{flip.golden.text}»: trước là {flip.before}, sau sẽ là {flip.after}"
            (worse if flip.worse else other).append(line)
        return Review(differences, tuple(worse), tuple(other))

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

    def _missing(self, visit: Visit) -> Response:
        return self._pages.show(visit, "missing.html", 404, what="mục này")


def _plain(found: Mapping[str, list[Fault]]) -> dict[str, list[dict[str, str]]]:
    """The faults as JSON holds them."""
    return {field: [asdict(one) for one in listed] for field, listed in found.items()}


def _in_form(before: Exchange) -> bool:
    """Whether what was said last is a step of a form, so that the next words answer it and are no question."""
    return bool(before.messages) and before.messages[-1].progress is not None


def _inputs(given: object) -> list[Input]:
    """What was typed and pressed so far, from the page; anything else is left out."""
    kinds: dict[object, Literal["say", "press", "upload"]] = {"say": "say", "press": "press", "upload": "upload"}
    found = []
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict) and one.get("kind") in kinds and isinstance(one.get("text"), str):
            found.append(Input(kinds[one["kind"]], one["text"][:2_000]))
    return found
