"""Runs the job of a dry run, as a worker would."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from monarr.db.models import Job
from monarr.jobs.results import as_result
from monarr.services.what_if import read_change, work_out
from tests.integration.acquisition.scene import Scene

_JOB: Any = Job.__table__


async def finish(scene: Scene, job_id: int) -> None:
    """The job is completed, with its result."""
    stored = select(_JOB.c.payload).where(_JOB.c.id == job_id)
    payload = scene.db.read_now(lambda connection: connection.execute(stored).scalar_one())
    result = as_result(await work_out(scene.house, read_change(payload["change"])))
    done = update(_JOB).where(_JOB.c.id == job_id).values(state="completed", result=result)
    scene.db.write_now(lambda connection: connection.execute(done))
