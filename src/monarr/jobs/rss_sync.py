"""Reads the newest of every indexer and judges it for what is wanted."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.rss import sync_rss

    return as_result(await sync_rss(house))


JOB = JobType("rss_sync", run, text("Read the feeds"), talks_to_clients=True)
