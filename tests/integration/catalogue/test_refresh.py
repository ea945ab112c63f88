"""Titles are described by several sources: gaps are filled, nothing is erased, locked fields stay."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from monarr.core.errors import Unavailable
from monarr.core.kinds import MediaKind
from monarr.core.monitoring import MonitorPreset
from monarr.db.models import AssetBlob, AssetSlot, CreditRow, Episode, EventRow, MediaItem, Movie, SearchTitle
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.services.add import AddTitle, add_title
from monarr.services.context import House
from monarr.services.refresh import refresh_title
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel

ITEM: Any = MediaItem.__table__


async def item(house: House, title_id: int) -> Any:
    return await house.db.read(lambda connection: connection.execute(select(ITEM).where(ITEM.c.id == title_id)).one())


@pytest.fixture
async def film(house: House, shelves: Shelves, sources: None) -> int:
    return await add_title(house, sintel(shelves))


@pytest.fixture
async def show(house: House, shelves: Shelves, sources: None, tvmaze: FakeTVmaze) -> int:
    title = next(one for one in tvmaze.titles if one.kind is MediaKind.SERIES and len(one.seasons) > 1)
    return await add_title(
        house,
        AddTitle(kind=MediaKind.SERIES, title=title.title, ids={"tvmaze": title.ids["tvmaze"]},
                 library_id=shelves.series),
    )  # fmt: skip


async def test_a_film_is_described_with_people_names_and_a_picture(house: House, film: int) -> None:
    report = await refresh_title(house, film)
    row = await item(house, film)
    assert row.overview and row.runtime_seconds and row.rating and row.primary_genre and row.identity == "enriched"
    assert row.document["sources"]["overview"] == "tmdb"
    assert "overview" in report.changed and report.failed == ()
    assert await rows(house, CreditRow) and await rows(house, SearchTitle)
    assert {slot.slot for slot in await rows(house, AssetSlot)} >= {"poster"}
    for blob in await rows(house, AssetBlob):
        path = house.paths.assets / blob.sha256[:2] / blob.sha256[2:4] / f"{blob.sha256}.{blob.extension}"
        assert path.stat().st_size == blob.size_bytes


async def test_a_second_refresh_changes_nothing_and_tells_nothing(house: House, film: int, tmdb: FakeTMDB) -> None:
    await refresh_title(house, film)
    asked = len(tmdb.requests)
    report = await refresh_title(house, film)
    assert (report.changed, report.new_pictures) == ((), 0)
    assert [row.type for row in await rows(house, EventRow)] == ["item.added", "metadata.updated"]
    assert not any("/t/p/" in request.path for request in tmdb.requests[asked:])


async def test_a_locked_field_stays_and_the_others_follow(house: House, film: int) -> None:
    lock = {"title": "My Sintel", "overview": None, "locked_fields": ["title"]}
    await house.db.write(lambda connection: connection.execute(update(ITEM).where(ITEM.c.id == film), lock))
    await refresh_title(house, film)
    row = await item(house, film)
    assert row.title == "My Sintel" and row.overview


async def test_a_change_at_the_source_is_told_with_the_number_of_fields(house: House, film: int) -> None:
    await refresh_title(house, film)
    movie: Any = Movie.__table__
    await house.db.write(lambda connection: connection.execute(update(movie), {"tagline": "Something old"}))
    await refresh_title(house, film)
    told = [row for row in await rows(house, EventRow) if row.type == "metadata.updated"]
    assert [row.payload["field_count"] for row in told][1:] == [1]


async def test_a_series_gets_its_seasons_and_episodes(house: House, show: int, tvmaze: FakeTVmaze) -> None:
    report = await refresh_title(house, show)
    row = await item(house, show)
    title = next(one for one in tvmaze.titles if one.kind is MediaKind.SERIES and one.title == row.title)
    found = {(one.season_number, one.episode_number) for one in await rows(house, Episode)}
    assert found == {(one.season_number, one.episode_number) for one in title.episodes}
    assert {"tmdb", "tvmaze"} == set(report.sources)


async def test_one_source_failing_leaves_the_other_to_describe(house: House, show: int, tmdb: FakeTMDB) -> None:
    tmdb.down = True
    report = await refresh_title(house, show)
    assert [one.name for one in report.failed] == ["TMDB"]
    assert await rows(house, Episode)


async def test_a_stand_in_source_fills_gaps_but_takes_no_episode_away(
    house: House, show: int, tmdb: FakeTMDB, tvmaze: FakeTVmaze
) -> None:
    await refresh_title(house, show)
    before = len(await rows(house, Episode))
    tmdb.down = True
    last = tvmaze.titles
    tvmaze.titles = tuple(one if one.kind is MediaKind.MOVIE else _without_last_season(one) for one in last)
    house.clock.forward(days=2)  # type: ignore[attr-defined]
    await refresh_title(house, show)
    assert len(await rows(house, Episode)) == before


def _without_last_season(title: Any) -> Any:
    return msgspec.structs.replace(title, seasons=title.seasons[:-1]) if len(title.seasons) > 1 else title


async def test_an_episode_that_its_source_no_longer_lists_goes(
    house: House, show: int, tmdb: FakeTMDB, tvmaze: FakeTVmaze
) -> None:
    await refresh_title(house, show)
    before = len(await rows(house, Episode))
    for fake in (tmdb, tvmaze):
        fake.titles = tuple(one if one.kind is MediaKind.MOVIE else _without_last_season(one) for one in fake.titles)
    await refresh_title(house, show)
    assert 0 < len(await rows(house, Episode)) < before


async def test_the_preset_decides_which_episodes_are_looked_for(
    house: House, shelves: Shelves, sources: None, tvmaze: FakeTVmaze
) -> None:
    title = next(one for one in tvmaze.titles if one.kind is MediaKind.SERIES)
    wanted = AddTitle(
        kind=MediaKind.SERIES, title=title.title, ids={"tvmaze": title.ids["tvmaze"]}, library_id=shelves.series,
        monitor=MonitorPreset.PILOT,
    )  # fmt: skip
    await refresh_title(house, await add_title(house, wanted))
    episodes = {one.item_id: (one.season_number, one.episode_number) for one in await rows(house, Episode)}
    monitored = [episodes[row.id] for row in await rows(house, MediaItem) if row.kind == "episode" and row.monitored]
    assert monitored == [(1, 1)]


async def test_when_nobody_can_answer_the_job_is_to_be_tried_again(house: House, film: int, tmdb: FakeTMDB) -> None:
    tmdb.down = True
    with pytest.raises(Unavailable, match="No source could describe the title"):
        await refresh_title(house, film)


async def test_an_nfo_beside_the_film_tells_the_id_that_finds_it(house: House, shelves: Shelves, sources: None) -> None:
    folder = shelves.movie_root / "Some Folder"
    folder.mkdir()
    (folder / "movie.nfo").write_text("https://www.imdb.com/title/tt1727587/")
    wanted = AddTitle(
        kind=MediaKind.MOVIE, title="Unknown", ids={"wikidata": "Q0"}, library_id=shelves.movies, path=str(folder)
    )
    title_id = await add_title(house, wanted)
    await refresh_title(house, title_id)
    assert (await item(house, title_id)).title == "Sintel"
