"""Notices that episodes have aired and films have come out."""

from __future__ import annotations

from typing import Any

from monarr.core.text import text
from monarr.jobs.model import JobType, Payload, Report
from monarr.services.context import House
from monarr.services.upkeep import recount_by_time


async def run(house: House, payload: Payload, report: Report) -> dict[str, Any] | None:
    return {"titles": await recount_by_time(house)}


JOB = JobType("recount", run, text("Notice what has come out"), kept=False, timeout_seconds=300)
