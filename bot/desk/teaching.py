"""From a question nobody could answer to an entry that owns it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from bot.desk.access import Visit
from bot.desk.entries import Stale
from bot.desk.fields import Kind
from bot.desk.library import Library
from bot.desk.listing import found, rows_of
from bot.desk.pages import Pages, masked, unhidden
from bot.desk.themes import numbers
from bot.desk.why import why
from bot.storage.desk import DeskRecords

_BACK = {"try": "/desk/content/try"}
"""Where somebody goes on after teaching, by the word that the page before left in the form."""


class Teaching:
    """One press adds a wording to an entry; another begins a new entry."""

    def __init__(self, pages: Pages, library: Library, records: DeskRecords, clock: Callable[[], datetime]) -> None:
        self._pages = pages
        self._library = library
        self._records = records
        self._clock = clock

    async def show(self, visit: Visit, problem: str = "") -> Response:
        """A question nobody could answer: which entry should own it?"""
        asked = visit.request.query_params
        text = (asked.get("text") or visit.field("text", 300)).strip()[:300]
        ids, wanted = asked.get("ids") or visit.field("ids", 20_000), asked.get("q", "").strip()[:80]
        current = self._library.content.current()
        best = current.matcher.match(unhidden(text)).candidates[:6]
        rows = rows_of(current.catalogue)
        ours = {(row.kind, row.id): row for row in rows}
        near = [(one.title, ours.get((one.kind, one.id))) for one in best]
        others = [(row.title, row) for row in found(rows, wanted)[:12]] if wanted else []
        room = ("/desk/unanswered", "Chưa trả lời được") if ids else ("/desk/content", "Nội dung")
        new = "/desk/content/new?" + urlencode({"question": text[:120], "ids": ids})
        return self._pages.show(
            visit, "teach.html", 422 if problem else 200, text=text, ids=ids, near=near, others=others, wanted=wanted,
            new=new, problem=problem, why=why(current, text, self._clock()), teach="", back=visit.field("back"),
            tab=room[0], room=room,
        )  # fmt: skip

    async def attach(self, visit: Visit) -> Response:
        """Adds a wording to an entry's questions: one press, checked like every other edit."""
        kind: Kind = "faq" if visit.field("kind") == "faq" else "procedure"
        text = unhidden(masked(visit.field("text", 300)))
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
            return await self.show(visit, problem=str(error))
        await self._records.note(visit.account.name, "content_ask", f"{kind}:{entry.id}", "", self._clock())
        await self._records.close_unanswered(numbers(visit.field("ids", 20_000)), visit.account.name, self._clock())
        return RedirectResponse(_BACK.get(visit.field("back"), "/desk/unanswered") + "?done=asked", 303)

    def _missing(self, visit: Visit) -> Response:
        return self._pages.show(visit, "missing.html", 404, what="mục này")
