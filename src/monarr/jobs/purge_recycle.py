"""Removes for good what was deleted long ago."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.recycle import purge_recycle

    return as_result(await purge_recycle(house))


JOB = JobType("purge_recycle", run, text("Empty the recycle store"))
