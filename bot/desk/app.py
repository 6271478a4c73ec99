"""The desk's routes: every address, who may open it, and the answers to what is not allowed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.desk import access
from bot.desk.access import Door, Forbidden, Visit
from bot.desk.accounts import Accounts
from bot.desk.content import ContentRoom
from bot.desk.dossiers import Dossiers
from bot.desk.entries import LiveContent
from bot.desk.handoffs import Handoffs
from bot.desk.history import History
from bot.desk.library import Library
from bot.desk.mixups import Mixups
from bot.desk.pages import Pages
from bot.desk.publications import PublicationsRoom
from bot.desk.ratings import RatingsRoom
from bot.desk.signin import SignIn
from bot.desk.teaching import Teaching
from bot.desk.trying import Trying
from bot.desk.unanswered import Unanswered
from bot.runner import Runner
from bot.storage.desk import DeskRecords
from bot.storage.publications import PublicationLog
from bot.storage.staff import Staff

_HERE = Path(__file__).parent
_COUNTED = 99
"""Waiting citizens counted for the navigation; more are simply many."""
_BODY = 4 * 1024 * 1024
"""No form of the desk is larger; a content file is a tenth of it."""


class House(Protocol):
    """What the desk needs of the installation; ``bootstrap`` builds it."""

    @property
    def records(self) -> DeskRecords:
        """What officers read."""

    @property
    def staff(self) -> Staff:
        """Accounts and sessions."""

    @property
    def runner(self) -> Runner:
        """The way back into a conversation."""

    @property
    def content(self) -> LiveContent:
        """What the engine answers from."""


def routes(house: House) -> list[BaseRoute]:
    """Everything under ``/desk``; one-time links are ``/desk/link/<token>``."""
    records, staff, runner, content, clock = house.records, house.staff, house.runner, house.content, house.runner.clock

    async def waiting() -> int:
        return len({row.key for row in await records.handoffs(limit=_COUNTED)})

    pages, door = Pages(content, clock), Door(staff, waiting, clock)
    entrance = SignIn(pages, staff, records, clock)
    dossiers = Dossiers(pages, records, runner, content.current, clock)
    handoffs = Handoffs(pages, records, runner, content.current, clock)
    ratings = RatingsRoom(pages, records, content.current, clock)
    publications = PublicationsRoom(pages, PublicationLog(runner.store.database), content.current, clock)
    unanswered = Unanswered(pages, records, content.current, clock)
    library = Library(content, records, clock)
    room = ContentRoom(pages, library, records, clock)
    teaching = Teaching(pages, library, records, clock)
    trying, mixups = Trying(pages, content.current, clock), Mixups(pages, content.current)
    history = History(pages, library, records, clock)
    accounts = Accounts(pages, staff, records, clock)

    async def home(visit: Visit) -> Response:
        return RedirectResponse("/desk/content" if visit.account.role == access.EDITOR else "/desk/dossiers", 303)

    async def guide(visit: Visit) -> Response:
        return pages.show(visit, "help.html")

    def page(path: str, view: access.Page, roles: frozenset[str], method: str = "GET") -> Route:
        return Route(path, _polite(pages, door(view, roles)), methods=[method], max_body_size=_BODY)

    def bare(path: str, view: Callable[[Request], Awaitable[Response]], method: str = "GET") -> Route:
        return Route(path, _polite(pages, view), methods=[method], max_body_size=_BODY)

    return [
        Mount("/desk/static", StaticFiles(directory=_HERE / "static")),
        bare("/desk/sign-in", entrance.show),
        bare("/desk/sign-in", entrance.enter, "POST"),
        bare("/desk/link/{token}", entrance.link),
        bare("/desk/link/{token}", entrance.use_link, "POST"),
        page("/desk/sign-out", entrance.leave, access.EVERYBODY, "POST"),
        page("/desk", home, access.EVERYBODY),
        page("/desk/", home, access.EVERYBODY),
        page("/desk/help", guide, access.EVERYBODY),
        page("/desk/dossiers", dossiers.queue, access.READ_DOSSIERS),
        page("/desk/dossiers/{code}", dossiers.one, access.READ_DOSSIERS),
        page("/desk/dossiers/{code}/status", dossiers.move, access.WORK_DOSSIERS, "POST"),
        page("/desk/dossiers/{code}/reveal", dossiers.reveal, access.WORK_DOSSIERS, "POST"),
        page("/desk/dossiers/{code}/files/{upload}", dossiers.file, access.WORK_DOSSIERS),
        page("/desk/handoffs", handoffs.list, access.READ_DOSSIERS),
        page("/desk/handoffs/{handoff:int}/reply", handoffs.reply, access.WORK_DOSSIERS, "POST"),
        page("/desk/handoffs/{handoff:int}/close", handoffs.close, access.WORK_DOSSIERS, "POST"),
        page("/desk/ratings", ratings.show, access.READ_RATINGS),
        page("/desk/cong-khai", publications.show, access.EVERYBODY),
        page("/desk/unanswered", unanswered.list, access.READ_UNANSWERED),
        page("/desk/unanswered/close", unanswered.close, access.CLOSE_UNANSWERED, "POST"),
        page("/desk/unanswered/{id:int}/why", unanswered.why, access.READ_UNANSWERED),
        page("/desk/content", room.browse, access.EDIT_CONTENT),
        page("/desk/content/new", room.fresh, access.EDIT_CONTENT),
        page("/desk/content/teach", teaching.show, access.EDIT_CONTENT),
        page("/desk/content/attach", teaching.attach, access.EDIT_CONTENT, "POST"),
        page("/desk/content/try", trying.show, access.EDIT_CONTENT),
        page("/desk/content/try", trying.show, access.EDIT_CONTENT, "POST"),
        page("/desk/content/mixups", mixups.show, access.EDIT_CONTENT),
        page("/desk/content/{kind}/{id}", room.edit, access.EDIT_CONTENT),
        page("/desk/content/{kind}/{id}", room.save, access.EDIT_CONTENT, "POST"),
        page("/desk/content/{kind}/{id}/check", room.check, access.EDIT_CONTENT, "POST"),
        page("/desk/content/{kind}/{id}/simulate", room.simulate, access.EDIT_CONTENT, "POST"),
        page("/desk/content/{kind}/{id}/graph", room.graph, access.EDIT_CONTENT, "POST"),
        page("/desk/content/{kind}/{id}/history", history.show, access.EDIT_CONTENT),
        page("/desk/content/{kind}/{id}/undo", history.undo, access.EDIT_CONTENT, "POST"),
        page("/desk/staff", accounts.list, access.MANAGE_STAFF),
        page("/desk/staff", accounts.add, access.MANAGE_STAFF, "POST"),
        page("/desk/staff/{name}", accounts.change, access.MANAGE_STAFF, "POST"),
        page("/desk/audit", accounts.audit, access.READ_AUDIT),
    ]


def _polite(
    pages: Pages, endpoint: Callable[[Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    """Answers ``Forbidden`` with a page that says why."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Forbidden as refused:
            return pages.bare("refused.html", 403, message=refused.message)

    return answer
