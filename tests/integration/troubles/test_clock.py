"""The machine's clock jumps: nothing waits for a moment that a wrong clock wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monarr.core.errors import Unavailable
from monarr.core.text import text
from monarr.db import job_queue
from monarr.db.health import record_failure
from monarr.db.leases import take_lease
from monarr.db.models import DelayProfile, Job
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.ports.provider import ProviderKind
from monarr.services.pending import grab_due
from monarr.services.rss import sync_rss
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import Scene, release

WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"
MINUTE = timedelta(minutes=1)


def queue(scene: Scene) -> int:
    return scene.db.write_now(job_queue.enqueue, "dig", now=scene.clock.now())


def claim(scene: Scene, worker: str) -> list[int]:
    taken = scene.db.write_now(job_queue.claim, worker, now=scene.clock.now(), lease=MINUTE, room={"dig": 1})
    return [job.id for job in taken]


def test_a_job_queued_by_a_clock_a_year_ahead_runs_once_it_is_right(scene: Scene) -> None:
    scene.clock.forward(days=365)
    job_id = queue(scene)
    scene.clock.forward(days=-365)
    assert claim(scene, "one") == []
    scene.db.write_now(job_queue.reap, scene.clock.now())
    assert claim(scene, "one") == [job_id]


def test_a_job_held_until_next_year_is_taken_over(scene: Scene) -> None:
    job_id = queue(scene)
    scene.clock.forward(days=365)
    assert claim(scene, "one") == [job_id]
    scene.clock.forward(days=-365)
    assert scene.db.write_now(job_queue.reap, scene.clock.now()) == [job_id]
    assert [row.state for row in scene.rows(Job, id=job_id)] == ["pending"]


def test_a_lease_of_next_year_holds_nobody_up(scene: Scene) -> None:
    def take(holder: str) -> bool:
        return scene.db.write_now(take_lease, "scheduler", holder, now=scene.clock.now(), lasts=MINUTE)

    scene.clock.forward(days=365)
    assert take("one")
    scene.clock.forward(days=-365)
    assert take("two")
    assert not take("three")


async def test_a_source_that_rests_until_next_year_is_asked_again(scene: Scene, fake: FakeIndexer) -> None:
    row_id = scene.indexer(fake)
    subject, sentence = f"indexer:{row_id}", text("It was down.")
    scene.clock.forward(days=365)
    scene.db.write_now(record_failure, subject, "Archive", scene.clock.now(), sentence)
    with pytest.raises(Unavailable):
        async with scene.house.sources.using(ProviderKind.INDEXER, row_id):
            pass
    scene.clock.forward(days=-365)
    async with scene.house.sources.using(ProviderKind.INDEXER, row_id) as indexer:
        assert indexer is not None


async def test_a_delay_is_over_after_a_jump_forward_and_grabs_once(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    scene.add(DelayProfile, name="Two hours", torrent_minutes=120)
    scene.film()
    archive.releases = [release(WEB, hours=1)]
    await sync_rss(scene.house)
    scene.clock.forward(days=30)
    assert len((await grab_due(scene.house)).grabbed) == 1
    scene.clock.forward(days=-30)
    assert (await grab_due(scene.house)).grabbed == ()
    assert len(scene.downloads()) == 1
