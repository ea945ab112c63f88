"""Looks what is in the folders of a library."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.scan import scan_library

    return as_result(await scan_library(house, payload["library_id"], ask_again=payload.get("ask_again", False)))


JOB = JobType("scan_library", run, text("Scan a library"), timeout_seconds=6 * 3600)
