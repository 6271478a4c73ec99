"""Flood limits kept in this process: token buckets by conversation and by address."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.channels.web.refusal import Refusal

_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` events at once, then ``per_second`` on average."""

    burst: float
    per_second: float


@dataclass(slots=True)
class Limits:
    """Buckets for each thing that can be flooded; one person typing never meets them, a hall behind one address neither."""

    now: Callable[[], float]
    said: Rate = Rate(burst=300, per_second=20)
    uploaded: Rate = Rate(burst=60, per_second=1)
    opened: Rate = Rate(burst=300, per_second=5)
    address: Rate = Rate(burst=2_000, per_second=200)
    _buckets: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    def check(self, what: str, who: str, host: str) -> None:
        """Counts one event of ``who`` (and of the address ``host``); raises ``Refusal`` 429 when there were too many.

        Loopback is not limited: behind a proxy that hides addresses everybody looks like loopback.
        """
        if _loopback(host):
            return
        rate = {"said": self.said, "uploaded": self.uploaded, "opened": self.opened}[what]
        for bucket, allowed in (((what, who or host), rate), (("address", host), self.address)):
            self._take(bucket, allowed)

    def _take(self, bucket: tuple[str, str], rate: Rate) -> None:
        now = self.now()
        if len(self._buckets) > _MANY:
            # Idle buckets are full again after burst / per_second seconds, so nothing is lost by forgetting them.
            self._buckets = {key: kept for key, kept in self._buckets.items() if now - kept[1] < 300}
        left, since = self._buckets.get(bucket, (rate.burst, now))
        left = min(rate.burst, left + (now - since) * rate.per_second)
        if left < 1:
            wait = max(1, round((1 - left) / rate.per_second))
            raise Refusal(
                429,
                "too_many",
                "Tin nhắn đến nhanh quá. Anh/chị chờ một chút rồi gửi lại giúp.",
                {"Retry-After": str(wait)},
            )
        self._buckets[bucket] = (left - 1, now)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
