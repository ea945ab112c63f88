"""The scheduler: queues what is due, and the delivery of notifications when something has happened. One process at a
time is it, by a lease; the others look again now and then."""

from __future__ import annotations

import asyncio
import logging
from zoneinfo import ZoneInfo

from monarr.core.errors import MonarrError
from monarr.services.context import House
from monarr.services.errors_log import keep_fault
from monarr.services.notify import queue_notifications
from monarr.services.schedules import ensure_schedules, queue_due

log = logging.getLogger(__name__)
_LONGEST_SECONDS = 20.0  # the lease is renewed meanwhile
_GATHER_SECONDS = 0.5  # events that come together are told together


class Scheduler:
    """Runs until it is cancelled. `holder` is the name under which it holds the lease."""

    def __init__(self, house: House, holder: str) -> None:
        self._house, self._holder = house, holder
        self._zone = ZoneInfo(house.time_zone)

    async def run(self) -> None:
        async with self._house.live.listen({"schedules", "events"}) as listener:
            pause = 0.0
            await self._ensure()
            while True:
                topics = await listener.next(pause) if pause else frozenset()
                if topics & {"events", "refresh"}:
                    await asyncio.sleep(_GATHER_SECONDS)
                    await self._notify()
                pause = await self._turn()

    async def _ensure(self) -> None:
        try:
            await self._house.db.write(ensure_schedules, self._house.clock.now(), self._zone)
        except MonarrError as error:
            log.warning("schedules_unavailable", extra={"reason": str(error)})

    async def _turn(self) -> float:
        """Queues what is due; gives how long to sleep."""
        now = self._house.clock.now()
        try:
            due = await self._house.db.write(queue_due, self._holder, now, self._zone)
        except MonarrError as error:
            log.warning("schedules_unavailable", extra={"reason": str(error)})
            return _LONGEST_SECONDS
        except Exception as error:  # one bad turn must not end all that comes back
            log.exception("scheduler_stumbled")
            await keep_fault(self._house, error, "scheduler")
            return _LONGEST_SECONDS
        if due is None:
            return _LONGEST_SECONDS
        return min(max((due - now).total_seconds(), 0.2), _LONGEST_SECONDS)

    async def _notify(self) -> None:
        try:
            await self._house.db.write(queue_notifications, self._house.clock.now())
        except MonarrError as error:
            log.warning("notifications_not_queued", extra={"reason": str(error)})
        except Exception as error:
            log.exception("scheduler_stumbled")
            await keep_fault(self._house, error, "notifications")
