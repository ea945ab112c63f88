"""Downloads followed: what clients say, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monarr.core.errors import Conflict, Unavailable
from monarr.core.text import text
from monarr.db.models import DownloadClientRow, PathMapping
from monarr.db.queries.queue import list_queue
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.ports.download_client import ClientState
from monarr.services.context import Actor
from monarr.services.follow import follow_downloads
from monarr.services.grab import grab_release
from monarr.services.queue import (
    block_and_search,
    explain_removal,
    ignore_download,
    pause_download,
    remove_download,
    resume_download,
    retry_import,
    wait_longer,
)
from monarr.services.search import interactive_search, search_title
from monarr.services.settle import settle_grabs
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import Scene, release, sentence

ADA = Actor(None, "Ada")
WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"
BLURAY = "Sintel.2010.1080p.BluRay.x264-OPEN"
DOWN = Unavailable(text("Memory does not answer."), provider="Memory")


@pytest.fixture
async def film(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> int:
    """A film whose best release was just grabbed."""
    archive.releases = [release(WEB), release(BLURAY, gb=1.5)]
    film = scene.film()
    await search_title(scene.house, film)
    return film


def ref(scene: Scene) -> str:
    return str(scene.downloads()[0].client_ref)


async def poll(scene: Scene, **step: float) -> dict[str, int]:
    scene.clock.forward(**(step or {"seconds": 5}))
    return (await follow_downloads(scene.house)).events


async def stand_still(scene: Scene, *, minutes: int, every: int = 5) -> None:
    for _ in range(minutes // every):
        await poll(scene, minutes=every)


async def test_progress_is_told_and_completion_asks_for_the_import_once(
    scene: Scene, film: int, client: MemoryClient
) -> None:
    client.becomes(ref(scene), state=ClientState.DOWNLOADING, left_bytes=400, rate_bytes=100, eta_seconds=4)
    report = await follow_downloads(scene.house)
    assert report.moving
    assert report.events == {"started": 1}
    (row,) = scene.db.read_now(list_queue, now=scene.clock.now())
    assert (row.progress, row.rate_bytes, row.next_step) == (0.6, 100, "import")
    client.becomes(ref(scene), state=ClientState.SEEDING, left_bytes=0, rate_bytes=0, output_path="/downloads/a.mkv")
    assert await poll(scene) == {"completed": 1}
    assert await poll(scene) == {}
    assert scene.events() == ["release.grabbed", "download.started", "download.completed"]
    (job,) = scene.jobs("import_download")
    assert (job.payload, job.priority) == ({"download_id": scene.downloads()[0].id}, 1)
    assert scene.downloads()[0].output_path == "/downloads/a.mkv"


async def test_a_path_of_another_machine_is_mapped(scene: Scene, film: int, client: MemoryClient) -> None:
    client_id = scene.rows(DownloadClientRow)[0].id
    scene.add(PathMapping, download_client_id=client_id, remote_path="/downloads", local_path="/mnt/nas")
    scene.add(PathMapping, download_client_id=client_id, remote_path="/downloads/films", local_path="/mnt/films")
    client.becomes(ref(scene), state=ClientState.SEEDING, left_bytes=0, output_path="/downloads/films/a.mkv")
    await poll(scene)
    assert scene.downloads()[0].output_path == "/mnt/films/a.mkv"


async def test_one_that_stands_still_is_told_then_given_up_for_the_next_best(
    scene: Scene, film: int, client: MemoryClient
) -> None:
    client.becomes(ref(scene), state=ClientState.STALLED)
    await stand_still(scene, minutes=15)
    assert scene.downloads()[0].state == "stalled"
    assert sentence(scene.downloads()[0].problem) == "No peer sends anything."
    await stand_still(scene, minutes=150)
    assert scene.downloads()[0].state == "stalled"
    await stand_still(scene, minutes=20)
    row = scene.downloads()[0]
    assert (row.state, row.problem_code, row.client_ref) == ("failed", "stalled", None)
    assert scene.events() == [
        "release.grabbed", "download.started", "download.stalled", "download.failed", "release.blocklisted",
    ]  # fmt: skip
    assert len(client.removed) == 1
    (job,) = scene.jobs("search_title")
    await search_title(scene.house, **job.payload)
    assert [row.release_title for row in scene.downloads()] == [BLURAY, WEB]
    assert scene.verdicts(BLURAY)[0].refusal == "blocklist"


async def test_a_torrent_that_is_never_found_is_given_up(scene: Scene, film: int, client: MemoryClient) -> None:
    client.becomes(ref(scene), state=ClientState.METADATA, size_bytes=None, left_bytes=None)
    await stand_still(scene, minutes=190)
    assert "file list" in sentence(scene.downloads()[0].problem)
    assert scene.blocked()[0].reason == "stalled"


async def test_time_in_which_nobody_looked_is_not_counted(scene: Scene, film: int, client: MemoryClient) -> None:
    client.becomes(ref(scene), state=ClientState.STALLED)
    await poll(scene)
    await poll(scene, hours=9)
    assert scene.downloads()[0].state == "downloading"
    scene.clock.forward(days=-2)
    assert await poll(scene) == {}
    assert scene.downloads()[0].state == "downloading"


async def test_bytes_that_come_end_the_standstill(scene: Scene, film: int, client: MemoryClient) -> None:
    client.becomes(ref(scene), state=ClientState.STALLED)
    await stand_still(scene, minutes=60)
    client.becomes(ref(scene), state=ClientState.DOWNLOADING, left_bytes=900, rate_bytes=10)
    await poll(scene)
    assert (scene.downloads()[0].state, scene.downloads()[0].problem) == ("downloading", None)


async def test_a_full_disk_blocks_nothing_and_goes_on_once_mended(
    scene: Scene, film: int, client: MemoryClient
) -> None:
    client.becomes(ref(scene), state=ClientState.FAILED, message="No space left on device")
    assert await poll(scene) == {"failed": 1}
    assert await poll(scene) == {}
    assert scene.blocked() == []
    assert scene.jobs("search_title") == []
    assert (await search_title(scene.house, film)).grabbed == ()  # it is still on its way
    assert "No space left" in sentence(scene.downloads()[0].problem)
    await resume_download(scene.house, scene.downloads()[0].id)
    await poll(scene)
    assert scene.downloads()[0].state == "downloading"


async def test_removed_behind_our_back_is_noticed_and_nothing_is_blocked(
    scene: Scene, film: int, client: MemoryClient
) -> None:
    client.downloads.clear()
    assert await poll(scene) == {}
    assert await poll(scene) == {}
    assert await poll(scene) == {"removed": 1}
    assert scene.downloads()[0].state == "removed"
    assert scene.blocked() == []
    assert scene.events()[-1] == "download.ignored"
    assert "no longer has it" in scene.payload("download.ignored")["reason"]


async def test_another_category_is_followed_all_the_same(scene: Scene, film: int, client: MemoryClient) -> None:
    client.becomes(ref(scene), category="films by hand", state=ClientState.SEEDING, left_bytes=0)
    assert await poll(scene) == {"completed": 1}


async def test_a_client_that_is_down_changes_nothing(scene: Scene, film: int, client: MemoryClient) -> None:
    client.fail_with = DOWN
    before = scene.downloads()[0].state
    for _ in range(4):
        scene.clock.forward(minutes=1)
        report = await follow_downloads(scene.house)
    assert [name for name, _ in report.silent] == ["Memory"]
    assert scene.downloads()[0].state == before


async def test_imported_and_seeded_enough_it_leaves_the_client(scene: Scene, film: int, client: MemoryClient) -> None:
    from sqlalchemy import update

    from monarr.db.models import Download

    done = update(Download.__table__).values(state="imported", imported_at=scene.clock.now())
    scene.db.write_now(lambda connection: connection.execute(done))
    client.becomes(ref(scene), state=ClientState.SEEDING, left_bytes=0)
    await poll(scene)
    assert client.removed == []
    client.becomes(ref(scene), may_remove=True)
    await poll(scene)
    assert [deleted for _, deleted in client.removed] == [True]
    assert scene.downloads()[0].client_ref is None
    assert not (await follow_downloads(scene.house)).moving


async def test_a_crash_before_the_record_is_settled_by_the_hash(scene: Scene, film: int, client: MemoryClient) -> None:
    _as_after_a_crash(scene)
    assert await settle_grabs(scene.house) == 0  # too young: somebody may be at it
    scene.clock.forward(minutes=11)
    assert await settle_grabs(scene.house) == 1
    assert (scene.downloads()[0].state, scene.downloads()[0].client_name) == ("queued", "Memory")
    assert len(client.downloads) == 1


async def test_a_crash_keeps_why_somebody_set_a_rule_aside(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    archive.releases = [release("Sintel.2010.480p.DVDRip.XviD-OLD", gb=0.6)]
    title = scene.film()
    found = (await interactive_search(scene.house, title)).releases[0].judged
    await grab_release(
        scene.house, found.release_id, found.version_id, found.item_ids, override=True, reason="It has the commentary"
    )
    _as_after_a_crash(scene)
    assert await settle_grabs(scene.house, older_than=timedelta(0)) == 1
    told = scene.payload("release.grabbed")
    assert "quality-allowed" in told["overridden"] and told["reason"] == "It has the commentary"


async def test_a_crash_before_the_hand_over_searches_again(scene: Scene, film: int, client: MemoryClient) -> None:
    _as_after_a_crash(scene)
    client.downloads.clear()
    assert await settle_grabs(scene.house, older_than=timedelta(0)) == 1
    assert scene.downloads() == []
    assert scene.jobs("search_title")[0].payload["title_id"] == film
    assert scene.events()[-1] == "release.grab_failed"


async def test_blocking_takes_it_away_and_asks_for_the_next_best(scene: Scene, film: int, client: MemoryClient) -> None:
    await block_and_search(scene.house, scene.downloads()[0].id, actor=ADA)
    assert client.downloads == {}
    assert scene.downloads()[0].state == "removed"
    assert scene.blocked()[0].reason == "user"
    await search_title(scene.house, **scene.jobs("search_title")[0].payload)
    assert scene.downloads()[1].release_title == WEB


async def test_removal_says_what_goes_and_a_dead_client_changes_nothing(
    scene: Scene, film: int, client: MemoryClient
) -> None:
    client.becomes(ref(scene), state=ClientState.DOWNLOADING, left_bytes=400)
    await poll(scene)
    download = scene.downloads()[0].id
    assert (await explain_removal(scene.house, download)).downloaded_bytes == 600
    client.fail_with = DOWN
    with pytest.raises(Unavailable):
        await remove_download(scene.house, download, actor=ADA)
    assert scene.downloads()[0].state == "downloading"


async def test_pause_and_resume_reach_the_client(scene: Scene, film: int, client: MemoryClient) -> None:
    download = scene.downloads()[0].id
    await pause_download(scene.house, download)
    await poll(scene, hours=9)
    assert scene.downloads()[0].state == "paused"
    await resume_download(scene.house, download)
    await poll(scene)
    assert scene.downloads()[0].state == "downloading"


async def test_ignored_it_stays_with_the_client(scene: Scene, film: int, client: MemoryClient) -> None:
    await ignore_download(scene.house, scene.downloads()[0].id, actor=ADA)
    await poll(scene)
    assert scene.downloads()[0].state == "ignored"
    assert len(client.downloads) == 1


async def test_waiting_longer_gives_the_whole_patience_again(scene: Scene, film: int, client: MemoryClient) -> None:
    client.becomes(ref(scene), state=ClientState.STALLED)
    await stand_still(scene, minutes=170)
    await wait_longer(scene.house, scene.downloads()[0].id)
    await stand_still(scene, minutes=60)
    assert scene.downloads()[0].state == "stalled"


async def test_only_a_complete_download_is_imported_again(scene: Scene, film: int, client: MemoryClient) -> None:
    download = scene.downloads()[0].id
    with pytest.raises(Conflict):
        await retry_import(scene.house, download, actor=ADA)
    client.becomes(ref(scene), state=ClientState.SEEDING, left_bytes=0)
    await poll(scene)
    assert await retry_import(scene.house, download, actor=ADA) == scene.jobs("import_download")[0].id


def _as_after_a_crash(scene: Scene) -> None:
    """The row as it is between the client's answer and its record."""
    from sqlalchemy import update

    from monarr.db.models import Download

    left = update(Download.__table__).values(state="grabbing", client_id=None, client_ref=None, client_name="",
                                             updated_at=scene.clock.now())  # fmt: skip
    scene.db.write_now(lambda connection: connection.execute(left))
