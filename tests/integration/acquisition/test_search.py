"""A search: every indexer asked, all judged and kept, the best grabbed."""

from __future__ import annotations

import asyncio

from monarr.core.errors import AuthenticationFailed, Unavailable
from monarr.core.text import text
from monarr.db.models import (
    DownloadClientTag,
    DownloadItem,
    MediaItem,
    PendingRelease,
    Release,
    ServiceHealth,
    SyncCursor,
    Tag,
)
from monarr.demo.fakes.torznab import FakeIndexer, Misbehaviour
from monarr.services.pending import grab_due
from monarr.services.search import InteractiveReport, interactive_search, search_title
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import NOW, Scene, release, torrent

WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"
BLURAY = "Sintel.2010.1080p.BluRay.x264-OPEN"
SMALL = "Sintel.2010.480p.DVD.x264-OPEN"
OTHER = "Sintel.Making.Of.2010.1080p.WEB-DL.x264-OPEN"


async def test_the_best_release_is_grabbed_and_all_are_kept(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    archive.releases = [release(WEB), release(BLURAY, gb=1.5), release(SMALL, gb=0.1), release(OTHER)]
    film = scene.film()
    report = await search_title(scene.house, film)
    (download,) = scene.downloads()
    assert report.grabbed == (download.id,)
    assert (download.release_title, download.state, download.client_name) == (BLURAY, "queued", "Memory")
    assert report.release_count == len(scene.rows(Release)) == 4
    assert {scene.verdicts(name)[0].outcome for name in (WEB, BLURAY)} == {"accepted"}
    assert scene.verdicts(SMALL)[0].refusal is not None
    assert "title-match" in [v[0] for v in scene.verdicts(OTHER)[0].verdicts if v[1] == "refused"]
    assert scene.events() == ["release.grabbed"]
    assert scene.payload("release.grabbed")["indexer"] == "Archive"
    assert list(client.downloads) == [download.client_ref]


async def test_every_rule_is_kept_with_its_figures(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    archive.releases = [release(WEB)]
    await search_title(scene.house, scene.film())
    verdicts = {entry[0]: entry for entry in scene.verdicts(WEB)[0].verdicts}
    assert len(verdicts) >= 30
    assert verdicts["size-maximum"][1] == "passed"
    assert verdicts["size-maximum"][2]["size_bytes"] == 1_000_000_000
    assert verdicts["dangerous-files"][1] == "passed"  # asked when the torrent file was there


async def test_searching_twice_grabs_once(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    archive.releases = [release(WEB)]
    film = scene.film()
    await search_title(scene.house, film)
    again = await search_title(scene.house, film)
    assert again.grabbed == ()
    assert len(scene.downloads()) == 1
    assert scene.verdicts(WEB)[0].refusal == "in-queue"
    assert len(scene.verdicts(WEB)) == 1


async def test_two_searches_at_once_grab_once(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    archive.releases = [release(WEB), release(BLURAY, gb=1.5)]
    film = scene.film()
    reports = await asyncio.gather(*(search_title(scene.house, film) for _ in range(3)))
    assert sum(len(report.grabbed) for report in reports) == 1
    assert len(scene.downloads()) == len(client.downloads) == 1


async def test_an_indexer_that_is_down_does_not_stop_the_others(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    archive.releases = [release(WEB)]
    async with FakeIndexer() as broken:
        scene.indexer(broken, "Broken")
        broken.next_answers = [Misbehaviour.HTML] * 9
        report = await search_title(scene.house, scene.film())
    assert len(report.grabbed) == 1
    assert [problem.indexer_name for problem in report.problems] == ["Broken"]
    health = {row.name: row.state for row in scene.rows(ServiceHealth)}
    assert health["Broken"] == "error"
    assert health["Archive"] == "ok"


async def test_a_rate_limited_indexer_rests_as_long_as_it_said(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    film = scene.film()
    archive.next_answers = [Misbehaviour.RATE_LIMITED] * 9
    first = await search_title(scene.house, film)
    asked = len(archive.asked)
    archive.next_answers = []
    second = await search_title(scene.house, film)
    assert first.problems
    assert second.problems
    assert len(archive.asked) == asked
    scene.clock.forward(seconds=91)
    assert (await search_title(scene.house, film)).problems == ()


async def test_the_days_questions_are_counted(scene: Scene, fake: FakeIndexer, client: MemoryClient) -> None:
    scene.indexer(fake, query_limit=1)
    film = scene.film()
    assert (await search_title(scene.house, film)).problems == ()
    limited = await search_title(scene.house, film)
    assert "1 questions of today" in str(limited.problems[0].problem)
    scene.clock.forward(days=1)
    assert (await search_title(scene.house, film)).problems == ()
    assert len(scene.rows(SyncCursor)) == 1


async def test_the_same_bytes_at_two_indexers_are_listed_once_and_kept_twice(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    archive.releases = [release(WEB, info_hash="a" * 40)]
    async with FakeIndexer([release(WEB, info_hash="a" * 40)]) as second:
        scene.indexer(second, "Second", priority=30)
        report = await interactive_search(scene.house, scene.film())
    assert len(scene.rows(Release)) == 2
    assert [(listed.judged.offer.indexer_name, listed.also_on) for listed in report.releases] == [
        ("Archive", ("Second",))
    ]


async def test_an_interactive_search_explains_and_grabs_nothing(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    archive.releases = [release(WEB), release(BLURAY, gb=1.5), release(OTHER)]
    heard: list[InteractiveReport] = []
    report = await interactive_search(scene.house, scene.film(), on_report=heard.append)
    best, second, last = report.releases
    assert best.judged.candidate.release_title == BLURAY
    assert best.comparison is None
    assert second.comparison is not None
    assert next(level.level for level in second.comparison if level.decisive) == "quality"
    assert last.judged.outcome == "refused"
    assert report.fitting_count == 2
    assert scene.downloads() == []
    assert [told.is_complete for told in heard] == [True]


async def test_an_interactive_search_tells_of_each_answer(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    archive.releases = [release(WEB)]
    heard: list[InteractiveReport] = []
    async with FakeIndexer([release(BLURAY, gb=1.5)]) as second:
        scene.indexer(second, "Second")
        await interactive_search(scene.house, scene.film(), on_report=heard.append)
    assert [len(told.releases) for told in heard] == [1, 2]


async def test_a_title_is_found_by_its_other_names(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    archive.releases = [release("Der.Drache.2010.German.1080p.WEB-DL.x264-OPEN")]
    report = await search_title(scene.house, scene.film(aliases=("Der Drache",)))
    assert len(report.grabbed) == 1
    assert {asked.parameters.get("q") for asked in archive.searches} == {"Sintel 2010", "Der Drache 2010"}


async def test_a_season_pack_covers_its_episodes(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    pack = "Pioneer.One.S01.1080p.BluRay.x264-OPEN"
    archive.releases = [release(pack, gb=5), release("Pioneer.One.S01E01.1080p.WEB-DL.x264-OPEN", gb=1.5)]
    series, episodes = scene.series()
    report = await search_title(scene.house, series)
    (download,) = scene.downloads()
    assert report.grabbed == (download.id,)
    assert download.release_title == pack
    assert [row.item_id for row in _items(scene, download.id)] == episodes


async def test_episodes_without_a_pack_are_grabbed_one_by_one(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    names = [f"Pioneer.One.S01E0{number}.1080p.WEB-DL.x264-OPEN" for number in (1, 2)]
    archive.releases = [release(name, gb=1.5) for name in names]
    series, _ = scene.series()
    report = await search_title(scene.house, series)
    assert len(report.grabbed) == 2
    assert sorted(row.release_title for row in scene.downloads()) == names
    assert "3" in {asked.parameters.get("ep") for asked in archive.searches}  # asked for by itself, and not there


async def test_only_what_has_aired_is_looked_for(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    archive.releases = [release("Pioneer.One.S01E02.1080p.WEB-DL.x264-OPEN", gb=1.5)]
    series, (first, second) = scene.series(episodes=1, unaired=1)
    assert (await search_title(scene.house, series)).grabbed == ()
    searched = {row.id: row.searched_at for row in scene.rows(MediaItem)}
    assert searched[first] == NOW
    assert searched[second] is None


async def test_programs_in_the_file_list_are_never_handed_over(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    bait = torrent("bait", {"Sintel.mkv": 9, "Codec/setup.exe": 5})
    archive.releases = [release(BLURAY, gb=1.5, content=bait), release(WEB)]
    report = await search_title(scene.house, scene.film())
    assert [row.release_title for row in scene.downloads()] == [WEB]
    assert len(report.failures) == 1
    assert scene.events() == ["release.blocklisted", "release.grab_failed", "release.grabbed"]
    assert scene.verdicts(BLURAY)[0].refusal == "dangerous-programs"
    assert scene.blocked()[0].reason == "dangerous-programs"


async def test_a_dead_client_makes_way_for_the_next(scene: Scene, archive: FakeIndexer) -> None:
    dead, second = scene.client("Dead", priority=1), scene.client("Second", priority=2)
    dead.fail_with = Unavailable(text("Dead does not answer."), provider="Dead")
    archive.releases = [release(WEB)]
    await search_title(scene.house, scene.film())
    assert [row.client_name for row in scene.downloads()] == ["Second"]
    assert len(second.downloads) == 1


async def test_without_any_client_the_best_waits_and_is_grabbed_later(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    client.fail_with = Unavailable(text("Memory does not answer."), provider="Memory")
    archive.releases = [release(WEB), release(BLURAY, gb=1.5)]
    report = await search_title(scene.house, scene.film())
    assert report.grabbed == ()
    assert scene.events() == ["release.grab_failed"]
    assert [row.reason for row in scene.rows(PendingRelease)] == ["client"]
    client.fail_with = None
    scene.clock.forward(minutes=6)
    later = await grab_due(scene.house)
    assert len(later.grabbed) == 1
    assert scene.downloads()[0].release_title == BLURAY
    assert scene.rows(PendingRelease) == []


async def test_a_client_for_other_tags_is_passed_over(scene: Scene, archive: FakeIndexer) -> None:
    scene.client("Kids", priority=1)
    scene.client("All", priority=2)
    tag = scene.add(Tag, label="kids")
    scene.add(DownloadClientTag, download_client_id=1, tag_id=tag)
    archive.releases = [release(WEB)]
    await search_title(scene.house, scene.film())
    assert [row.client_name for row in scene.downloads()] == ["All"]


async def test_a_wrong_password_at_the_client_is_said_and_the_release_waits(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    client.fail_with = AuthenticationFailed(text("Memory refused the password."), provider="Memory")
    archive.releases = [release(WEB)]
    report = await search_title(scene.house, scene.film())
    assert [str(failure) for failure in report.failures] == ["Memory refused the password."]
    assert [row.state for row in scene.rows(ServiceHealth, subject="download_client:1")] == ["error"]
    assert len(scene.rows(PendingRelease)) == 1
    assert scene.blocked() == []


async def test_what_a_client_declines_makes_way_for_the_next_best(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    archive.releases = [release(WEB), release(BLURAY, gb=1.5)]
    client.refuse_names = {BLURAY}
    await search_title(scene.house, scene.film())
    assert [row.release_title for row in scene.downloads()] == [WEB]


async def test_a_client_that_took_it_but_lost_the_line_is_believed(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    archive.releases = [release(WEB)]
    client.fail_after_adding = Unavailable(text("The line broke."), provider="Memory")
    report = await search_title(scene.house, scene.film())
    assert len(report.grabbed) == 1
    assert scene.events() == ["release.grabbed"]


def _items(scene: Scene, download_id: int) -> list[object]:
    return scene.rows(DownloadItem, download_id=download_id)
