"""Brings the files of a merged title back, where the process that merged it has not come to it."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.merge import restore_merged

    return {"restored": await restore_merged(house, **payload)}


JOB = JobType("restore_merged", run, text("Bring back the files of a merged title"), timeout_seconds=3600)
