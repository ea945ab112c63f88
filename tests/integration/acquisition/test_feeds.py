"""RSS, delays, pushed releases and “Why?”."""

from __future__ import annotations

import pytest

from monarr.core.errors import Conflict, InvalidInput
from monarr.core.kinds import Protocol
from monarr.db.models import AuditEvent, DelayProfile, Job, PendingRelease, Release, Schedule
from monarr.db.queries.blocklist import list_blocklist
from monarr.db.queries.queue import list_queue
from monarr.db.queries.wanted import list_cutoff_unmet, list_missing
from monarr.demo.fakes.torznab import FakeIndexer, Misbehaviour
from monarr.ports.indexer import IndexerRelease
from monarr.services.blocklist import block_release, remove_entries
from monarr.services.context import Actor
from monarr.services.grab import grab_release
from monarr.services.pending import grab_due
from monarr.services.push import push_release
from monarr.services.rss import sync_rss
from monarr.services.search import search_title
from monarr.services.wanted import search_wanted
from monarr.services.why import explain_why
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import NOW, Scene, release

ADA = Actor(None, "Ada")
WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"
BLURAY = "Sintel.2010.1080p.BluRay.x264-OPEN"
DVD = "Sintel.2010.480p.DVD.x264-OPEN"
MAGNET = "magnet:?xt=urn:btih:" + "c" * 40


async def test_the_feed_is_matched_and_the_best_grabbed(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    scene.film()
    scene.series()
    scene.film("Detour", 1945, minutes=68)
    archive.releases = [
        release(WEB), release(BLURAY, gb=1.5), release("Somebody.Elses.2010.1080p.WEB-DL.x264-X"),
        release("Pioneer.One.S01E02.1080p.WEB-DL.x264-OPEN", gb=1.5),
    ]  # fmt: skip
    report = await sync_rss(scene.house)
    assert (report.release_count, report.matched_count, len(report.grabbed)) == (4, 3, 2)
    assert {row.release_title for row in scene.downloads()} == {BLURAY, archive.releases[3].title}
    assert len(scene.rows(Release)) == 3  # what nobody wants leaves no trace


async def test_the_feed_is_read_until_what_was_seen(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    scene.film()
    archive.releases = [release(WEB)]
    assert (await sync_rss(scene.house)).release_count == 1
    archive.releases = [release("New.2010.1080p.WEB-DL.x264-X"), *archive.releases]
    assert (await sync_rss(scene.house)).release_count == 1
    assert (await sync_rss(scene.house)).release_count == 0


async def test_one_broken_feed_leaves_the_others(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    scene.film()
    archive.releases = [release(WEB)]
    async with FakeIndexer() as broken:
        scene.indexer(broken, "Broken")
        broken.next_answers = [Misbehaviour.ENTITY_BOMB] * 9
        report = await sync_rss(scene.house)
    assert len(report.grabbed) == 1
    assert [name for name, _ in report.problems] == ["Broken"]


async def test_an_unmonitored_title_is_judged_but_not_grabbed(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    film = scene.film(monitored=False)
    archive.releases = [release(WEB)]
    assert (await sync_rss(scene.house)).grabbed == ()
    assert scene.verdicts(WEB)[0].refusal == "monitored"
    answer = await explain_why(scene.house, film)
    assert answer.why.nearest is not None


async def test_a_delayed_release_waits_and_a_better_one_takes_its_place(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    scene.add(DelayProfile, name="Two hours", torrent_minutes=120)
    scene.film()
    archive.releases = [release(WEB, hours=1)]
    assert (await sync_rss(scene.house)).grabbed == ()
    assert scene.verdicts(WEB)[0].outcome == "waiting"
    (row,) = scene.db.read_now(list_queue, now=scene.clock.now())
    assert (row.state, row.next_step) == ("waiting", "grab")
    archive.releases = [release(BLURAY, gb=1.5, hours=1), *archive.releases]
    scene.clock.forward(minutes=30)
    await sync_rss(scene.house)
    assert (await grab_due(scene.house)).grabbed == ()
    scene.clock.forward(minutes=31)
    assert len((await grab_due(scene.house)).grabbed) == 1
    assert [row.release_title for row in scene.downloads()] == [BLURAY]
    assert scene.rows(PendingRelease) == []


async def test_when_the_first_has_waited_the_best_that_came_meanwhile_is_grabbed(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    scene.add(DelayProfile, name="Two hours", torrent_minutes=120)
    scene.film()
    archive.releases = [release(WEB, hours=0)]
    await sync_rss(scene.house)
    scene.clock.forward(minutes=90)
    archive.releases = [release(BLURAY, gb=1.5, hours=-1.5), *archive.releases]
    await sync_rss(scene.house)
    scene.clock.forward(minutes=31)
    assert len((await grab_due(scene.house)).grabbed) == 1
    assert [row.release_title for row in scene.downloads()] == [BLURAY]


async def test_a_person_who_searches_does_not_wait(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    scene.add(DelayProfile, name="Two hours", torrent_minutes=120)
    film = scene.film()
    archive.releases = [release(WEB, hours=1)]
    assert (await search_title(scene.house, film)).waiting_count == 1
    assert len((await search_title(scene.house, film, actor=scene.person("Ada"))).grabbed) == 1
    assert scene.payload("release.grabbed")["by"] == "Ada"


async def test_a_pushed_release_gets_its_verdict_back(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    scene.film()
    pushed = IndexerRelease(
        guid="x", title=WEB, protocol=Protocol.TORRENT, magnet_url=MAGNET, size_bytes=10**9, seeders=3
    )
    report = await push_release(scene.house, pushed, indexer_name="Announcer")
    assert (report.matched, report.judged[0].outcome, len(report.grabbed)) == (True, "accepted", 1)
    again = await push_release(scene.house, pushed, indexer_name="Announcer")
    assert (again.judged[0].outcome, again.grabbed) == ("refused", ())
    assert len(scene.rows(Release)) == 1
    other = IndexerRelease(guid="y", title="Nobody.2010.1080p.WEB", protocol=Protocol.TORRENT, magnet_url=MAGNET)
    assert not (await push_release(scene.house, other)).matched
    with pytest.raises(InvalidInput):
        await push_release(scene.house, IndexerRelease(guid="z", title="Sintel", protocol=Protocol.TORRENT))


async def test_why_names_the_nearest_and_overriding_grabs_it(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    film = scene.film()
    scene.add(Schedule, name="rss", job_type="rss_sync", interval_seconds=900, next_run_at=NOW)
    assert (await explain_why(scene.house, film)).why.code == "never-searched"
    archive.releases = [release(DVD, gb=0.2)]
    await search_title(scene.house, film)
    answer = await explain_why(scene.house, film)
    assert answer.why.code == "quality-allowed"
    assert (answer.searched_at, answer.next_look_at, answer.indexer_count) == (NOW, NOW, 1)
    assert answer.override is not None
    target = answer.override
    with pytest.raises(Conflict):
        await grab_release(scene.house, target.release_id, target.version_id, target.item_ids, actor=ADA)
    await grab_release(
        scene.house, target.release_id, target.version_id, target.item_ids, actor=ADA, override=True,
        reason="  The only one with\nthe live score ",
    )  # fmt: skip
    told = scene.payload("release.grabbed")
    assert (told["overridden"], told["reason"]) == (["quality-allowed"], "The only one with the live score")
    (line,) = scene.rows(AuditEvent)
    assert (line.action, line.user_name, line.subject) == ("release.overridden", "Ada", f"item:{film}")
    assert line.changes["reason"] == told["reason"] and line.changes["overridden"] == ["quality-allowed"]


async def test_why_of_an_episode_knows_the_packs_that_hold_it(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    series, episodes = scene.series()
    archive.releases = [release("Pioneer.One.S01.480p.DVD.x264-OPEN", gb=2)]
    await search_title(scene.house, series)
    answer = await explain_why(scene.house, episodes[1])
    assert answer.why.code == "quality-allowed"
    assert answer.override is not None
    assert answer.override.item_ids == tuple(episodes)


async def test_what_a_person_blocks_is_refused_until_it_is_taken_off(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    film = scene.film()
    archive.releases = [release(DVD, gb=0.2)]
    await search_title(scene.house, film)
    entry = await block_release(scene.house, scene.rows(Release)[0].id, film, actor=ADA)
    await search_title(scene.house, film)
    refused = [entry[0] for entry in scene.verdicts(DVD)[0].verdicts if entry[1] == "refused"]
    assert "blocklist" in refused
    assert [blocked.title for blocked in scene.db.read_now(list_blocklist)] == ["Sintel"]
    await remove_entries(scene.house, [entry])
    assert scene.db.read_now(list_blocklist) == []


async def test_the_wanted_pages_know_missing_and_better(scene: Scene) -> None:
    film, (series, episodes) = scene.film(), scene.series(unaired=1)
    scene.film("Detour", 1945, monitored=False)
    scene.file(film, film, "HDTV-1080p")
    scene.file(series, episodes[0], "Bluray-1080p")
    missing = scene.db.read_now(list_missing, now=NOW)
    assert [row.item_id for row in missing] == [episodes[2], episodes[1]]
    assert (missing[0].title, missing[0].season_number, missing[0].episode_number) == ("Pioneer One", 1, 3)
    last = missing[0]
    second = scene.db.read_now(list_missing, now=NOW, after=(last.out_at, last.item_id, last.version_id))
    assert [row.item_id for row in second] == [episodes[1]]
    assert [row.item_id for row in scene.db.read_now(list_cutoff_unmet, now=NOW)] == [film]


async def test_what_is_missing_is_looked_for_after_its_cooldown(scene: Scene) -> None:
    film, (series, episodes) = scene.film(), scene.series()
    assert await search_wanted(scene.house, missing=True) == 2
    payloads = {row.title_id: row.payload for row in scene.jobs("search_title")}
    assert payloads[series]["episode_ids"] == episodes
    assert payloads[film]["version_id"] == scene.version_of(film)
    await search_title(scene.house, film)
    scene.db.write_now(lambda connection: connection.execute(Job.__table__.delete()))
    assert await search_wanted(scene.house, missing=True) == 1
    scene.clock.forward(days=8)
    scene.db.write_now(lambda connection: connection.execute(Job.__table__.delete()))
    assert await search_wanted(scene.house, missing=True) == 2
