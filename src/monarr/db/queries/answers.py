"""How services have answered in the last day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from monarr.db.models import ServiceAnswer
from monarr.db.service_answers import SLOT, slot_of

SLOTS = 48  # a day of half hours
_TABLE: Any = ServiceAnswer.__table__
_SINCE = (
    select(_TABLE.c.subject, _TABLE.c.slot_at, _TABLE.c.answers, _TABLE.c.failures, _TABLE.c.timed,
           _TABLE.c.response_ms)
    .where(_TABLE.c.slot_at >= bindparam("first"), _TABLE.c.slot_at <= bindparam("last"))
    .order_by(_TABLE.c.subject, _TABLE.c.slot_at)
)  # fmt: skip


class Slot(msgspec.Struct, frozen=True):
    """The half hour that begins `at`. `answers` counts every time it was asked, `failures` those that got nothing of
    use; `response_ms` is the mean of the good ones, None when there is none."""

    at: datetime
    answers: int
    failures: int
    response_ms: int | None

    @property
    def until(self) -> datetime:
        return self.at + SLOT


class LastDay(msgspec.Struct, frozen=True):
    """The last 48 half hours, oldest first; the last one is still going on."""

    answers: int
    failures: int
    slots: tuple[Slot, ...]


def load_last_day(connection: Connection, now: datetime) -> dict[str, LastDay]:
    """The last day of every service that was asked in it, in one statement."""
    last = slot_of(now)
    times = [last - SLOT * back for back in reversed(range(SLOTS))]
    found: dict[str, dict[datetime, Slot]] = {}
    for row in connection.execute(_SINCE, {"first": times[0], "last": last}):
        mean = round(row.response_ms / row.timed) if row.timed else None
        found.setdefault(row.subject, {})[row.slot_at] = Slot(row.slot_at, row.answers, row.failures, mean)
    return {subject: _day([slots.get(at) or Slot(at, 0, 0, None) for at in times]) for subject, slots in found.items()}


def no_answers(now: datetime) -> LastDay:
    """The last day of a service that was not asked in it."""
    last = slot_of(now)
    return _day([Slot(last - SLOT * back, 0, 0, None) for back in reversed(range(SLOTS))])


def _day(slots: list[Slot]) -> LastDay:
    return LastDay(sum(slot.answers for slot in slots), sum(slot.failures for slot in slots), tuple(slots))
