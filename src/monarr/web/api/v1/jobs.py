"""Jobs and schedules: look, run, cancel, retry."""

from __future__ import annotations

from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from litestar import delete, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter

from monarr.services.jobs import cancel_job, get_job, list_jobs, retry_job
from monarr.services.schedules import change_schedule, list_schedules, run_schedule
from monarr.web.api.v1._base import Api, Cursor, Items, JobStarted, Limit, page_of, read_id_cursor
from monarr.web.auth import requires

State = Annotated[str | None, QueryParameter(name="state")]  # Litestar keeps the plain name for itself
Type = Annotated[str | None, QueryParameter(name="type")]


class ScheduleChange(msgspec.Struct):
    """Only what is named changes."""

    enabled: bool | None = None
    interval_seconds: int | None = None
    cron: str | None = None


@get("/jobs", guards=[requires("jobs.read")], tags=["Jobs"])
async def jobs(
    api: Api, cursor: Cursor = None, limit: Limit = 50, job_state: State = None, job_type: Type = None
) -> Items:
    """Jobs, newest first; perhaps of one state or type."""
    found = await api.house.db.read(
        list_jobs, state=job_state, type=job_type, before_id=read_id_cursor(cursor), limit=limit + 1
    )
    return page_of(found, limit, api.shown(found), lambda row: row.id)


@get("/jobs/{job_id:int}", guards=[requires("jobs.read")], tags=["Jobs"])
async def job(api: Api, job_id: FromPath[int]) -> dict[str, Any]:
    """One job with its result."""
    found: dict[str, Any] = api.shown(await get_job(api.house, job_id))
    return found


@delete("/jobs/{job_id:int}", guards=[requires("jobs.edit")], status_code=204, tags=["Jobs"])
async def cancel(api: Api, job_id: FromPath[int]) -> None:
    """Cancels a waiting job and what needs it; asks a running one to stop."""
    await cancel_job(api.house, job_id)


@post("/jobs/{job_id:int}/retry", guards=[requires("jobs.edit")], status_code=202, tags=["Jobs"])
async def retry(api: Api, job_id: FromPath[int]) -> JobStarted:
    """Queues anew what failed or was cancelled."""
    return JobStarted(await retry_job(api.house, job_id, actor=api.actor))


@get("/schedules", guards=[requires("jobs.read")], tags=["Jobs"])
async def schedules(api: Api) -> list[dict[str, Any]]:
    """What comes back by itself, and when next."""
    found: list[dict[str, Any]] = api.shown(await api.house.db.read(list_schedules))
    return found


@post("/schedules/{name:str}/run", guards=[requires("jobs.edit")], status_code=202, tags=["Jobs"])
async def run_now(api: Api, name: FromPath[str]) -> JobStarted:
    """Runs it now, beside its rhythm."""
    return JobStarted(await api.house.db.write(run_schedule, name, api.house.clock.now()))


@patch("/schedules/{name:str}", guards=[requires("jobs.edit")], status_code=204, tags=["Jobs"])
async def change(api: Api, name: FromPath[str], data: JSONBody[ScheduleChange]) -> None:
    """Changes the rhythm, or switches it on and off."""
    named = {key: value for key, value in msgspec.structs.asdict(data).items() if value is not None}
    zone = ZoneInfo(api.house.time_zone)
    await api.house.db.write(change_schedule, name, api.house.clock.now(), zone, **named)


ROUTES = [jobs, job, cancel, retry, schedules, run_now, change]
