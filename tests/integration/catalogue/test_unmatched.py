"""Folders that belong to no title: kept with guesses, given to a title by one press, or left alone for good."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.db.models import Job, MediaFile, MediaItem, UnmatchedFolder
from monarr.db.queries.unmatched import UnmatchedRow, count_unmatched, list_unmatched
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.services.add import add_title
from monarr.services.context import MONARR, House
from monarr.services.refresh import refresh_title
from monarr.services.scan import scan_library, scan_path
from monarr.services.unmatched import add_unmatched, leave_unmatched, look_for_folder, take_back_folder
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel
from tests.integration.catalogue.test_scan import alive, figures, put, video

__all__ = ["video"]
HOSTILE = (
    "<script>alert(1)<script>", "'; DROP TABLE unmatched_folder; --", "new\nline", "\u202egnp.exe", "%s {reason} {0}",
    "ünïcödé 影片", "-rf", "a" * 200,
)  # fmt: skip


async def listed(house: House, library: int) -> list[UnmatchedRow]:
    return await house.db.read(list_unmatched, library)


@pytest.fixture
async def holiday(house: House, shelves: Shelves, sources: None, video: Path) -> UnmatchedRow:
    """A folder that nobody knows, with two videos."""
    for name in ("beach.mkv", "hotel.mkv"):
        put(video, shelves.movie_root / "Holiday 2019" / name)
    await scan_library(house, shelves.movies)
    [row] = await listed(house, shelves.movies)
    return row


async def test_a_scan_keeps_what_nobody_knows_with_its_figures(
    house: House, shelves: Shelves, holiday: UnmatchedRow, video: Path
) -> None:
    assert (Path(holiday.path).name, holiday.file_count, holiday.guesses) == ("Holiday 2019", 2, ())
    assert holiday.size_bytes == 2 * figures(video)[1]
    assert str(holiday.reason) == "Nobody knows this folder for sure. Choose its title."
    assert await house.db.read(count_unmatched) == {shelves.movies: 1}
    await scan_library(house, shelves.movies)
    assert [row.id for row in await listed(house, shelves.movies)] == [holiday.id]


async def test_titles_that_might_fit_are_offered(house: House, shelves: Shelves, sources: None, video: Path) -> None:
    put(video, shelves.movie_root / "Sintel (1999)" / "film.mkv")
    await scan_library(house, shelves.movies)
    [row] = await listed(house, shelves.movies)
    assert (row.words, row.year) == ("Sintel", 1999)
    answer = await look_for_folder(house, row.id, "Sintel")
    assert next(one.title for one in answer.titles) == "Sintel"


async def test_one_press_adds_the_title_with_its_folder_and_files(
    house: House, shelves: Shelves, holiday: UnmatchedRow
) -> None:
    title_id = (await add_unmatched(house, holiday.id, "tmdb:45745", MONARR)).title_id
    item = next(row for row in await rows(house, MediaItem) if row.id == title_id)
    assert (item.title, item.path) == ("Sintel", holiday.path)
    assert await listed(house, shelves.movies) == []
    await refresh_title(house, title_id)
    report = await scan_path(house, holiday.path)
    assert report.taken_up >= 1 and {row.title_id for row in await alive(house)} == {title_id}


async def test_a_title_that_is_here_already_gets_the_folder_too(
    house: House, shelves: Shelves, holiday: UnmatchedRow
) -> None:
    film = await add_title(house, sintel(shelves))
    await refresh_title(house, film)
    assert (await add_unmatched(house, holiday.id, "tmdb:45745", MONARR)).title_id == film
    assert {"path": holiday.path} in [row.payload for row in await rows(house, Job) if row.type == "scan_path"]
    assert await listed(house, shelves.movies) == []
    await scan_path(house, holiday.path)
    assert {row.title_id for row in await alive(house)} == {film}
    await scan_library(house, shelves.movies)
    assert await rows(house, UnmatchedFolder) == []


async def test_left_alone_it_is_passed_over_and_nobody_is_asked_about_it(
    house: House, shelves: Shelves, holiday: UnmatchedRow, tmdb: FakeTMDB
) -> None:
    await leave_unmatched(house, holiday.id, MONARR)
    asked = len(tmdb.requests)
    report = await scan_library(house, shelves.movies)
    assert (report.passed, len(tmdb.requests)) == ([], asked)
    assert await house.db.read(count_unmatched) == {}
    assert [row.left_alone for row in await listed(house, shelves.movies)] == [True]
    await leave_unmatched(house, holiday.id, MONARR, alone=False)
    assert await house.db.read(count_unmatched) == {shelves.movies: 1}


async def test_what_has_gone_is_listed_no_more_but_a_disk_that_is_away_forgets_nothing(
    house: House, shelves: Shelves, holiday: UnmatchedRow, video: Path
) -> None:
    away = shelves.movie_root.with_name("away")
    shelves.movie_root.rename(away)
    await scan_library(house, shelves.movies)
    shelves.movie_root.mkdir()  # the empty place of a disk that is not mounted
    await scan_library(house, shelves.movies)
    assert [row.id for row in await listed(house, shelves.movies)] == [holiday.id]
    shelves.movie_root.rmdir()
    away.rename(shelves.movie_root)
    put(video, shelves.movie_root / "Wedding 2020" / "film.mkv")
    shutil.rmtree(holiday.path)
    await scan_library(house, shelves.movies)
    assert [Path(row.path).name for row in await listed(house, shelves.movies)] == ["Wedding 2020"]


async def test_while_no_source_answers_the_guesses_stay(
    house: House, shelves: Shelves, holiday: UnmatchedRow, tmdb: FakeTMDB, tvmaze: FakeTVmaze
) -> None:
    guess = [{"key": "tmdb:45745", "title": "Sintel", "year": 2010, "sources": ["TMDB"]}]
    await house.db.write(lambda c: c.execute(UnmatchedFolder.__table__.update(), {"guesses": guess}))
    tmdb.down = tvmaze.down = True
    await scan_library(house, shelves.movies, ask_again=True)
    [row] = await listed(house, shelves.movies)
    assert row.guesses[0].title == "Sintel" and "did not answer" in str(row.reason)


async def test_the_sources_are_asked_once_until_the_folder_changes_a_week_passes_or_somebody_wants_it(
    house: House, shelves: Shelves, holiday: UnmatchedRow, tmdb: FakeTMDB, video: Path
) -> None:
    async def asked(**how: bool) -> bool:
        before = len(tmdb.requests)
        report = await scan_library(house, shelves.movies, **how)
        assert [str(one.reason) for one in report.passed] == [str(holiday.reason)]
        return len(tmdb.requests) > before

    assert not await asked()
    assert await asked(ask_again=True)
    put(video, Path(holiday.path) / "dinner.mkv")
    assert await asked() and not await asked()
    (Path(holiday.path) / "notes.nfo").write_text("nothing of use")
    assert await asked() and not await asked()
    house.clock.forward(days=7)  # type: ignore[attr-defined]
    assert await asked() and not await asked()


async def test_a_source_that_was_silent_is_asked_again_by_the_next_scan(
    house: House, shelves: Shelves, sources: None, video: Path, tmdb: FakeTMDB, tvmaze: FakeTVmaze
) -> None:
    put(video, shelves.movie_root / "Sintel (2010)" / "film.mkv")
    tmdb.down = tvmaze.down = True
    await scan_library(house, shelves.movies)
    assert [row.asked_at for row in await listed(house, shelves.movies)] == [None]
    tmdb.down = tvmaze.down = False
    house.clock.forward(hours=1)  # type: ignore[attr-defined]
    assert (await scan_library(house, shelves.movies)).added_titles == 1


async def test_adding_can_be_taken_back_and_the_files_stay(
    house: House, shelves: Shelves, holiday: UnmatchedRow
) -> None:
    given = await add_unmatched(house, holiday.id, "tmdb:45745", MONARR)
    await refresh_title(house, given.title_id)
    await scan_path(house, holiday.path)
    await take_back_folder(house, given.undo_id, MONARR)
    assert await rows(house, MediaItem) == [] and await alive(house) == []
    assert all(figures(Path(holiday.path) / name) for name in ("beach.mkv", "hotel.mkv"))
    [row] = await listed(house, shelves.movies)
    assert (row.path, row.words, row.file_count) == (holiday.path, "Holiday", 2)
    with pytest.raises((Conflict, NotFound)):
        await take_back_folder(house, given.undo_id, MONARR)
    assert (await add_unmatched(house, row.id, "tmdb:45745", MONARR)).title_id


async def test_a_folder_given_to_a_title_that_was_here_is_taken_back_and_the_title_stays(
    house: House, shelves: Shelves, holiday: UnmatchedRow, video: Path
) -> None:
    film = await add_title(house, sintel(shelves))
    await refresh_title(house, film)
    given = await add_unmatched(house, holiday.id, "tmdb:45745", MONARR)
    await scan_path(house, holiday.path)
    assert {row.title_id for row in await alive(house)} == {film}
    await take_back_folder(house, given.undo_id, MONARR)
    assert await alive(house) == [] and [row.id for row in await rows(house, MediaItem)] == [film]
    assert [row.path for row in await listed(house, shelves.movies)] == [holiday.path]
    await scan_library(house, shelves.movies)
    assert await alive(house) == []


async def test_what_was_built_upon_is_not_taken_back(house: House, shelves: Shelves, holiday: UnmatchedRow) -> None:
    given = await add_unmatched(house, holiday.id, "tmdb:45745", MONARR)
    await refresh_title(house, given.title_id)
    await scan_path(house, holiday.path)
    await house.db.write(lambda c: c.execute(MediaFile.__table__.update(), {"origin_path": "/downloads/a.mkv"}))
    with pytest.raises(Conflict, match="imported since"):
        await take_back_folder(house, given.undo_id, MONARR)


async def test_hostile_names_are_kept_as_they_are(house: House, shelves: Shelves, sources: None, video: Path) -> None:
    for name in HOSTILE:
        put(video, shelves.movie_root / name / "a.mkv")
    await scan_library(house, shelves.movies)
    assert {Path(row.path).name for row in await listed(house, shelves.movies)} == set(HOSTILE)


async def test_a_name_that_is_no_text_is_told_and_stops_nothing(
    house: House, shelves: Shelves, sources: None, video: Path
) -> None:
    put(video, shelves.movie_root / "Holiday 2019" / "a.mkv")
    bad = os.fsencode(shelves.movie_root) + b"/caf\xe9"
    os.mkdir(bad)  # noqa: PTH102 - its name is bytes
    report = await scan_library(house, shelves.movies)
    assert "caf\ufffd" in " ".join(one.path for one in report.passed)
    assert len(await listed(house, shelves.movies)) == 1


async def test_a_folder_that_is_known_no_more_and_no_id_are_refused(house: House, holiday: UnmatchedRow) -> None:
    with pytest.raises(InvalidInput):
        await add_unmatched(house, holiday.id, "Sintel", MONARR)
    with pytest.raises(NotFound):
        await add_unmatched(house, holiday.id, "tmdb:1", MONARR)
    with pytest.raises(NotFound):
        await leave_unmatched(house, 999, MONARR)
