"""Removes what is kept for a time only, and keeps the database quick."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House
from monarr.services.housekeeping import keep_house


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    return as_result(await keep_house(house))


JOB = JobType("housekeeping", run, text("Tidy up"))
