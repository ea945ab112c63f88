"""Delivers events to the notification targets."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.jobs.results import as_result
from monarr.services.context import House
from monarr.services.notify import send_notifications


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    return as_result(await send_notifications(house))


JOB = JobType("send_notifications", run, text("Send notifications"), kept=False, timeout_seconds=900)
