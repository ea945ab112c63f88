"""Fetches the portraits of those who took part in a title."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.portraits import fetch_portraits

    return {"fetched": await fetch_portraits(house, payload["title_id"])}


JOB = JobType("fetch_portraits", run, text("Fetch portraits"), timeout_seconds=900)
