"""NFO and pictures beside the videos, and players that hear of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from monarr.core.errors import Unavailable
from monarr.core.kinds import MediaKind
from monarr.core.nfo import read_nfo
from monarr.db.models import (
    EventRow,
    LibraryFile,
    MediaFile,
    MediaFileItem,
    MediaItem,
    PathMapping,
    PlayerGroup,
    PlayerRow,
    Version,
)
from monarr.demo.fakes.player import FakePlayer
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.services.add import AddTitle, add_title
from monarr.services.context import House
from monarr.services.indexing import recount
from monarr.services.publish import publish_title
from monarr.services.refresh import refresh_title
from monarr.services.tell import tell_players, translate
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel

FILE: Any = MediaFile.__table__


async def put_file(house: House, title_id: int, item_ids: list[int], path: Path, root_id: int) -> int:
    """A video of the library, as an import leaves it."""

    def write(connection: Any) -> int:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"video")
        version = connection.execute(select(Version.id).where(Version.item_id == title_id)).scalar_one()
        values = {
            "version_id": version, "title_id": title_id, "root_folder_id": root_id, "path": str(path), "size_bytes": 5,
            "imported_at": house.clock.now(),
        }  # fmt: skip
        file_id = connection.execute(insert(FILE).returning(FILE.c.id), values).scalar_one()
        for item_id in item_ids:
            connection.execute(insert(MediaFileItem.__table__), {"file_id": file_id, "item_id": item_id})
        recount(connection, title_id, house.clock.now())
        return int(file_id)

    return await house.db.write(write)


@pytest.fixture
async def film(house: House, shelves: Shelves, sources: None) -> int:
    return await add_title(house, sintel(shelves))


@pytest.fixture
async def video(house: House, shelves: Shelves, film: int) -> Path:
    path = shelves.movie_root / "Sintel (2010)" / "Sintel (2010) WEBDL-1080p.mkv"
    await put_file(house, film, [film], path, shelves.movie_root_id)
    await refresh_title(house, film)
    return path


async def test_a_film_gets_an_nfo_and_its_poster_named_after_the_video(house: House, film: int, video: Path) -> None:
    report = await publish_title(house, film)
    facts = read_nfo(video.with_suffix(".nfo").read_bytes())
    assert facts is not None and facts.document is not None
    assert (facts.document.title, facts.ids["tmdb"], facts.ids["imdb"]) == ("Sintel", "45745", "tt1727587")
    poster = video.with_name(f"{video.stem}-poster.jpg")
    assert poster.read_bytes()[:2] == b"\xff\xd8" and str(poster) in report.written
    assert {row.path for row in await rows(house, LibraryFile)} == set(report.written)
    assert "artwork.published" in [row.type for row in await rows(house, EventRow)]


async def test_publishing_again_writes_nothing(house: House, film: int, video: Path) -> None:
    await publish_title(house, film)
    before = {path: path.stat().st_mtime_ns for path in video.parent.iterdir()}
    report = await publish_title(house, film)
    assert (report.written, report.removed, report.left) == ((), (), ())
    assert {path: path.stat().st_mtime_ns for path in video.parent.iterdir()} == before


async def test_somebody_elses_nfo_is_kept_and_their_picture_left_alone(house: House, film: int, video: Path) -> None:
    video.with_suffix(".nfo").write_text("mine")
    poster = video.with_name(f"{video.stem}-poster.jpg")
    poster.write_bytes(b"my own poster")
    report = await publish_title(house, film)
    assert video.with_suffix(".nfo.bak").read_text() == "mine"
    assert b"<movie>" in video.with_suffix(".nfo").read_bytes()
    assert poster.read_bytes() == b"my own poster" and report.left == (str(poster),)


async def test_what_belonged_to_a_renamed_video_goes_unless_it_was_edited(house: House, film: int, video: Path) -> None:
    await publish_title(house, film)
    old_nfo, old_poster = video.with_suffix(".nfo"), video.with_name(f"{video.stem}-poster.jpg")
    old_nfo.write_text("edited by hand")
    renamed = video.with_name("Sintel.mkv")
    await house.db.write(lambda connection: connection.execute(update(FILE), {"path": str(renamed)}))
    await publish_title(house, film)
    assert not old_poster.exists() and old_nfo.read_text() == "edited by hand"
    assert renamed.with_suffix(".nfo").exists()


async def test_a_series_gets_its_folder_files_seasons_and_episodes(
    house: House, shelves: Shelves, sources: None, tvmaze: FakeTVmaze
) -> None:
    title = next(one for one in tvmaze.titles if one.kind is MediaKind.SERIES and one.has_art("poster"))
    wanted = AddTitle(
        kind=MediaKind.SERIES, title=title.title, ids={"tvmaze": title.ids["tvmaze"]}, library_id=shelves.series
    )
    title_id = await add_title(house, wanted)
    await refresh_title(house, title_id)
    found = [row for row in await rows(house, MediaItem) if row.kind == "episode"][:2]
    folder = shelves.series_root / title.title
    video = folder / "Season 1" / "Two in one.mkv"
    await put_file(house, title_id, [row.id for row in found], video, shelves.series_root_id)
    await refresh_title(house, title_id)
    report = await publish_title(house, title_id)
    names = {str(Path(path).relative_to(folder)) for path in report.written}
    assert {"tvshow.nfo", "poster.jpg", "Season 1/Two in one.nfo"} <= names
    facts = read_nfo(video.with_suffix(".nfo").read_bytes())
    assert facts is not None and [one.title for one in facts.documents] == [row.title for row in found]


async def test_a_folder_in_a_pictures_place_is_left_and_the_rest_is_written(
    house: House, film: int, video: Path
) -> None:
    blocked = video.with_name(f"{video.stem}-poster.jpg")
    blocked.mkdir()
    report = await publish_title(house, film)
    assert report.left == (str(blocked),) and str(video.with_suffix(".nfo")) in report.written
    assert not list(video.parent.glob(".monarr-*"))


def test_the_longest_mapping_wins_and_windows_keeps_its_slashes() -> None:
    mappings = [("/srv", "/data"), ("/srv/films", "Z:\\Films")]
    assert translate("/srv/films/Sintel/a.mkv", mappings) == "Z:\\Films\\Sintel\\a.mkv"
    assert translate("/srv/filmsextra/a.mkv", mappings) == "/data/filmsextra/a.mkv"
    assert translate("/other/a.mkv", mappings) == "/other/a.mkv"


@pytest.fixture
async def players() -> AsyncIterator[list[FakePlayer]]:
    async with FakePlayer() as first, FakePlayer() as second:
        yield [first, second]


@pytest.fixture
async def group(house: House, shelves: Shelves, players: list[FakePlayer]) -> int:
    """Two players that share a library and see the films under another path."""

    def configure(connection: Any) -> None:
        connection.execute(insert(PlayerGroup.__table__), {"id": 1, "name": "Home", "implementation": "kodi"})
        for number, player in enumerate(players, 1):
            values = {
                "group_id": 1,
                "name": f"Kodi {number}",
                "implementation": "kodi",
                "settings": {"url": player.url},
            }
            connection.execute(insert(PlayerRow.__table__), values)
        mapping = {"player_group_id": 1, "local_path": str(shelves.movie_root), "remote_path": "/films"}
        connection.execute(insert(PathMapping.__table__), mapping)

    await house.db.write(configure)
    return 1


async def test_one_player_of_a_group_is_told_in_its_own_view_of_paths(
    house: House, film: int, video: Path, group: int, players: list[FakePlayer]
) -> None:
    report = await tell_players(house, film, path=str(video))
    assert [(one.group, one.player) for one in report.groups] == [("Home", "Kodi 1")]
    assert "/films/Sintel (2010)" in str(players[0].told) and players[1].told == []
    assert "player.told" in [row.type for row in await rows(house, EventRow)]


async def test_the_second_stands_in_when_the_first_is_away_or_playing(
    house: House, film: int, video: Path, group: int, players: list[FakePlayer]
) -> None:
    await house.db.write(lambda connection: connection.execute(update(PlayerGroup), {"skip_while_playing": True}))
    players[0].playing = True
    report = await tell_players(house, film, path=str(video))
    assert [one.player for one in report.groups] == ["Kodi 2"]
    await players[0].stop()
    report = await tell_players(house, film, path=str(video))
    assert [one.player for one in report.groups] == ["Kodi 2"]


async def test_when_nobody_answers_the_job_comes_back(
    house: House, film: int, video: Path, group: int, players: list[FakePlayer]
) -> None:
    for player in players:
        await player.stop()
    with pytest.raises(Unavailable, match="Home could not be told"):
        await tell_players(house, film, path=str(video))
