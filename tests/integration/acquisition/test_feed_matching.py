"""A feed against the library: only the seasons that it names are read, namesakes are told apart, indexers serve whom they are for."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from monarr.core.decisions import Outcome
from monarr.db.models import EpisodeNumbering
from monarr.services.ledger import read_verdict
from monarr.services.rss import judge_feed, sync_rss
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import FakeIndexer, Scene, release


async def refusals(scene: Scene, title: str) -> set[str]:
    found = map(read_verdict, scene.verdicts(title)[0].verdicts)
    return {one.code for one in found if one.outcome is Outcome.REFUSED}


async def test_an_episode_is_found_by_its_season_its_day_and_its_scene_number(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    _, episodes = scene.series("Pioneer One", 3)
    _, daily = scene.series("Morning News", 3)
    _, counted = scene.series("Paper Cranes", 3)
    scene.add(EpisodeNumbering, episode_id=counted[0], scheme="scene", season_number=4, episode_number=9, verified=True)
    day = scene.rows(_episode(), item_id=daily[1])[0].air_date
    archive.releases = [
        release("Pioneer.One.S01E02.1080p.WEB-DL.x264-OPEN"),
        release(f"Morning.News.{day:%Y.%m.%d}.1080p.WEB-DL.x264-OPEN", categories=(5000,)),
        release("Paper.Cranes.S04E09.1080p.WEB-DL.x264-OPEN"),
    ]
    report = await sync_rss(scene.house)
    held = {row.item_id for row in scene.rows(_download_item())}
    assert report.matched_count == 3
    assert held == {episodes[1], daily[1], counted[0]}


def _episode():  # type: ignore[no-untyped-def]
    from monarr.db.models import Episode

    return Episode


def _download_item():  # type: ignore[no-untyped-def]
    from monarr.db.models import DownloadItem

    return DownloadItem


async def test_a_number_that_nobody_has_confirmed_waits(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    _, counted = scene.series("Paper Cranes", 2)
    scene.add(EpisodeNumbering, episode_id=counted[0], scheme="scene", season_number=4, episode_number=9)
    archive.releases = [release("Paper.Cranes.S04E09.1080p.WEB-DL.x264-OPEN")]
    assert (await sync_rss(scene.house)).grabbed == ()
    assert await refusals(scene, "Paper.Cranes.S04E09.1080p.WEB-DL.x264-OPEN") == {"scene-numbering"}


async def test_a_name_that_fits_two_titles_is_left_to_a_person(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    for year in (2009, 2012):
        scene.film("The Long Signal", year)
    archive.releases = [release("The.Long.Signal.1080p.WEB-DL.x264-OPEN", categories=(2000,))]
    report = await sync_rss(scene.house)
    assert (report.matched_count, report.grabbed) == (1, ())
    assert await refusals(scene, "The.Long.Signal.1080p.WEB-DL.x264-OPEN") == {"one-title"}


async def test_an_indexer_for_other_titles_is_told_by_name(
    scene: Scene, fake: FakeIndexer, client: MemoryClient
) -> None:
    scene.indexer(fake, library_id=scene.shows)
    scene.film()
    fake.releases = [release("Sintel.2010.1080p.WEB-DL.x264-OPEN")]
    assert (await sync_rss(scene.house)).grabbed == ()
    assert await refusals(scene, "Sintel.2010.1080p.WEB-DL.x264-OPEN") == {"indexer-serves"}


async def test_a_file_that_its_disk_does_not_show_is_not_replaced_by_feeds(
    scene: Scene, archive: FakeIndexer, client: MemoryClient
) -> None:
    film = scene.film()
    scene.file(film, film, "HDTV-1080p")
    archive.releases = [release("Sintel.2010.1080p.WEB-DL.x264-OPEN")]
    assert (await sync_rss(scene.house)).grabbed == ()
    assert await refusals(scene, "Sintel.2010.1080p.WEB-DL.x264-OPEN") == {"file-lost"}


@pytest.mark.parametrize("titles", [1, 12])
async def test_a_feed_costs_a_fixed_number_of_statements(
    scene: Scene, archive: FakeIndexer, client: MemoryClient, titles: int
) -> None:
    from monarr.core.kinds import Protocol
    from monarr.ports.indexer import IndexerRelease
    from monarr.services.offers import Offer

    offers = []
    for number in range(titles):
        scene.series(f"Invented Series {chr(97 + number)}", 2)
        name = f"Invented.Series.{chr(97 + number)}.S01E01.1080p.WEB-DL.x264-OPEN"
        offers.append(Offer(IndexerRelease(guid=name, title=name, protocol=Protocol.TORRENT), None, "Pushed"))
    said: list[str] = []

    def note(_c, _u, statement, *_) -> None:  # type: ignore[no-untyped-def]
        said.append(statement)

    event.listen(scene.db.engine, "before_cursor_execute", note)
    judging = await judge_feed(scene.house, offers)
    event.remove(scene.db.engine, "before_cursor_execute", note)
    assert len(judging.judged) == titles
    reads = [one for one in said if one.lstrip().upper().startswith("SELECT")]
    assert len(reads) <= 32
