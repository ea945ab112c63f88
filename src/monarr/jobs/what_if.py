"""Judges the ledger by proposed rules, and says what would be otherwise than today."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.what_if import read_change, work_out

    return as_result(await work_out(house, read_change(payload["change"]), report))


JOB = JobType("what_if", run, text("Dry run"), concurrency=2, timeout_seconds=900)
