"""Tasks: what comes back by the clock, and jobs that wait, run and have ended; to run now, stop and try again."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response
from sqlalchemy import Row

from monarr.core.errors import MonarrError
from monarr.core.text import stored_text, text
from monarr.db.queries.errors import with_errors
from monarr.db.queries.page_status import title_names
from monarr.db.queries.status import ScheduleRow, list_schedules
from monarr.services.jobs import cancel_job, count_jobs, list_jobs, retry_job
from monarr.services.schedules import change_schedule, run_schedule
from monarr.web.auth import requires
from monarr.web.figures import span
from monarr.web.pages._forms import read_form
from monarr.web.pages._job_words import STATES, every, job_name
from monarr.web.pages.settings_providers import switched
from monarr.web.templating import Page, PageContext

PATH = "/status/tasks"
PAGE_SIZE = 50
_EDIT = [requires("jobs.edit")]


@get(PATH, guards=[requires("jobs.read")], include_in_schema=False)
async def tasks(page: Page) -> Response[str]:
    """Schedules, and jobs of one state or of all."""
    query = page.request.query_params
    state = query.get("show") if query.get("show") in STATES else None
    before = int(query["before"]) if query.get("before", "").isdigit() else None
    rows = await page.house.db.read(
        lambda connection: list_jobs(connection, state=state, before_id=before, limit=PAGE_SIZE + 1)
    )
    counts = await page.house.db.read(count_jobs)
    names = await page.house.db.read(title_names, sorted({row.title_id for row in rows if row.title_id is not None}))
    failed = {row.correlation_id for row in rows if row.error and row.correlation_id}
    kept = await page.house.db.read(with_errors, failed) if page.may("settings.read") else set()
    filtered = f"show={state}&" if state else ""
    older = f"?{filtered}before={rows[PAGE_SIZE - 1].id}" if len(rows) > PAGE_SIZE else None
    schedules = await page.house.db.read(list_schedules)
    return await page.show(
        "status/tasks.html", current="/status", schedules=[_schedule(page, one) for one in schedules],
        jobs=[_job(page, row, names, kept) for row in rows[:PAGE_SIZE]], chips=_chips(page, counts, state), older=older,
        newer=(f"?{filtered}".rstrip("&") if before else None),
    )  # fmt: skip


@post(f"{PATH}/schedules/{{name:str}}/run", guards=_EDIT, include_in_schema=False, status_code=200)
async def run_now(page: Page, name: FromPath[str]) -> Response[Any]:
    await page.house.db.write(run_schedule, name, page.house.clock.now())
    return page.go(PATH, page.toast(text("{name}: queued.", name=page.say(job_name(name)))))


@post(f"{PATH}/schedules/{{name:str}}/switch", guards=_EDIT, include_in_schema=False, status_code=200)
async def switch(page: Page, name: FromPath[str]) -> Response[Any]:
    on = (await read_form(page.request)).on("on")
    now, zone = page.house.clock.now(), ZoneInfo(page.house.time_zone)
    await page.house.db.write(lambda connection: change_schedule(connection, name, now, zone, enabled=on))
    return switched(page, f"{PATH}/schedules/{name}/switch", page.say(job_name(name)), on, PATH)


@post(f"{PATH}/jobs/{{job_id:int}}/cancel", guards=_EDIT, include_in_schema=False, status_code=200)
async def stop(page: Page, job_id: FromPath[int]) -> Response[Any]:
    try:
        await cancel_job(page.house, job_id)
    except MonarrError as error:
        return page.go(PATH, page.toast(error.message, "bad"))
    return page.go(PATH, page.toast(text("Stopped, with what needed it.")))


@post(f"{PATH}/jobs/{{job_id:int}}/retry", guards=_EDIT, include_in_schema=False, status_code=200)
async def again(page: Page, job_id: FromPath[int]) -> Response[Any]:
    try:
        await retry_job(page.house, job_id, actor=page.actor)
    except MonarrError as error:
        return page.go(PATH, page.toast(error.message, "bad"))
    return page.go(PATH, page.toast(text("Queued again.")))


def _schedule(page: PageContext, one: ScheduleRow) -> dict[str, Any]:
    path = f"{PATH}/schedules/{one.name}"
    return {
        "id": one.name, "name": page.say(job_name(one.job_type)),
        "every": page.say(every(one.interval_seconds, one.cron)), "last_at": one.last_run_at, "last_words": "",
        "next_at": one.next_run_at, "run_path": f"{path}/run", "on": one.enabled, "switch_path": f"{path}/switch",
    }  # fmt: skip


def _job(page: PageContext, row: Row[Any], names: dict[int, str], kept: set[str]) -> dict[str, Any]:
    mark, words = STATES[row.state]
    doing = stored_text(row.message) if row.message and row.state == "running" else words
    edit = page.may("jobs.edit")
    took = None
    if row.started_at is not None and row.finished_at is not None:
        took = span((row.finished_at - row.started_at).total_seconds())
    return {
        "id": row.id, "name": page.say(job_name(row.type)), "subject": names.get(row.title_id), "state": mark,
        "state_words": page.say(doing), "share": row.progress if row.state == "running" and row.progress else None,
        "at": row.finished_at or row.started_at or row.created_at, "took": took, "error": row.error,
        "correlation_id": row.correlation_id,
        "error_path": f"/settings/errors?q={row.correlation_id}" if row.error and row.correlation_id in kept else None,
        "stop_path": f"{PATH}/jobs/{row.id}/cancel" if edit and row.state in ("pending", "running") else None,
        "again_path": f"{PATH}/jobs/{row.id}/retry" if edit and row.state in ("failed", "cancelled") else None,
    }  # fmt: skip


def _chips(page: PageContext, counts: dict[str, int], state: str | None) -> list[dict[str, Any]]:
    chips = [{"words": page.say(text("All")), "n": sum(counts.values()), "href": "?", "on": state is None}]
    chips += [
        {"words": page.say(words), "n": counts.get(name, 0), "href": f"?show={name}", "on": state == name}
        for name, (_mark, words) in STATES.items()
    ]
    return chips


ROUTES = [tasks, run_now, switch, stop, again]
