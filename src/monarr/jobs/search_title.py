"""Asks the indexers for what is wanted of a title, judges, and grabs the best."""

from __future__ import annotations

from typing import Any

from monarr.core.kinds import Origin
from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House
from monarr.services.picking import actor_of


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.search import search_title

    found = await search_title(
        house,
        payload["title_id"],
        episode_ids=tuple(payload.get("episode_ids") or ()),
        season=payload.get("season"),
        version_id=payload.get("version_id"),
        origin=Origin.SEARCH,
        actor=await house.db.read(actor_of, report.user_id),
    )
    return as_result(found)


JOB = JobType(
    "search_title", run, text("Search for a title"), concurrency=2, talks_to_clients=True, timeout_seconds=900
)
