"""The worker at work, in this process."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from monarr.core.errors import NotFound, RateLimited
from monarr.core.text import text
from monarr.db import job_queue
from monarr.db.models import ErrorEvent, Job
from monarr.jobs import JobType, Report
from monarr.jobs import worker as worker_module
from monarr.jobs.worker import Worker
from monarr.services.context import MONARR, House
from monarr.services.jobs import cancel_job, queue_job, retry_job
from tests.integration.jobs.conftest import eventually, running


class Digging:
    """A job type whose runs wait until they are let go."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.most = 0
        self.free = asyncio.Event()
        self.error: Exception | None = None
        self._now = 0

    async def run(self, house: House, payload: dict[str, Any], report: Report) -> dict[str, Any] | None:
        self.begun.append(payload["hole"])
        self._now += 1
        self.most = max(self.most, self._now)
        try:
            await report(0.5, text("Half a hole"))
            await self.free.wait()
            if self.error is not None:
                raise self.error
            return {"depth": payload["hole"]}
        finally:
            self._now -= 1

    def types(self, **more: Any) -> dict[str, JobType]:
        return {"dig": JobType("dig", self.run, text("Dig"), **more)}


async def add(house: House, hole: int = 1, **more: Any) -> int:
    return await house.db.write(job_queue.enqueue, "dig", {"hole": hole}, now=house.clock.now(), **more)


async def row(house: House, job_id: int) -> Any:
    return await house.db.read(lambda c: c.execute(select(Job.__table__).where(Job.id == job_id)).one())


async def until(house: House, job_id: int, *states: str) -> Any:
    async def there() -> bool:
        return (await row(house, job_id)).state in states

    await eventually(there)
    return await row(house, job_id)


async def until_failed_once(house: House, job_id: int) -> None:
    async def there() -> bool:
        return (await row(house, job_id)).error is not None

    await eventually(there)


async def _is_half_done(house: House, job_id: int) -> bool:
    return bool((await row(house, job_id)).progress == 0.5)


async def test_jobs_that_are_apart_take_no_slot(house: House) -> None:
    digging, copying = Digging(), Digging()
    types = digging.types(concurrency=9) | {
        "copy": JobType("copy", copying.run, text("Copy"), concurrency=3, apart=True)
    }
    for hole in range(5):
        await house.db.write(job_queue.enqueue, "copy", {"hole": hole}, now=house.clock.now(), priority=1)
        await add(house, hole)
    async with running(Worker(house, types, slots=2)):

        async def all_begun() -> bool:
            return (len(copying.begun), len(digging.begun)) == (3, 2)

        await eventually(all_begun)
        await asyncio.sleep(0.2)
        assert (copying.most, digging.most) == (3, 2)
        copying.free.set()

        async def rest_begun() -> bool:
            return len(copying.begun) == 5

        await eventually(rest_begun)
        assert digging.most == 2
        digging.free.set()


async def test_a_job_runs_as_soon_as_it_is_queued_and_its_result_is_kept(house: House) -> None:
    digging = Digging()
    digging.free.set()
    async with running(Worker(house, digging.types(), poll_seconds=5)):
        await asyncio.sleep(0.1)
        started = asyncio.get_running_loop().time()
        done = await until(house, await add(house, 3), "completed")
    assert (done.result, done.progress) == ({"depth": 3}, 1.0)
    assert asyncio.get_running_loop().time() - started < 3


async def test_progress_is_seen_while_it_runs(house: House) -> None:
    digging = Digging()
    async with running(Worker(house, digging.types())):
        job_id = await add(house)
        await eventually(lambda: _is_half_done(house, job_id))
        assert (await row(house, job_id)).message["template"] == "Half a hole"
        digging.free.set()
        await until(house, job_id, "completed")


async def test_no_more_than_the_type_allows_run_at_once_over_two_workers(house: House) -> None:
    digging = Digging()
    jobs = [await add(house, hole) for hole in range(6)]
    types = digging.types(concurrency=2)
    async with running(Worker(house, types, poll_seconds=0.05)), running(Worker(house, types, poll_seconds=0.05)):
        await asyncio.sleep(0.3)
        digging.free.set()
        for job_id in jobs:
            await until(house, job_id, "completed")
    assert digging.most == 2
    assert sorted(digging.begun) == [0, 1, 2, 3, 4, 5]


async def test_a_job_whose_end_is_just_written_is_not_taken_for_lost(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The lease of what has ended cannot be renewed any more; whoever renews may hear of it before the job does."""
    digging, committed, heard, write = Digging(), asyncio.Event(), asyncio.Event(), house.db.write
    digging.free.set()
    renewals = 0

    async def late(unit: Any, *args: Any, **more: Any) -> Any:
        nonlocal renewals
        result = await write(unit, *args, **more)
        if unit is job_queue.complete:
            committed.set()
            await heard.wait()
        renewals += unit is job_queue.renew and committed.is_set()
        return result

    async def renewed_twice() -> bool:
        return renewals >= 2

    monkeypatch.setattr(house.db, "write", late)
    monkeypatch.setattr(worker_module, "_RENEW_SECONDS", 0.0)
    with caplog.at_level(logging.INFO, logger="monarr.jobs.worker"):
        async with running(Worker(house, digging.types(), poll_seconds=0.02)):
            job_id = await add(house)
            await eventually(renewed_twice)
            heard.set()
            await until(house, job_id, "completed")
    assert [one.message for one in caplog.records] == ["job_completed"]


async def test_a_failure_rests_and_is_told_with_its_reason(house: House) -> None:
    digging = Digging()
    digging.free.set()
    digging.error = OSError("the spade broke")
    async with running(Worker(house, digging.types())):
        job_id = await add(house)
        await until_failed_once(house, job_id)
    found = await row(house, job_id)
    assert (found.state, found.attempts, found.error) == ("pending", 1, "the spade broke")
    assert found.run_at > house.clock.now() + timedelta(seconds=20)
    assert await house.db.read(lambda c: c.execute(select(ErrorEvent.code)).scalars().all()) == ["OSError"]


async def test_asked_amiss_is_not_tried_again(house: House) -> None:
    digging = Digging()
    digging.free.set()
    digging.error = NotFound("There is no such field.")
    async with running(Worker(house, digging.types())):
        found = await until(house, await add(house), "failed")
    assert found.error == "There is no such field."


async def test_who_said_when_is_asked_then(house: House) -> None:
    digging = Digging()
    digging.free.set()
    digging.error = RateLimited("Slowly.", retry_after_seconds=600)
    async with running(Worker(house, digging.types())):
        job_id = await add(house)
        await until_failed_once(house, job_id)
    rest = (await row(house, job_id)).run_at - house.clock.now()
    assert timedelta(seconds=590) < rest <= timedelta(seconds=600)


async def test_a_running_job_is_cancelled(house: House) -> None:
    digging = Digging()
    async with running(Worker(house, digging.types())):
        job_id = await add(house)
        await until(house, job_id, "running")
        await cancel_job(house, job_id)
        await until(house, job_id, "cancelled")
        digging.free.set()
        again = await retry_job(house, job_id, actor=MONARR)
        assert (await until(house, again, "completed")).result == {"depth": 1}


async def test_a_worker_that_stops_gives_back_what_takes_too_long(house: House) -> None:
    digging = Digging()
    async with running(Worker(house, digging.types())):
        job_id = await add(house)
        await until(house, job_id, "running")
    found = await row(house, job_id)
    assert (found.state, found.attempts, found.worker) == ("pending", 0, None)


async def test_a_worker_that_stops_waits_for_what_ends_soon(house: House) -> None:
    digging = Digging()
    worker = Worker(house, digging.types())
    task = asyncio.create_task(worker.run())
    job_id = await add(house)
    await until(house, job_id, "running")
    worker.stop(5)
    await asyncio.sleep(0.05)
    digging.free.set()
    await asyncio.wait_for(task, 5)
    assert (await row(house, job_id)).state == "completed"


async def test_a_job_that_hangs_is_ended(house: House) -> None:
    digging = Digging()
    async with running(Worker(house, digging.types(timeout_seconds=0.1))):
        job_id = await add(house, max_retries=0)
        found = await until(house, job_id, "failed")
    assert found.error == "It took too long."


async def test_a_type_nobody_here_knows_is_left_to_others(house: House) -> None:
    digging = Digging()
    digging.free.set()
    strange = await house.db.write(job_queue.enqueue, "fly", now=house.clock.now(), priority=1)
    async with running(Worker(house, digging.types())):
        await until(house, await add(house), "completed")
    assert (await row(house, strange)).state == "pending"


async def test_the_same_request_twice_is_one_job(house: House) -> None:
    first = await queue_job(house, "dig", {"hole": 1}, actor=MONARR)
    assert await queue_job(house, "dig", {"hole": 1}, actor=MONARR) == first
    assert await queue_job(house, "dig", {"hole": 2}, actor=MONARR) != first
