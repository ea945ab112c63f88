"""How hard one host may be asked: so many requests at once, and a pause between their starts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from monarr.ports.clock import Clock

_KEPT_HOSTS = 256


class HostLimit(msgspec.Struct, frozen=True, kw_only=True):
    """`at_once` requests run together; starts lie `interval_seconds` apart."""

    at_once: int = 4
    interval_seconds: float = 0.0


class _Lane:
    def __init__(self, limit: HostLimit) -> None:
        self.limit = limit
        self.free = asyncio.Semaphore(limit.at_once)
        self.users = 0
        self.next_start = 0.0


class HostLimits:
    """The lanes of all hosts. A host is `name:port`; one without a rule of its own has the default."""

    def __init__(self, clock: Clock, default: HostLimit) -> None:
        self._clock = clock
        self._default = default
        self._rules: dict[str, HostLimit] = {}
        self._lanes: dict[str, _Lane] = {}

    def set(self, host: str, limit: HostLimit) -> None:
        """Holds from the next request on; running ones finish under the old rule."""
        self._rules[host] = limit
        self._lanes.pop(host, None)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits until the host may be asked."""
        lane = self._lane(host)
        lane.users += 1
        try:
            async with lane.free:
                await self._pause(lane)
                yield
        finally:
            lane.users -= 1

    def _lane(self, host: str) -> _Lane:
        lane = self._lanes.get(host)
        if lane is None:
            if len(self._lanes) >= _KEPT_HOSTS:
                self._forget_idle()
            lane = self._lanes[host] = _Lane(self._rules.get(host, self._default))
        return lane

    def _forget_idle(self) -> None:
        now = self._clock.monotonic()
        for host, lane in list(self._lanes.items()):
            if lane.users == 0 and lane.next_start <= now:
                del self._lanes[host]

    async def _pause(self, lane: _Lane) -> None:
        if lane.limit.interval_seconds <= 0:
            return
        now = self._clock.monotonic()
        start = max(now, lane.next_start)
        lane.next_start = start + lane.limit.interval_seconds
        if start > now:
            await asyncio.sleep(start - now)
