"""Works out the stored scores of files anew, after formats, points or profiles have changed."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.rescore import rescore_files

    scope = {name: payload.get(name) for name in ("profile_id", "title_id")}
    return as_result(await rescore_files(house, **scope, tell=report))


JOB = JobType("rescore_files", run, text("Work out the scores of files"), timeout_seconds=6 * 3600)
