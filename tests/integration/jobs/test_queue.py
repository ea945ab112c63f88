"""The queue's rules, on both databases, without a worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from monarr.db import Database, job_queue
from monarr.db.job_queue import ClaimedJob
from monarr.db.models import Job
from tests.integration.jobs.conftest import SetClock

LEASE = timedelta(seconds=30)


@pytest.fixture
def db(migrated_database_url: str) -> Iterator[Database]:
    database = Database(migrated_database_url)
    yield database
    database.close()


class Queue:
    """The queue in the words of these tests."""

    def __init__(self, db: Database, clock: SetClock) -> None:
        self.db, self.clock = db, clock

    def add(self, type: str = "dig", payload: dict[str, Any] | None = None, **more: Any) -> int:  # noqa: A002
        return self.db.write_now(job_queue.enqueue, type, payload, now=self.clock.now(), **more)

    def claim(self, limit: int = 10, room: int = 100, worker: str = "w") -> list[ClaimedJob]:
        return self.db.write_now(
            job_queue.claim, worker, now=self.clock.now(), lease=LEASE, room={"dig": room, "fill": room}, limit=limit
        )

    def complete(self, job_id: int, worker: str = "w", keep: bool = True) -> bool:
        return self.db.write_now(job_queue.complete, job_id, worker, now=self.clock.now(), keep=keep)

    def fail(self, job: ClaimedJob, **more: Any) -> Any:
        return self.db.write_now(job_queue.fail, job, "w", "no luck", now=self.clock.now(), **more)

    def row(self, job_id: int) -> Any:
        return self.db.read_now(lambda c: c.execute(select(Job.__table__).where(Job.id == job_id)).one())

    def state(self, job_id: int) -> str:
        return str(self.row(job_id).state)


@pytest.fixture
def queue(db: Database, clock: SetClock) -> Queue:
    return Queue(db, clock)


def test_the_most_urgent_comes_first_then_the_oldest(queue: Queue) -> None:
    jobs = [queue.add(priority=priority) for priority in (10, 5, 1, 5)]
    assert [job.id for job in queue.claim()] == [jobs[2], jobs[1], jobs[3], jobs[0]]


def test_no_more_of_a_type_are_claimed_than_there_is_room_for(queue: Queue) -> None:
    for kind in ("dig", "dig", "dig", "fill"):
        queue.add(kind)
    assert [job.type for job in queue.claim(room=2)] == ["dig", "dig", "fill"]
    assert queue.claim(room=2, worker="other") == []


def test_a_job_of_later_waits_for_its_time(queue: Queue, clock: SetClock) -> None:
    queue.add(run_at=clock.now() + timedelta(minutes=5))
    assert queue.claim() == []
    clock.passes(minutes=6)
    assert len(queue.claim()) == 1


def test_what_needs_others_waits_for_all_of_them(queue: Queue) -> None:
    first, second = queue.add(), queue.add()
    last = queue.add("fill", needs=[first, second])
    assert [job.id for job in queue.claim()] == [first, second]
    queue.complete(first)
    assert queue.claim() == []
    queue.complete(second)
    assert [job.id for job in queue.claim()] == [last]


def test_a_prerequisite_that_failed_cancels_all_that_follows_it(queue: Queue) -> None:
    first = queue.add()
    second = queue.add(needs=[first])
    third = queue.add(needs=[second])
    (job,) = queue.claim()
    queue.fail(job, retry=False)
    assert [queue.state(one) for one in (first, second, third)] == ["failed", "cancelled", "cancelled"]


def test_the_same_key_waits_once_and_becomes_as_urgent_as_the_most_urgent(queue: Queue) -> None:
    first = queue.add(unique_key="dig:1", priority=10)
    assert queue.add(unique_key="dig:1", priority=2) == first
    assert queue.row(first).priority == 2


def test_a_job_does_not_run_beside_one_of_the_same_key(queue: Queue) -> None:
    first = queue.add(unique_key="dig:1")
    queue.claim()
    second = queue.add(unique_key="dig:1")
    assert second != first
    assert queue.claim(worker="other") == []
    queue.complete(first)
    assert [job.id for job in queue.claim(worker="other")] == [second]


def test_it_is_tried_four_times_with_growing_rests(queue: Queue, clock: SetClock) -> None:
    job_id, rests = queue.add(), []
    for _ in range(3):
        (job,) = queue.claim()
        again = queue.fail(job)
        rests.append((again - clock.now()).total_seconds())
        assert queue.claim() == []
        clock.passes(seconds=rests[-1] + 1)
    (job,) = queue.claim()
    assert queue.fail(job) is None
    assert queue.state(job_id) == "failed"
    assert rests == pytest.approx([30, 60, 120], rel=0.13)


def test_a_waiting_job_is_cancelled_at_once_with_what_needs_it(queue: Queue, clock: SetClock) -> None:
    first = queue.add()
    second = queue.add(needs=[first])
    assert queue.db.write_now(job_queue.cancel, first, clock.now()) == "pending"
    assert (queue.state(first), queue.state(second)) == ("cancelled", "cancelled")


def test_a_running_job_is_asked_to_stop(queue: Queue, clock: SetClock) -> None:
    job_id = queue.add()
    queue.claim()
    assert queue.db.write_now(job_queue.cancel, job_id, clock.now()) == "running"
    assert queue.db.read_now(job_queue.asked_to_stop, [job_id]) == {job_id}
    assert queue.state(job_id) == "running"


def test_a_lease_that_is_over_gives_the_job_to_others(queue: Queue, clock: SetClock) -> None:
    job_id = queue.add()
    queue.claim()
    assert queue.db.write_now(job_queue.reap, clock.now()) == []
    clock.passes(seconds=31)
    assert queue.db.write_now(job_queue.reap, clock.now()) == [job_id]
    assert [job.attempts for job in queue.claim(worker="other")] == [2]
    assert not queue.complete(job_id, worker="w")
    assert queue.complete(job_id, worker="other")


def test_a_renewed_lease_holds(queue: Queue, clock: SetClock) -> None:
    job_id = queue.add()
    queue.claim()
    clock.passes(seconds=20)
    assert queue.db.write_now(job_queue.renew, "w", [job_id, 999], clock.now() + LEASE) == {job_id}
    clock.passes(seconds=20)
    assert queue.db.write_now(job_queue.reap, clock.now()) == []


def test_a_job_that_takes_its_worker_down_every_time_fails_in_the_end(queue: Queue, clock: SetClock) -> None:
    job_id = queue.add(max_retries=1)
    for _ in range(2):
        assert len(queue.claim()) == 1
        clock.passes(minutes=1)
        queue.db.write_now(job_queue.reap, clock.now())
    assert queue.state(job_id) == "failed"
    assert "worker ended" in queue.row(job_id).error


def test_given_back_work_is_as_if_it_had_not_begun(queue: Queue) -> None:
    job_id = queue.add()
    queue.claim()
    queue.db.write_now(job_queue.requeue, [job_id], "w")
    assert (queue.row(job_id).state, queue.row(job_id).attempts) == ("pending", 0)


def test_a_job_that_comes_back_gives_way_to_the_like_queued_meanwhile(queue: Queue) -> None:
    first = queue.add(unique_key="dig:1")
    (job,) = queue.claim()
    second = queue.add(unique_key="dig:1")
    queue.fail(job)
    assert (queue.row(first).unique_key, queue.row(second).unique_key) == (None, "dig:1")


def test_routine_leaves_no_row_when_it_went_well(queue: Queue) -> None:
    job_id = queue.add()
    after = queue.add("fill", needs=[job_id])
    queue.claim()
    queue.complete(job_id, keep=False)
    assert queue.db.read_now(lambda c: c.execute(select(Job.id)).scalars().all()) == [after]
    assert [job.id for job in queue.claim()] == [after]
