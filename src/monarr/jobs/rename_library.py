"""Renames the files of a library, or some of them, to the naming rules."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House
from monarr.services.picking import actor_of


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.rename_library import rename_library

    actor = await house.db.read(actor_of, report.user_id)
    return as_result(
        await rename_library(house, payload["library_id"], file_ids=payload.get("file_ids"), actor=actor, tell=report)
    )


JOB = JobType("rename_library", run, text("Rename the files of a library"), timeout_seconds=6 * 3600)
