"""Describes a title anew: metadata, people, pictures to choose from."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.refresh import refresh_title

    await refresh_title(house, payload["title_id"])
    return None


JOB = JobType("refresh_title", run, text("Describe a title"), concurrency=2, timeout_seconds=900)
