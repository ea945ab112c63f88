"""What a job is, and how it tells how far it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from monarr.core.text import Text
from monarr.ports.clock import Clock
from monarr.services.context import House

Payload = dict[str, Any]
_LEAST_SECONDS = 1.0


class Report:
    """Progress of a running job, and who asked for it. Telling often costs nothing: at most one write a second reaches the database."""

    def __init__(
        self, clock: Clock, write: Callable[[float, Text | None], Awaitable[None]], user_id: int | None = None
    ) -> None:
        self._clock, self._write = clock, write
        self.user_id = user_id  # who asked for the job; None: Monarr itself
        self._told_at = float("-inf")

    async def __call__(self, fraction: float, message: Text | None = None) -> None:
        """`fraction` is 0 to 1; `message` says what is being done."""
        moment = self._clock.monotonic()
        if moment - self._told_at < _LEAST_SECONDS:
            return
        self._told_at = moment
        await self._write(fraction, message)


Run = Callable[[House, Payload, Report], Awaitable[dict[str, Any] | None]]


class JobType(msgspec.Struct, frozen=True):
    """A kind of job. `concurrency` is how many may run at once in the whole house; `talks_to_clients` keeps it in the
    process that holds the built-in torrent session; one that is not `kept` leaves no row when it went well; one that
    is `apart` takes none of a worker's slots, since it may wait for disks for long; `timeout_seconds` ends one that
    hangs."""

    name: str
    run: Run
    label: Text
    concurrency: int = 1
    talks_to_clients: bool = False
    kept: bool = True
    apart: bool = False
    timeout_seconds: float = 3600
