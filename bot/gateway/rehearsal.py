"""Gateways for rehearsal: one that takes everything and says plainly that it is a demonstration, one that is always down."""

from __future__ import annotations

import zlib

from bot.gateway.submission import Accepted, Submission, Unavailable


class DemoGateway:
    """Accepts and gives a code nobody can mistake for a real one, the same for the same dossier."""

    async def submit(self, submission: Submission) -> Accepted:
        """The code is derived from ours."""
        return Accepted(f"THU-NGHIEM-{zlib.crc32(submission.code.encode()) % 1_000_000:06d}")


class FailingGateway:
    """Never there, to rehearse what officers and citizens see meanwhile."""

    async def submit(self, submission: Submission) -> Accepted:
        """Always raises ``Unavailable``."""
        raise Unavailable("the rehearsal gateway is always down")
