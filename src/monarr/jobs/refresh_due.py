"""Queues the description of titles that was not renewed for long."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.refresh_due import refresh_due

    return as_result(await refresh_due(house))


JOB = JobType("refresh_due", run, text("Describe what is old"))
