"""Brings in what a person chose on the page of importing by hand."""

from __future__ import annotations

from typing import Any

import msgspec

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House
from monarr.services.picking import actor_of


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.manual_guess import Choice
    from monarr.services.manual_import import import_chosen

    return as_result(
        await import_chosen(
            house,
            msgspec.convert(payload["choices"], list[Choice]),
            download_id=payload.get("download_id"),
            folder=payload.get("folder"),
            mode=payload.get("mode"),
            actor=await house.db.read(actor_of, report.user_id),
        )
    )


JOB = JobType("import_chosen", run, text("Import by hand"), timeout_seconds=6 * 3600)
