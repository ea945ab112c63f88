"""When an episode is available: once it has aired, plus a delay."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from monarr.core.availability.model import Availability


def episode_availability(
    now: datetime, *, aired_at: datetime | None = None, air_date: date | None = None, delay_minutes: int = 0
) -> Availability:
    """Whether the episode has aired. The moment counts before the date, which begins at midnight UTC; without either
    it has not aired."""
    start = aired_at or (datetime.combine(air_date, time(), UTC) if air_date is not None else None)
    if start is None:
        return Availability(False, None, "no-date")
    at = start + timedelta(minutes=delay_minutes)
    return Availability(now >= at, at, "air-date")
