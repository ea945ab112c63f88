"""`monarr jobs`: what runs, waits and has failed."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Group, terminal
from monarr.cli._house import opened, run, see_through
from monarr.core.errors import InvalidInput
from monarr.core.text import text

_SHOWN = ("id", "type", "state", "progress", "priority", "attempts", "payload", "created_at", "started_at", "finished_at",
          "run_at", "error", "result")  # fmt: skip


@click.group(cls=Group)
def jobs() -> None:
    """What runs, waits and has failed; the schedules."""


@jobs.command("list")
@click.option("--state", type=click.Choice(["pending", "running", "completed", "failed", "cancelled"]))
@click.option("--limit", default=30, show_default=True)
def list_(state: str | None, limit: int) -> None:
    """Show jobs, newest first."""
    from monarr.services.jobs import list_jobs

    spoken = terminal()

    async def work() -> list[Any]:
        async with opened(spoken) as house:
            return await house.db.read(list_jobs, state=state, limit=limit)

    rows = run(work())
    lines = [(row.id, row.type, row.state, f"{row.progress:.0%}", _moment(row.created_at), row.error) for row in rows]
    table = spoken.table([">Job", "Type", "State", ">Done", "Queued", "Problem"], lines, empty="No jobs.")
    spoken.answer([{name: getattr(row, name) for name in _SHOWN} for row in rows], table)


@jobs.command()
def schedules() -> None:
    """Show what comes back, and when."""
    from monarr.services.schedules import list_schedules

    spoken = terminal()

    async def work() -> list[Any]:
        async with opened(spoken) as house:
            return await house.db.read(list_schedules)

    rows = run(work())
    lines = [(row.name, _rhythm(row), _moment(row.last_run_at), _moment(row.next_run_at)) for row in rows]
    names = ("name", "job_type", "interval_seconds", "cron", "enabled", "last_run_at", "next_run_at")
    table = spoken.table(["Name", "Rhythm", "Last", "Next"], lines, empty="No schedules; `monarr serve` makes them.")
    spoken.answer([{name: getattr(row, name) for name in names} for row in rows], table)


def _rhythm(row: Any) -> str:
    if not row.enabled:
        return "off"
    return str(row.cron) if row.cron else f"every {row.interval_seconds} s"


def _moment(moment: Any) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


@jobs.command("run")
@click.argument("type")
@click.argument("payload", nargs=-1, metavar="[NAME=VALUE]…")
def run_(type: str, payload: tuple[str, ...]) -> None:  # noqa: A002 - the word of the field
    """Run a job of TYPE now, and wait for it: monarr jobs run refresh_title title_id=3"""
    from monarr.jobs import all_job_types
    from monarr.services.context import MONARR
    from monarr.services.jobs import queue_job

    known = all_job_types()
    if type not in known:
        listed = ", ".join(sorted(known))
        raise InvalidInput(text("There is no job called {type}. There are: {listed}.", type=type, listed=listed))
    spoken, given = terminal(), dict(_pair(word) for word in payload)

    async def work() -> tuple[int, list[dict[str, Any]]]:
        async with opened(spoken) as house:
            job_id = await queue_job(house, type, given, actor=MONARR)
            return job_id, await see_through(house, spoken, job_id, str(known[type].label))

    job_id, results = run(work())
    spoken.answer({"job_id": job_id, "results": results}, lambda console: console.print(f"Job {job_id} is done."))


def _pair(word: str) -> tuple[str, Any]:
    name, sign, value = word.partition("=")
    if not sign or not name:
        raise InvalidInput(text("“{word}” is not of the form name=value.", word=word))
    return name, int(value) if value.lstrip("-").isdigit() else value


@jobs.command()
@click.argument("job_id", type=int)
def cancel(job_id: int) -> None:
    """Cancel job JOB_ID and what needs it."""
    from monarr.services.jobs import cancel_job

    spoken = terminal()

    async def work() -> None:
        async with opened(spoken) as house:
            await cancel_job(house, job_id)

    run(work())
    spoken.answer({"job_id": job_id}, lambda console: console.print(f"Job {job_id} is cancelled, or about to stop."))


@jobs.command()
@click.argument("job_id", type=int)
def retry(job_id: int) -> None:
    """Run anew what failed or was cancelled, and wait for it."""
    from monarr.services.context import MONARR
    from monarr.services.jobs import retry_job

    spoken = terminal()

    async def work() -> int:
        async with opened(spoken) as house:
            again = await retry_job(house, job_id, actor=MONARR)
            await see_through(house, spoken, again, f"Job {again}")
            return again

    again = run(work())
    spoken.answer({"job_id": again}, lambda console: console.print(f"Job {again} is done."))
