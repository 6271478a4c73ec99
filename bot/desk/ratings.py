"""What citizens said about the service: average, count, share by score, by factor and by procedure, comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from bot.desk.access import Visit
from bot.desk.pages import Pages
from bot.engine.knowledge import Knowledge
from bot.engine.wording.ratings import FACTORS, SCORES
from bot.storage.desk import DeskRecords

MINIMUM = 10
"""Fewer ratings than this are shown as a number, without an average or a share: they would say nothing."""
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class ByProcedure:
    """One procedure's ratings; ``average`` is None below ``MINIMUM``."""

    name: str
    count: int
    average: float | None


class RatingsRoom:
    """Read only: a rating, once given, belongs to the citizen."""

    def __init__(
        self,
        pages: Pages,
        records: DeskRecords,
        knowledge: Callable[[], Knowledge],
        clock: Callable[[], datetime],
    ) -> None:
        self._pages = pages
        self._records = records
        self._knowledge = knowledge
        self._clock = clock

    async def show(self, visit: Visit) -> Response:
        """All time, or one month with ``?month=YYYY-MM``."""
        now = self._clock()
        month = visit.request.query_params.get("month", "")
        since, until = _month(month, now) if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month) else (None, None)
        found = await self._records.ratings(since=since, until=until, limit=_MOST)
        procedures = self._knowledge().catalogue.procedures
        by_procedure: dict[str, list[int]] = {}
        for row in found.rows:
            by_procedure.setdefault(row.procedure, []).append(row.score)
        lines = [
            ByProcedure(
                procedures[code].plain if code in procedures else code,
                len(scores),
                sum(scores) / len(scores) if len(scores) >= MINIMUM else None,
            )
            for code, scores in by_procedure.items()
        ]
        factors = Counter(factor for row in found.rows for factor in row.factors)
        happy = found.by_score.get(4, 0) + found.by_score.get(5, 0)
        return self._pages.show(
            visit,
            "ratings.html",
            found=found,
            enough=found.count >= MINIMUM,
            minimum=MINIMUM,
            happy=round(100 * happy / found.count) if found.count else 0,
            scores=[
                (score, SCORES[score].split("–", 1)[-1].strip(), found.by_score.get(score, 0))
                for score in (5, 4, 3, 2, 1)
            ],
            factors=[(FACTORS.get(one, one), number) for one, number in factors.most_common()],
            lines=sorted(lines, key=lambda line: -line.count),
            comments=[row for row in found.rows if row.comment][:60],
            names={code: one.plain for code, one in procedures.items()},
            factor_names=FACTORS,
            month=month if since else "",
            months=_recent_months(now),
        )


def _month(month: str, now: datetime) -> tuple[datetime, datetime]:
    year, number = int(month[:4]), int(month[5:])
    first = datetime(year, number, 1, tzinfo=now.tzinfo)
    return first, datetime(year + number // 12, number % 12 + 1, 1, tzinfo=now.tzinfo)


def _recent_months(now: datetime) -> list[str]:
    year, number, found = now.year, now.month, []
    for _ in range(12):
        found.append(f"{year}-{number:02d}")
        year, number = (year, number - 1) if number > 1 else (year - 1, 12)
    return found
