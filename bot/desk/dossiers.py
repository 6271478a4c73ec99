"""The queue and one dossier: what was answered, which files came, where it stands, and moving it on."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from bot.catalogue.model import AnswerType, ChannelKind
from bot.desk.access import Visit
from bot.desk.pages import Pages
from bot.engine import facts
from bot.engine.knowledge import Knowledge
from bot.engine.wording import dossiers as words
from bot.language import ordering
from bot.runner import Runner, TurnFailed, Unknown
from bot.storage.desk import DeskRecords
from bot.storage.records import Dossier, DossierRow

_PAGE = 40
_SEARCHED = 1_000
"""Newest dossiers among which a name is looked for; names are sealed, so the database cannot search them."""

_NEXT: Mapping[str, tuple[str, ...]] = {
    "submitted": ("received", "supplement", "refused", "withdrawn"),
    "received": ("processing", "supplement", "fee_due", "stopped", "withdrawn"),
    "processing": ("supplement", "fee_due", "ready", "stopped", "withdrawn"),
    "supplement": ("received", "processing", "refused", "stopped", "withdrawn"),
    "fee_due": ("processing", "ready", "withdrawn"),
    "ready": ("returned",),
}
"""Where a dossier may go from each state; the others end it (national status exchange, ten codes)."""

_NOTE_NEEDED = frozenset({"supplement", "refused", "stopped", "fee_due"})
_CASES = frozenset({AnswerType.CHOICE, AnswerType.MULTI_CHOICE, AnswerType.YES_NO})
_NO_FILES: Mapping[ChannelKind | None, str] = {
    ChannelKind.ONLINE: "Người dân chọn nộp trực tuyến: giấy tờ gửi kèm hồ sơ trên Cổng Dịch vụ công quốc gia.",
    ChannelKind.COUNTER: "Người dân sẽ mang giấy tờ đến quầy.",
    ChannelKind.POST: "Người dân sẽ gửi giấy tờ qua bưu chính.",
    None: "",
}
"""Where the papers come from when no file was sent, by the way of submitting that was chosen."""

_SHOWN_IN_BROWSER = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})


@dataclass(frozen=True, slots=True)
class Group:
    """Answers under one heading, as (label, shown answer)."""

    title: str
    rows: tuple[tuple[str, str], ...]


class Dossiers:
    """The officer's main room."""

    def __init__(
        self,
        pages: Pages,
        records: DeskRecords,
        runner: Runner,
        knowledge: Callable[[], Knowledge],
        clock: Callable[[], datetime],
    ) -> None:
        self._pages = pages
        self._records = records
        self._runner = runner
        self._knowledge = knowledge
        self._clock = clock

    async def queue(self, visit: Visit) -> Response:
        """The list, narrowed by state, procedure, and a name or code."""
        asked = visit.request.query_params
        status = asked.get("status", "") if asked.get("status", "") in words.STATUSES else ""
        procedure, wanted = asked.get("procedure", ""), " ".join(asked.get("q", "").split())[:80]
        page = max(1, int(asked["page"])) if asked.get("page", "").isdigit() and len(asked["page"]) < 6 else 1
        counts = await self._records.counts()
        if wanted:
            rows = [row for row in await self._rows(status, procedure, _SEARCHED, 0) if _matches(row, wanted)]
            more, page = False, 1
        else:
            rows = list(await self._rows(status, procedure, _PAGE + 1, (page - 1) * _PAGE))
            more = len(rows) > _PAGE
            rows = rows[:_PAGE]
        kept = {"status": status, "procedure": procedure, "q": wanted}

        def address(**changed: object) -> str:
            chosen = {key: value for key, value in {**kept, **changed}.items() if value}
            return "/desk/dossiers" + (f"?{urlencode(chosen)}" if chosen else "")

        catalogue = self._knowledge().catalogue
        procedures = sorted(catalogue.procedures.values(), key=lambda one: ordering(one.plain))
        return self._pages.show(
            visit,
            "dossiers.html",
            rows=rows,
            counts=counts,
            total=sum(counts.values()),
            statuses=[word for word in words.STATUSES if counts.get(word)],
            chosen=kept,
            procedures=[one for one in procedures if one.questions or one.code == procedure],
            names={code: one.plain for code, one in catalogue.procedures.items()},
            page=page,
            more=more,
            address=address,
        )

    async def one(self, visit: Visit, *, revealed: bool = False, problem: str = "", note: str = "") -> Response:
        """One dossier; numbers are masked unless ``revealed``."""
        found = await self._records.dossier(visit.request.path_params["code"])
        if found is None:
            return self._pages.show(visit, "missing.html", 404, what="hồ sơ này")
        return self._pages.show(
            visit,
            "dossier.html",
            http_status=422 if problem else 200,
            dossier=found,
            groups=self._groups(found),
            no_files=_NO_FILES[facts.way(found.answers)],
            revealed=revealed,
            next_statuses=_NEXT.get(found.row.status, ()) if found.key else (),
            needs_note=_NOTE_NEEDED,
            rating=await self._records.rating(found.row.code),
            change_id=secrets.token_hex(8),
            problem=problem,
            note=note,
        )

    async def reveal(self, visit: Visit) -> Response:
        """The same page with whole numbers, after a line in the audit log."""
        code = visit.request.path_params["code"]
        await self._records.note(visit.account.name, "reveal_numbers", code, "", self._clock())
        return await self.one(visit, revealed=True)

    async def move(self, visit: Visit) -> Response:
        """Another state, told to the citizen in the same transaction."""
        code, status, note = visit.request.path_params["code"], visit.field("status"), visit.field("note", 2_000)
        found = await self._records.dossier(code)
        if found is None:
            return self._pages.show(visit, "missing.html", 404, what="hồ sơ này")
        if status not in _NEXT.get(found.row.status, ()):
            problem = "Hồ sơ vừa được người khác chuyển trạng thái. Xem lại rồi chọn tiếp."
            return await self.one(visit, problem=problem, note=note)
        if status in _NOTE_NEEDED and not note:
            problem = "Trạng thái này cần lời nhắn: người dân phải biết vì sao và cần làm gì tiếp."
            return await self.one(visit, problem=problem)
        try:
            await self._runner.change_status(
                code, status, note, by=visit.account.name, change_id=visit.field("change_id", 40) or None
            )
        except Unknown:
            return self._pages.show(visit, "missing.html", 404, what="hồ sơ này")
        except TurnFailed as failed:
            problem = f"Chưa lưu được, mã sự cố {failed.incident}. Thử lại sau ít phút."
            return await self.one(visit, problem=problem, note=note)
        return RedirectResponse(f"/desk/dossiers/{code}?done=status", 303)

    async def file(self, visit: Visit) -> Response:
        """A citizen's file. Pictures and PDF open in the browser, everything else is saved; the visit is noted."""
        code, upload_id = visit.request.path_params["code"], visit.request.path_params["upload"]
        found = await self._records.upload(code, upload_id)
        if found is None:
            return self._pages.show(visit, "missing.html", 404, what="tệp này")
        await self._records.note(visit.account.name, "open_file", code, upload_id, self._clock())
        shown = found.media_type in _SHOWN_IN_BROWSER
        name = json.dumps(found.name).strip('"').replace("\\", "_").replace('"', "_")
        return Response(
            found.content,
            media_type=found.media_type if shown else "application/octet-stream",
            headers={
                "content-disposition": f'{"inline" if shown else "attachment"}; filename="{name}"',
                # The file is a stranger's: nothing in it may run with the desk's rights.
                "content-security-policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
            },
        )

    async def _rows(self, status: str, procedure: str, limit: int, offset: int) -> tuple[DossierRow, ...]:
        return await self._records.dossiers(
            status=status or None, procedure=procedure or None, limit=limit, offset=offset
        )

    def _groups(self, found: Dossier) -> tuple[Group, ...]:
        """The confirmed answers: first what decides the case, then what was filled in."""
        procedure = self._knowledge().catalogue.procedures.get(found.row.procedure)
        cases = {one.label for one in procedure.questions if one.type in _CASES} if procedure else set()
        deciding = tuple(row for row in found.summary if row[0] in cases)
        filled = tuple(row for row in found.summary if row[0] not in cases)
        return tuple(group for group in (Group("Trường hợp", deciding), Group("Thông tin khai", filled)) if group.rows)


def _matches(row: DossierRow, wanted: str) -> bool:
    folded = wanted.casefold()
    return any(folded in text.casefold() for text in (row.code, row.official_code, row.applicant, row.procedure_title))
