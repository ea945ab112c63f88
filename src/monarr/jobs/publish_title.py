"""Writes NFO and pictures of a title beside its files."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.publish import publish_title

    return as_result(await publish_title(house, payload["title_id"]))


JOB = JobType("publish_title", run, text("Publish a title"), concurrency=2)
