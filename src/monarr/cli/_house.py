"""The house behind a command, and seeing a job through."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from monarr.cli._terminal import Terminal
from monarr.core.errors import MonarrError
from monarr.core.text import stored_text, text
from monarr.services.context import House

R = TypeVar("R")
_PICKED_UP_SECONDS = 12.0  # a living worker looks every 5 s at the latest


class JobFailed(MonarrError):
    """A job that a command waited for did not work out."""


def run(work: Coroutine[Any, Any, R]) -> R:
    """Runs a command's work on uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


@asynccontextmanager
async def opened(spoken: Terminal, **options: Any) -> AsyncIterator[House]:
    """The house of the data folder, as a server would find it."""
    from monarr.bootstrap import give_defaults, open_house
    from monarr.logging import set_up_logging

    settings = spoken.settings(**options)
    undo_logging = set_up_logging("error", settings.log_format)  # the command itself says what went wrong
    try:
        async with open_house(settings) as house:
            await give_defaults(house)
            yield house
    finally:
        undo_logging()


async def see_through(house: House, spoken: Terminal, job_id: int, label: str) -> list[dict[str, Any]]:
    """Waits for a job and all that needs it, with a progress bar. A running server or worker does the work; without one
    this process does. Raises JobFailed. Gives what the jobs reported."""
    from monarr.services.jobs import chain_of
    from monarr.services.workers import living_workers

    chain = await house.db.read(chain_of, job_id)
    alive = await house.db.read(living_workers, house.clock.now())
    if alive and await _picked_up(house, job_id):
        return await _wait(house, spoken, chain, label)
    async with _at_work(house):
        return await _wait(house, spoken, chain, label)


async def _picked_up(house: House, job_id: int) -> bool:
    """Whether a worker begins it in time; a living one may be busy or may not know it."""
    from monarr.services.jobs import find_job

    with suppress(TimeoutError):
        async with asyncio.timeout(_PICKED_UP_SECONDS):
            while True:
                row = await house.db.read(find_job, job_id)
                if row is None or row.state != "pending" or row.attempts:
                    return True
                await asyncio.sleep(0.1)
    return False


@asynccontextmanager
async def _at_work(house: House) -> AsyncIterator[None]:
    """A worker in this process."""
    from monarr.jobs import all_job_types
    from monarr.jobs.worker import Worker

    worker = Worker(house, all_job_types(), poll_seconds=0.5)
    working = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.stop(10)
        await working


async def _wait(house: House, spoken: Terminal, chain: set[int], label: str) -> list[dict[str, Any]]:
    from monarr.services.jobs import find_job

    seen: dict[int, Any] = {}
    with spoken.progress() as progress:
        task = progress.add_task(label, total=float(len(chain)))
        while True:
            rows = [await house.db.read(find_job, one) for one in sorted(chain)]
            open_rows = [row for row in rows if row is not None and row.state in ("pending", "running")]
            done = sum(1.0 if row is None or row not in open_rows else row.progress for row in rows)
            progress.update(task, completed=done, description=_doing(open_rows, label))
            seen |= {row.id: row for row in rows if row is not None}
            _check(seen)
            if not open_rows:
                return [row.result for row in seen.values() if row.result is not None]
            await asyncio.sleep(0.1)


def _doing(rows: list[Any], label: str) -> str:

    message = next((row.message for row in rows if row.message is not None), None)
    return label if message is None else str(stored_text(message))


def _check(seen: dict[int, Any]) -> None:
    for row in seen.values():
        if row.state == "failed":
            raise JobFailed(text("{reason}", reason=row.error or text("The job failed.")), subject=f"job:{row.id}")
        if row.state == "cancelled" and not any(one.state == "failed" for one in seen.values()):
            raise JobFailed(text("The job was cancelled."), subject=f"job:{row.id}")
        if row.state == "pending" and row.attempts and row.error:
            sentence = text("{reason} It is tried again at {time}.", reason=row.error, time=f"{row.run_at:%H:%M UTC}")
            raise JobFailed(sentence, subject=f"job:{row.id}")
