"""Schedules: when what comes back comes back, and that it comes once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from monarr.core.errors import InvalidInput
from monarr.db import Database
from monarr.db.models import Job
from monarr.services.schedules import (
    change_schedule,
    ensure_schedules,
    get_schedule,
    hasten,
    next_by_cron,
    queue_due,
    run_schedule,
)
from tests.integration.jobs.conftest import SetClock

BERLIN = ZoneInfo("Europe/Berlin")


class House:
    """The scheduler's unit in the words of these tests."""

    def __init__(self, db: Database, clock: SetClock) -> None:
        self.db, self.clock = db, clock
        db.write_now(ensure_schedules, clock.now(), BERLIN)

    def turn(self, holder: str = "one") -> datetime | None:
        return self.db.write_now(queue_due, holder, self.clock.now(), BERLIN)

    def jobs(self, type: str) -> list[Any]:  # noqa: A002
        return list(self.db.read_now(lambda c: c.execute(select(Job.__table__).where(Job.type == type)).all()))

    def next(self, name: str) -> datetime:
        return self.db.read_now(get_schedule, name).next_run_at  # type: ignore[no-any-return]


@pytest.fixture
def house(migrated_database_url: str, clock: SetClock) -> Iterator[House]:
    database = Database(migrated_database_url)
    yield House(database, clock)
    database.close()


def test_what_is_due_is_queued_once_however_often_it_was_missed(house: House, clock: SetClock) -> None:
    clock.passes(hours=5)
    house.turn()
    assert len(house.jobs("rss_sync")) == 1
    house.turn()
    clock.passes(minutes=16)
    house.turn()
    assert len(house.jobs("rss_sync")) == 1  # the first one still waits
    assert house.next("rss_sync") == clock.now() + timedelta(minutes=15)


def test_one_process_is_the_scheduler_until_it_is_gone(house: House, clock: SetClock) -> None:
    assert house.turn("one") is not None
    assert house.turn("two") is None
    clock.passes(minutes=2)
    assert house.turn("two") is not None


def test_a_clock_that_jumps_back_leaves_nothing_waiting_for_hours(house: House, clock: SetClock) -> None:
    clock.passes(hours=5)
    house.turn()
    clock.passes(hours=-4)
    house.turn()
    assert house.next("rss_sync") == clock.now() + timedelta(minutes=15)


def test_two_at_night_is_two_in_the_zone_of_the_house_summer_and_winter(clock: SetClock) -> None:
    summer = next_by_cron("0 2 * * *", datetime(2026, 7, 1, 12, tzinfo=UTC), BERLIN)
    winter = next_by_cron("0 2 * * *", datetime(2026, 12, 1, 12, tzinfo=UTC), BERLIN)
    assert (summer, winter) == (datetime(2026, 7, 2, 0, tzinfo=UTC), datetime(2026, 12, 2, 1, tzinfo=UTC))


def test_a_download_that_moves_is_looked_at_again_in_seconds(house: House, clock: SetClock) -> None:
    house.turn()
    house.db.write_now(hasten, "follow_downloads", clock.now() + timedelta(seconds=5))
    assert house.next("follow_downloads") == clock.now() + timedelta(seconds=5)
    house.db.write_now(hasten, "follow_downloads", clock.now() + timedelta(minutes=5))
    assert house.next("follow_downloads") == clock.now() + timedelta(seconds=5)


def test_a_person_runs_it_now_ahead_of_the_routine(house: House, clock: SetClock) -> None:
    house.db.write_now(run_schedule, "backup", clock.now())
    assert [job.priority for job in house.jobs("backup")] == [2]


def test_rhythms_are_changed_within_reason(house: House, clock: SetClock) -> None:
    with pytest.raises(InvalidInput, match="600 seconds"):
        house.db.write_now(change_schedule, "rss_sync", clock.now(), BERLIN, interval_seconds=5)
    with pytest.raises(InvalidInput, match="no cron expression"):
        house.db.write_now(change_schedule, "backup", clock.now(), BERLIN, cron="soon")
    house.db.write_now(change_schedule, "rss_sync", clock.now(), BERLIN, enabled=False)
    clock.passes(hours=1)
    house.turn()
    assert house.jobs("rss_sync") == []
    house.db.write_now(ensure_schedules, clock.now(), BERLIN)
    assert not house.db.read_now(get_schedule, "rss_sync").enabled
