"""Runs all checks of the house."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.health import check_health

    return as_result(await check_health(house))


JOB = JobType("health_check", run, text("Check the health"), kept=False, timeout_seconds=300)
