"""Grabs releases whose delay is over."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.pending import grab_due

    return as_result(await grab_due(house))


JOB = JobType("grab_pending", run, text("Grab what has waited"), talks_to_clients=True, kept=False)
