"""Judging and asking where it is less smooth: odd items, slow indexers, several versions, other protocols, limits."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from monarr.core.errors import Conflict, RateLimited
from monarr.core.kinds import Origin, Protocol
from monarr.db.models import (
    CustomFormatRow,
    IndexerRow,
    MediaItem,
    ProfileFormat,
    QualityProfileRow,
    Release,
    ReleaseProfile,
)
from monarr.db.queries.ledger import list_ledger
from monarr.db.repositories.profiles import list_indexers
from monarr.db.repositories.wanted import Wanted, load_wanted
from monarr.demo.fakes.torznab import FakeIndexer, Misbehaviour
from monarr.ports.indexer import IndexerRelease, QueryKind
from monarr.services._asking import ask_all, indexers_for
from monarr.services._queries import episode_query, movie_query, series_queries
from monarr.services._remote_paths import local_path
from monarr.services.grab import grab_release
from monarr.services.judging import Judged, judge_offers
from monarr.services.offers import Offer
from monarr.services.search import interactive_search, search_title
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import NOW, Scene, release

WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"
BLURAY = "Sintel.2010.1080p.BluRay.x264-OPEN"
NZB = (
    b'<?xml version="1.0"?><nzb xmlns="http://www.newzbin.com/DTD/2003/nzb"><file poster="p" date="1" '
    b'subject="[1/2] &quot;%s&quot; yEnc (1/1)"><groups><group>g</group></groups><segments>'
    b'<segment bytes="10" number="1">a@b</segment></segments></file></nzb>'
)


async def test_an_item_without_size_or_date_is_judged_all_the_same(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    archive.releases = [release(WEB, size_bytes=None, published_at=None, seeders=None, leechers=None)]
    await search_title(scene.house, scene.film())
    (verdict,) = scene.verdicts(WEB)
    assert verdict.outcome in ("accepted", "refused")
    assert len(verdict.verdicts) >= 30


async def test_a_slow_indexer_does_not_hold_up_the_others(scene: Scene, archive: FakeIndexer) -> None:
    archive.releases = [release(WEB)]
    wanted = _wanted(scene, scene.film())
    async with FakeIndexer() as slow:
        slow.next_answers = [Misbehaviour.SLOW] * 3
        scene.indexer(slow, "Slow")
        indexers = indexers_for(wanted, scene.db.read_now(list_indexers), Origin.SEARCH)
        asked = ask_all(scene.house, indexers, [movie_query(wanted)], longest_seconds=2)
        answers = [answer async for answer in asked]
    assert [(answer.indexer_name, len(answer.offers)) for answer in answers] == [("Archive", 1), ("Slow", 0)]
    assert "longer than" in str(answers[1].problem)


async def test_an_indexer_of_another_library_is_not_asked(
    scene: Scene, fake: FakeIndexer, client: MemoryClient
) -> None:
    scene.indexer(fake, library_id=scene.shows)
    report = await search_title(scene.house, scene.film())
    assert (report.indexer_count, fake.searches) == (0, [])


async def test_each_version_gets_its_own_judgement_and_its_own_grab(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    uhd = "Sintel.2010.2160p.WEB-DL.x265-OPEN"
    archive.releases = [release(WEB), release(uhd, gb=3)]
    film = scene.film()
    second = scene.version(film, "Films 4K", name="4K")
    report = await search_title(scene.house, film)
    assert len(report.grabbed) == 2
    assert {(row.release_title, row.version_id) for row in scene.downloads()} == {
        (WEB, scene.version_of(film)), (uhd, second),
    }  # fmt: skip
    assert {row.outcome for row in scene.verdicts(WEB)} == {"accepted", "refused"}
    assert len(archive.searches) == 1  # one question serves both


async def test_formats_give_the_score_by_name(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    conditions = [{"name": "x", "implementation": "ReleaseTitleSpecification", "fields": {"value": r"\bx265\b"}}]
    made = scene.add(CustomFormatRow, name="x265", conditions=conditions)
    scene.add(ProfileFormat, profile_id=scene.profiles["Films 1080p"], format_id=made, score=50)
    better = "Sintel.2010.1080p.WEB-DL.x265-OPEN"
    archive.releases = [release(WEB), release(better)]
    report = await interactive_search(scene.house, scene.film())
    best = report.releases[0].judged.candidate
    assert (best.release_title, best.score) == (better, 50)
    assert [(match.name, match.points) for match in best.formats] == [("x265", 50)]
    assert scene.verdicts(better)[0].formats == [["x265", 50]]


async def test_forbidden_words_are_refused(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    scene.add(ReleaseProfile, name="No OPEN", required=[], forbidden=["OPEN"])
    archive.releases = [release(WEB)]
    assert (await search_title(scene.house, scene.film())).grabbed == ()
    assert scene.verdicts(WEB)[0].refusal == "forbidden-words"


async def test_a_usenet_release_goes_to_the_usenet_client(scene: Scene, client: MemoryClient) -> None:
    scene.client("Usenet", protocol="usenet")
    async with FakeIndexer(protocol=Protocol.USENET) as newznab:
        newznab.releases = [release(WEB, content=NZB % b"Sintel.setup.exe", seeders=None)]
        scene.indexer(newznab, "News", implementation="newznab", protocol="usenet")
        film = scene.film()
        report = await search_title(scene.house, film)
        assert report.grabbed == ()
        assert scene.blocked()[0].reason == "dangerous-programs"


async def test_the_days_grabs_are_counted(scene: Scene, fake: FakeIndexer, client: MemoryClient) -> None:
    scene.indexer(fake, grab_limit=1)
    fake.releases = [release(WEB), release("Detour.1945.1080p.WEB-DL.x264-OPEN", gb=4)]
    await search_title(scene.house, scene.film())
    second = scene.film("Detour", 1945, minutes=68)
    assert (await search_title(scene.house, second)).grabbed == ()
    ledger = scene.rows(Release, title="Detour.1945.1080p.WEB-DL.x264-OPEN")[0]
    with pytest.raises(RateLimited):
        await grab_release(scene.house, ledger.id, scene.version_of(second), [second])


async def test_pressing_grab_twice_grabs_once(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    archive.releases = [release(WEB)]
    film = scene.film()
    found = (await interactive_search(scene.house, film)).releases[0].judged
    chosen = [
        grab_release(scene.house, found.release_id, found.version_id, found.item_ids, origin=Origin.INTERACTIVE)
        for _ in range(2)
    ]
    outcomes = await asyncio.gather(*chosen, return_exceptions=True)
    assert sorted(type(outcome) for outcome in outcomes if not isinstance(outcome, int)) == [Conflict]
    assert len(scene.downloads()) == 1


async def test_the_number_of_statements_does_not_grow_with_the_releases(scene: Scene, fake: FakeIndexer) -> None:
    film, archive = scene.film(), scene.indexer(fake)
    counts = []
    for many in (5, 60):
        offers = [
            _offer(f"Sintel.2010.1080p.WEB-DL.x264-G{number}", f"{many}-{number}", archive) for number in range(many)
        ]
        said: list[str] = []

        def hear(_c: object, _u: object, statement: str, *_: object, said: list[str] = said) -> None:
            said.append(statement)

        event.listen(scene.db.engine, "before_cursor_execute", hear)
        await judge_offers(scene.house, offers, film, origin=Origin.SEARCH)
        event.remove(scene.db.engine, "before_cursor_execute", hear)
        counts.append(len(said))
    assert counts[0] == counts[1] < 40


async def test_the_ledger_of_a_title_is_paged(scene: Scene, client: MemoryClient) -> None:
    film = scene.film()
    offers = [_offer(f"Sintel.2010.1080p.WEB-DL.x264-G{number}", str(number)) for number in range(5)]
    await judge_offers(scene.house, offers, film, origin=Origin.SEARCH)
    first = scene.db.read_now(list_ledger, film, limit=3)
    rest = scene.db.read_now(list_ledger, film, limit=3, after=(first[-1].judged_at, first[-1].verdict_id))
    assert len({row.title for row in [*first, *rest]}) == 5


async def test_a_judgement_says_when_a_release_was_first_seen(scene: Scene, client: MemoryClient) -> None:
    film, offers = scene.film(), [_offer(WEB, "1")]
    await judge_offers(scene.house, offers, film, origin=Origin.SEARCH)
    scene.clock.forward(hours=5)
    judging = await judge_offers(scene.house, offers, film, origin=Origin.SEARCH)
    assert judging.judged[0].first_seen_at == NOW
    assert scene.rows(Release)[0].last_seen_at == scene.clock.now()


def test_a_daily_series_is_asked_for_by_date(lite: Scene) -> None:
    series, _ = lite.series(series_type="daily")
    wanted = _wanted(lite, series)
    kinds = {query.kind for query in series_queries(wanted, wanted.episodes)}
    assert kinds == {QueryKind.DAILY}
    assert series_queries(wanted, wanted.episodes)[0].air_date == wanted.episodes[0].numbers.air_date


def test_anime_is_asked_for_by_its_absolute_number_too(lite: Scene) -> None:
    series, _ = lite.series(series_type="anime")
    wanted = _wanted(lite, series)
    assert episode_query(wanted, wanted.episodes[1]).absolute_episode == 2
    assert [query.kind for query in series_queries(wanted, wanted.episodes)] == [QueryKind.SEASON]


@pytest.mark.parametrize(
    ("remote", "theirs", "ours", "expected"),
    [
        ("/downloads/a.mkv", "/downloads", "/mnt/nas", "/mnt/nas/a.mkv"),
        ("/downloads/a.mkv", "/downloads/", "/mnt/nas/", "/mnt/nas/a.mkv"),
        ("/downloads", "/downloads", "/mnt/nas", "/mnt/nas"),
        ("/downloads-old/a.mkv", "/downloads", "/mnt/nas", "/downloads-old/a.mkv"),
        ("D:\\Done\\a b\\f.mkv", "d:\\done", "/mnt/nas", "/mnt/nas/a b/f.mkv"),
        ("/Downloads/a.mkv", "/downloads", "/mnt/nas", "/Downloads/a.mkv"),
    ],
)
def test_paths_are_mapped_by_whole_folders(remote: str, theirs: str, ours: str, expected: str) -> None:
    assert local_path(remote, [(theirs, ours)]) == expected


async def test_a_deleted_title_is_no_longer_matched(scene: Scene, archive: FakeIndexer, client: MemoryClient) -> None:
    from sqlalchemy import update

    from monarr.services.rss import sync_rss

    scene.film()
    gone = update(MediaItem.__table__).values(deleted_at=NOW)
    scene.db.write_now(lambda connection: connection.execute(gone))
    archive.releases = [release(WEB)]
    assert (await sync_rss(scene.house)).matched_count == 0


def _wanted(scene: Scene, title: int) -> Wanted:
    return scene.db.read_now(load_wanted, [title], NOW)[title]


def _offer(title: str, guid: str, indexer_id: int | None = None) -> Offer:
    offered = IndexerRelease(guid=guid, title=title, protocol=Protocol.TORRENT, magnet_url="magnet:?x", seeders=5,
                             size_bytes=10**9)  # fmt: skip
    return Offer(offered, indexer_id, "Archive")


async def test_multi_means_the_languages_that_its_indexer_says(
    scene: Scene, fake: FakeIndexer, client: MemoryClient
) -> None:
    film = scene.film()
    profile = scene.profiles["Films 1080p"]
    scene.db.write_now(_hear, profile, ["French"])
    indexer = scene.indexer(fake)
    fake.releases = [release("Sintel.2010.MULTi.1080p.WEB-DL.x264-OPEN")]
    found = (await interactive_search(scene.house, film)).releases[0].judged
    assert found.candidate.languages == ("Unknown",) and "language" in _refused(found)
    settings = {**scene.rows(IndexerRow, id=indexer)[0].settings, "multi_languages": ["fr", "Original"]}
    scene.db.write_now(_set, indexer, settings)
    found = (await interactive_search(scene.house, film)).releases[0].judged
    assert found.candidate.languages == ("French", "Original") and "language" not in _refused(found)
    await grab_release(scene.house, found.release_id, found.version_id, found.item_ids)
    assert scene.downloads()[0].facts["languages"] == ["French", "Original"]


def _hear(connection: Connection, profile_id: int, languages: list[str]) -> None:
    table = QualityProfileRow.__table__
    connection.execute(update(table).where(table.c.id == profile_id), {"languages": languages})


def _set(connection: Connection, indexer_id: int, settings: dict[str, Any]) -> None:
    table = IndexerRow.__table__
    connection.execute(update(table).where(table.c.id == indexer_id), {"settings": settings})


def _refused(judged: Judged) -> set[str]:
    return {verdict.code for verdict in judged.judgement.refusals}
