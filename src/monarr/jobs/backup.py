"""Writes a backup and removes those that are no longer kept."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House
from monarr.services.housekeeping import back_up_house


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    return as_result(await back_up_house(house))


JOB = JobType("backup", run, text("Back up"))
