"""Asks the download clients how far they are: every minute, and every five seconds while something moves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House
from monarr.services.schedules import hasten

BUSY = timedelta(seconds=5)


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.follow import follow_downloads

    found = await follow_downloads(house)
    if found.moving:
        await house.db.write(hasten, "follow_downloads", house.clock.now() + BUSY)
    return as_result(found)


JOB = JobType("follow_downloads", run, text("Follow downloads"), talks_to_clients=True, kept=False, timeout_seconds=300)
