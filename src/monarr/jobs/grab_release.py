"""Grabs a release that a person chose, in the process that talks to the download clients."""

from __future__ import annotations

from typing import Any

from monarr.core.kinds import Origin
from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.services.context import House
from monarr.services.picking import actor_of


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.grab import grab_release

    download_id = await grab_release(
        house,
        payload["release_id"],
        payload["version_id"],
        payload["item_ids"],
        actor=await house.db.read(actor_of, report.user_id),
        override=bool(payload.get("override")),
        reason=payload.get("reason", ""),
        origin=Origin.INTERACTIVE,
    )
    return {"download_id": download_id}


JOB = JobType("grab_release", run, text("Grab a release"), talks_to_clients=True, timeout_seconds=300)
