"""Desk → Nội dung → Thử một câu: any sentence, and how the chat would answer it now. The sentence is kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.responses import Response

from bot.desk.access import Visit
from bot.desk.pages import Pages
from bot.desk.why import why
from bot.engine.knowledge import Knowledge

EXAMPLES = ("làm lại căn cước bị gãy", "con toi sap vao lop 1", "xin gks cho bé mới đẻ", "hôm nay trời đẹp quá")
_LONGEST = 2_000


class Trying:
    """Sent by POST, so that what somebody typed stands in no address and no log."""

    def __init__(self, pages: Pages, knowledge: Callable[[], Knowledge], clock: Callable[[], datetime]) -> None:
        self._pages = pages
        self._knowledge = knowledge
        self._clock = clock

    async def show(self, visit: Visit) -> Response:
        """The box, and once something was sent its explanation."""
        text = visit.field("text", _LONGEST)
        told = why(self._knowledge(), text, self._clock()) if text else None
        return self._pages.show(
            visit, "try.html", text=text, why=told, examples=EXAMPLES, teach="form", back="try", ids=""
        )
