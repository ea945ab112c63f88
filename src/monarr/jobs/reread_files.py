"""Reads the streams of files again that an older reader has read; of all files of a title or library when it is asked so."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.reread import reread_files

    done = await reread_files(
        house, library_id=payload.get("library_id"), title_id=payload.get("title_id"),
        everything=payload.get("everything", False), tell=report,
    )  # fmt: skip
    return as_result(done)


JOB = JobType("reread_files", run, text("Read streams again"), timeout_seconds=24 * 3600)
