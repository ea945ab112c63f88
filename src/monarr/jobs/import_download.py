"""Brings a finished download into the library."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    from monarr.services.import_download import import_download

    return as_result(await import_download(house, payload["download_id"]))


JOB = JobType(
    "import_download", run, text("Import a download"), concurrency=12, talks_to_clients=True, apart=True,
    timeout_seconds=6 * 3600,
)  # fmt: skip
