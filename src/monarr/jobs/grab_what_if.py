"""Grabs what a dry run found, after its change was saved."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House
from monarr.services.picking import actor_of


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.what_if_saving import grab_what_if

    actor = await house.db.read(actor_of, report.user_id)
    return as_result(await grab_what_if(house, payload["what_if"], payload["left_out"], actor, report))


JOB = JobType("grab_what_if", run, text("Grab what a dry run found"), talks_to_clients=True)
