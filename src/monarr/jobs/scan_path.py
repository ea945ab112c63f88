"""Looks what is in one folder."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.scan import scan_path

    return as_result(await scan_path(house, payload["path"]))


JOB = JobType("scan_path", run, text("Scan a folder"), timeout_seconds=6 * 3600)
