"""Reads what is new of release groups, and weighs their reputation."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.reputation import weigh_groups

    return as_result(await weigh_groups(house, report))


JOB = JobType("weigh_groups", run, text("Weigh release groups"))
