"""Queues searches for what is here but under its profile's goal, and due."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.wanted import search_wanted

    return as_result(await search_wanted(house, missing=False))


JOB = JobType("cutoff_search", run, text("Look for better releases"))
