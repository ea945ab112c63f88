"""The worker: claims jobs and runs them, several at once, until it is told to stop.

It wakes when something is queued (this process, or on PostgreSQL any), when the next waiting job is due, and at the
latest every five seconds. It holds what it runs by a lease; what another worker held and lost comes back into the queue.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from monarr.core.errors import MonarrError
from monarr.core.redaction import redact
from monarr.core.text import Text
from monarr.db import job_queue
from monarr.db.job_queue import ClaimedJob
from monarr.jobs.model import JobType, Report
from monarr.jobs.retry import again_after
from monarr.logging import correlation_id
from monarr.services.context import House
from monarr.services.errors_log import keep_error, keep_fault
from monarr.services.workers import dead_among, end_presence, show_presence, worker_name

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
_RENEW_SECONDS = 10.0
_REAP_SECONDS = 15.0
_PRESENCE_SECONDS = 30.0
_JUMP = timedelta(seconds=20)  # the wall clock against the steady one


class Worker:
    """Runs jobs of the given types. `slots` is how many at once in this process, beside those that are `apart`."""

    def __init__(
        self,
        house: House,
        types: Mapping[str, JobType],
        *,
        slots: int = 6,
        poll_seconds: float = 5.0,
        name: str | None = None,
        lease: timedelta = LEASE,
    ) -> None:
        self.name = name or worker_name()
        self._house, self._types = house, types
        self._slots, self._poll_seconds, self._lease = slots, poll_seconds, lease
        self._running: dict[int, asyncio.Task[None]] = {}
        self._apart: set[int] = set()  # those of them that take no slot
        self._cancelled: set[int] = set()
        self._lost: set[int] = set()
        self._ending: set[int] = set()  # whose end is being written: no longer held, and not lost either
        self._stopping = asyncio.Event()
        self._done = asyncio.Event()
        self._renewed = self._reaped = self._shown = float("-inf")
        self._clock_offset: timedelta | None = None
        self._wait_seconds = 20.0

    @property
    def running(self) -> frozenset[int]:
        """The ids of the jobs that run now."""
        return frozenset(self._running)

    async def run(self) -> None:
        """Works until `stop`; then waits for what runs, and gives back what takes too long."""
        async with self._house.live.listen({"jobs"}) as listener:
            stopping = asyncio.create_task(self._stopping.wait())
            try:
                while not self._stopping.is_set():
                    pause = await self._turn()
                    waking = [asyncio.create_task(listener.next(pause)), asyncio.create_task(self._done.wait())]
                    await asyncio.wait([*waking, stopping], return_when=asyncio.FIRST_COMPLETED)
                    await _end(waking)
                    self._done.clear()
            finally:
                await _end([stopping])
                await self._wind_up()

    def stop(self, wait_seconds: float = 20.0) -> None:
        """Begins nothing more; `run` returns once what runs has ended, or has been given back after `wait_seconds`."""
        self._wait_seconds = wait_seconds
        self._stopping.set()

    async def _turn(self) -> float:
        """One look at the queue; gives how long to sleep."""
        try:
            await self._look_after()
            await self._claim()
            return await self._until_due()
        except MonarrError as error:
            log.warning("queue_unavailable", extra={"reason": str(error)})
        except Exception as error:
            log.exception("worker_stumbled")
            await keep_fault(self._house, error, "worker")
        return self._poll_seconds

    async def _look_after(self) -> None:
        house, moment, now = self._house, self._house.clock.monotonic(), self._house.clock.now()
        jumped = self._clock_jumped(now, moment)
        if moment - self._shown >= _PRESENCE_SECONDS or jumped:
            await house.db.write(show_presence, self.name, now)
            self._shown = moment
        if self._running and (moment - self._renewed >= _RENEW_SECONDS or jumped):
            held = await house.db.write(job_queue.renew, self.name, list(self._running), now + self._lease)
            self._renewed = moment
            for job_id in set(self._running) - held - self._ending:
                self._lost.add(job_id)
                self._running[job_id].cancel()
        if self._running:
            for job_id in await house.db.read(job_queue.asked_to_stop, list(self._running)):
                self._cancelled.add(job_id)
                self._running[job_id].cancel()
        if jumped:
            self._reaped = moment  # the leases of others are wrong until they too have noticed
        elif moment - self._reaped >= _REAP_SECONDS:
            await self._reap(now)
            self._reaped = moment

    def _clock_jumped(self, now: datetime, moment: float) -> bool:
        offset = now - datetime.fromtimestamp(0, now.tzinfo) - timedelta(seconds=moment)
        before, self._clock_offset = self._clock_offset, offset
        jumped = before is not None and abs(offset - before) > _JUMP
        if jumped and before is not None:
            log.warning("clock_jumped", extra={"seconds": round((offset - before).total_seconds())})
        return jumped

    async def _reap(self, now: datetime) -> None:
        dead = dead_among(await self._house.db.read(job_queue.running_workers))
        taken = await self._house.db.write(job_queue.reap, now, dead, list(self._running))
        if taken:
            log.warning("jobs_taken_over", extra={"jobs": taken})

    async def _room(self) -> dict[str, int]:
        may_talk = self._house.torrents is None or await self._house.torrents.may_talk_to_clients()
        return {job.name: job.concurrency for job in self._types.values() if may_talk or not job.talks_to_clients}

    async def _claim(self) -> None:
        """Two looks at the queue: for what takes a slot, and for what takes none."""
        now = self._house.clock.now()
        due = await self._house.db.read(job_queue.next_due)
        if due is None or due > now:
            return
        room = await self._room()
        apart = {name: most for name, most in room.items() if self._types[name].apart}
        slotted = {name: most for name, most in room.items() if name not in apart}
        free = self._slots - (len(self._running) - len(self._apart))
        for names, limit in ((apart, sum(apart.values()) - len(self._apart)), (slotted, free)):
            if names and limit > 0:
                await self._take(names, limit, now)

    async def _take(self, room: dict[str, int], limit: int, now: datetime) -> None:
        claimed = await self._house.db.write(
            job_queue.claim, self.name, now=now, lease=self._lease, room=room, limit=limit
        )
        for job in claimed:
            task = asyncio.create_task(self._run(job), name=f"job {job.id} {job.type}")
            self._running[job.id] = task
            if self._types[job.type].apart:
                self._apart.add(job.id)
            task.add_done_callback(partial(self._ended, job.id))

    def _ended(self, job_id: int, _task: asyncio.Task[None]) -> None:
        self._running.pop(job_id, None)
        self._apart.discard(job_id)
        self._cancelled.discard(job_id)
        self._lost.discard(job_id)
        self._ending.discard(job_id)
        self._done.set()

    async def _until_due(self) -> float:
        due = await self._house.db.read(job_queue.next_due)
        now = self._house.clock.now()
        if due is None or due <= now:  # what is due and was not claimed waits for room, or for a key
            return self._poll_seconds
        return min(max((due - now).total_seconds(), 0.05), self._poll_seconds)

    async def _run(self, job: ClaimedJob) -> None:
        token = correlation_id.set(job.correlation_id or f"job-{job.id}")
        kind, started = self._types[job.type], self._house.clock.monotonic()
        report = Report(self._house.clock, partial(self._tell, job.id), job.user_id)
        try:
            async with asyncio.timeout(kind.timeout_seconds):
                result = await kind.run(self._house, job.payload, report)
            await self._finish(job, kind, result, started)
        except asyncio.CancelledError:
            await self._interrupted(job)
        except Exception as error:
            await self._failed(job, error)
        finally:
            correlation_id.reset(token)

    async def _tell(self, job_id: int, fraction: float, message: Text | None) -> None:
        with suppress(MonarrError):  # progress is not worth a failure
            await self._house.db.write(job_queue.report_progress, job_id, self.name, fraction, message)

    async def _finish(self, job: ClaimedJob, kind: JobType, result: dict[str, Any] | None, started: float) -> None:
        seconds = round(self._house.clock.monotonic() - started, 3)
        self._ending.add(job.id)
        await self._house.db.write(
            job_queue.complete, job.id, self.name, now=self._house.clock.now(), result=result, keep=kind.kept
        )
        level = logging.INFO if kind.kept else logging.DEBUG
        log.log(level, "job_completed", extra={"job_id": job.id, "type": job.type, "seconds": seconds})

    async def _interrupted(self, job: ClaimedJob) -> None:
        """Cancelled by a person, taken away, or given back because the worker stops."""
        if job.id in self._lost:
            log.warning("job_lost", extra={"job_id": job.id, "type": job.type})
        elif job.id in self._cancelled:
            await self._house.db.write(job_queue.end_cancelled, job.id, self._house.clock.now(), self.name)
            log.info("job_cancelled", extra={"job_id": job.id, "type": job.type})
        else:
            await self._house.db.write(job_queue.requeue, [job.id], self.name)
            log.info("job_given_back", extra={"job_id": job.id, "type": job.type})

    async def _failed(self, job: ClaimedJob, error: Exception) -> None:
        self._ending.add(job.id)
        now = self._house.clock.now()
        sentence = (
            "It took too long." if isinstance(error, TimeoutError) else redact(str(error)) or type(error).__name__
        )
        again = again_after(error, now)
        expected = isinstance(error, MonarrError)
        fields = {"job_id": job.id, "type": job.type, "attempt": job.attempts, "reason": sentence}
        log.warning("job_failed", extra=fields, exc_info=None if expected else error)
        if not expected:
            await keep_error(self._house, error, method="JOB", path=f"job:{job.type}", status=500, job_id=job.id)
        with suppress(MonarrError):
            await self._house.db.write(
                job_queue.fail, job, self.name, sentence, now=now, retry=again.worth_it, wait=again.wait
            )

    async def _wind_up(self) -> None:
        tasks = list(self._running.values())
        if tasks:
            _ended, late = await asyncio.wait(tasks, timeout=self._wait_seconds)
            await _end(list(late))
        with suppress(MonarrError):
            await self._house.db.write(end_presence, self.name)


async def _end(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
