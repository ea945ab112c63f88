"""Tells the players what changed."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.tell import tell_players

    told = await tell_players(
        house,
        payload["title_id"],
        item_id=payload.get("item_id"),
        path=payload["path"],
        removed=bool(payload.get("removed")),
    )
    return as_result(told)


JOB = JobType("tell_players", run, text("Tell the players"), timeout_seconds=600)
