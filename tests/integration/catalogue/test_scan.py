"""Scanning: what is in place is taken up in place, and nothing is lost to an unmounted disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from monarr.core.kinds import MediaKind
from monarr.db.models import EventRow, Job, MediaFile, MediaFileItem, MediaItem, StreamRow
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.demo.media import make_video
from monarr.media.probe import Prober
from monarr.services.add import AddTitle, add_title
from monarr.services.context import MONARR, House
from monarr.services.formats import save_format
from monarr.services.profiles import edit_profile, list_profiles
from monarr.services.refresh import refresh_title
from monarr.services.scan import scan_library, scan_path
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel
from tests.integration.catalogue.test_judging_settings import words


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("video") / "video.mkv"
    make_video(path, seconds=1, width=320, height=180)
    return path


def put(video: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(video.read_bytes())
    return target


def figures(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


async def alive(house: House) -> list[Any]:
    return [row for row in await rows(house, MediaFile) if row.deleted_at is None]


async def test_a_film_in_its_folder_is_taken_up_where_it_lies(
    house: House, shelves: Shelves, sources: None, video: Path
) -> None:
    film = await add_title(house, sintel(shelves))
    path = put(video, shelves.movie_root / "Sintel (2010)" / "Sintel.2010.1080p.BluRay.x264-OPEN.mkv")
    before = figures(path)
    report = await scan_library(house, shelves.movies)
    assert (report.seen, report.taken_up, report.passed) == (1, 1, [])
    file = (await alive(house))[0]
    assert (file.path, file.quality, file.release_group) == (str(path), "Bluray-1080p", "OPEN")
    assert figures(path) == before
    assert [row.item_id for row in await rows(house, MediaFileItem)] == [film]
    assert "video" in {row.kind for row in await rows(house, StreamRow)}
    assert "file.imported" in [row.type for row in await rows(house, EventRow)]
    assert "publish_title" in [row.type for row in await rows(house, Job)]


async def test_custom_formats_count_for_what_is_taken_up(
    house: House, shelves: Shelves, sources: None, video: Path
) -> None:
    await save_format(house, words("Open", r"\bOPEN\b"), MONARR)
    profile = next(one for one in await list_profiles(house) if one.id == shelves.profile)
    await edit_profile(house, profile.id, msgspec.structs.replace(profile, format_scores={"Open": 40}), MONARR)
    await add_title(house, sintel(shelves))
    put(video, shelves.movie_root / "Sintel (2010)" / "Sintel.2010.1080p.BluRay.x264-OPEN.mkv")
    await scan_library(house, shelves.movies)
    file = (await alive(house))[0]
    assert (file.formats, file.format_score) == (["Open"], 40)


async def test_a_second_scan_reads_and_writes_nothing(
    house: House, shelves: Shelves, sources: None, video: Path
) -> None:
    await add_title(house, sintel(shelves))
    put(video, shelves.movie_root / "Sintel (2010)" / "Sintel.2010.1080p.mkv")
    await scan_library(house, shelves.movies)
    events = len(await rows(house, EventRow))
    own = Prober(workers=1)
    report = await scan_library(msgspec.structs.replace(house, prober=own), shelves.movies)
    assert (report.seen, report.unchanged, report.taken_up, report.changed) == (1, 1, 0, 0)
    assert len(await rows(house, EventRow)) == events and own.pids == []


async def test_an_unknown_folder_is_identified_added_and_taken_up_after_its_description(
    house: House, shelves: Shelves, sources: None, video: Path
) -> None:
    folder = shelves.movie_root / "Sintel (2010) [1080p]"
    put(video, folder / "Sintel.2010.1080p.WEB-DL.mkv")
    report = await scan_library(house, shelves.movies)
    item = (await rows(house, MediaItem))[0]
    assert (report.added_titles, item.title, item.path) == (1, "Sintel", str(folder))
    jobs = {row.type: row.payload for row in await rows(house, Job)}
    assert jobs["scan_path"] == {"path": str(folder)}
    await refresh_title(house, item.id)
    assert (await scan_path(house, str(folder))).taken_up == 1


async def test_a_folder_that_nobody_knows_is_told_and_left(
    house: House, shelves: Shelves, sources: None, video: Path
) -> None:
    put(video, shelves.movie_root / "Holiday 2019" / "clip.mkv")
    put(video, shelves.movie_root / "loose.mkv")
    report = await scan_library(house, shelves.movies)
    assert {Path(one.path).name for one in report.passed} == {"Holiday 2019", "loose.mkv"}
    assert await rows(house, MediaItem) == []


async def test_episodes_are_matched_by_their_names(
    house: House, shelves: Shelves, sources: None, video: Path, tvmaze: FakeTVmaze
) -> None:
    title = next(one for one in tvmaze.titles if one.kind is MediaKind.SERIES and "tvmaze" in one.ids)
    wanted = AddTitle(
        kind=MediaKind.SERIES, title=title.title, ids={"tvmaze": title.ids["tvmaze"]}, library_id=shelves.series
    )
    title_id = await add_title(house, wanted)
    await refresh_title(house, title_id)
    folder = shelves.series_root / title.title / "Season 1"
    put(video, folder / f"{title.title} - S01E01 - x.mkv")
    put(video, folder / "behind the scenes talk.mkv")
    report = await scan_library(house, shelves.series)
    assert report.taken_up == 1
    first = await house.db.read(
        lambda connection: connection.execute(
            select(MediaItem.title).join(MediaFileItem, MediaFileItem.item_id == MediaItem.id)
        ).scalar_one()
    )
    assert first == next(title.episodes).title


async def test_a_file_that_was_moved_keeps_its_row_and_one_that_vanished_is_noted(
    house: House, shelves: Shelves, sources: None, video: Path
) -> None:
    await add_title(house, sintel(shelves))
    path = put(video, shelves.movie_root / "Sintel (2010)" / "Sintel.2010.1080p.mkv")
    await scan_library(house, shelves.movies)
    file = (await alive(house))[0]
    moved = path.rename(path.with_name("Sintel.2010.1080p.renamed.mkv"))
    report = await scan_library(house, shelves.movies)
    assert (report.moved, report.vanished) == (1, 0)
    assert [(row.id, row.path) for row in await alive(house)] == [(file.id, str(moved))]
    moved.unlink()
    put(video, shelves.movie_root / "Other (1999)" / "a.mkv")
    report = await scan_library(house, shelves.movies)
    assert report.vanished == 1 and await alive(house) == []
    gone = (await rows(house, MediaFile))[0]
    assert (gone.deleted_reason, gone.recycle_path) == ("missing", None)


async def test_a_disk_that_is_not_mounted_takes_nothing_with_it(
    house: House, shelves: Shelves, sources: None, video: Path
) -> None:
    await add_title(house, sintel(shelves))
    path = put(video, shelves.movie_root / "Sintel (2010)" / "Sintel.2010.1080p.mkv")
    await scan_library(house, shelves.movies)
    path.unlink()
    for _ in range(2):
        report = await scan_library(house, shelves.movies)
        assert report.vanished == 0 and "mounted" in str(report.passed[0].reason)
        assert len(await alive(house)) == 1
        if shelves.movie_root.exists():
            os.renames(shelves.movie_root, shelves.movie_root.with_name("away"))


async def test_the_recycle_store_and_broken_files_are_passed_over(
    house: House, shelves: Shelves, sources: None, video: Path
) -> None:
    await add_title(house, sintel(shelves))
    put(video, shelves.movie_root / ".monarr-recycle" / "1" / "Sintel.2010.mkv")
    broken = shelves.movie_root / "Sintel (2010)" / "Sintel.2010.1080p.mkv"
    broken.parent.mkdir()
    broken.write_bytes(b"no video at all")
    report = await scan_library(house, shelves.movies)
    assert (report.seen, report.taken_up) == (1, 0)
    assert [one.path for one in report.passed] == [str(broken)]
