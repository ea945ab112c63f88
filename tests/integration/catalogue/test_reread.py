"""Reading streams again: what an older reader has read, or all; nothing is lost to a file that is away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from monarr.core.media import READER_VERSION
from monarr.db.models import Job, MediaFile, StreamRow
from monarr.services.add import add_title
from monarr.services.context import House
from monarr.services.reread import reread_files
from monarr.services.scan import scan_library
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel
from tests.integration.catalogue.test_scan import alive, put, video

__all__ = ["video"]
_FILE: Any = MediaFile.__table__


@pytest.fixture
async def film(house: House, shelves: Shelves, sources: None, video: Path) -> Path:
    """A film as an older reader has seen it: without a figure it did not know."""
    await add_title(house, sintel(shelves))
    path = put(video, shelves.movie_root / "Sintel (2010)" / "Sintel.2010.1080p.BluRay.x264-OPEN.mkv")
    await scan_library(house, shelves.movies)
    [file] = await alive(house)
    assert file.reader_version == READER_VERSION
    older = {**msgspec.to_builtins(file.media), "container": "unknown"}
    await house.db.write(lambda c: c.execute(update(_FILE), {"media": older, "reader_version": None}))
    await house.db.write(lambda c: c.execute(Job.__table__.delete()))
    return path


async def test_what_an_older_reader_read_is_read_again_once(house: House, shelves: Shelves, film: Path) -> None:
    done = await reread_files(house)
    assert (done.read_count, done.left_count) == (1, 0)
    [file] = await alive(house)
    assert (file.media["container"], file.reader_version) == ("matroska", READER_VERSION)
    streams = await house.db.read(lambda c: c.execute(select(StreamRow.__table__.c.kind)).scalars().all())
    assert sorted(streams) == ["audio", "video"]
    assert [job.type for job in await rows(house, Job)] == ["publish_title"]
    assert (await reread_files(house)).read_count == 0
    assert (await reread_files(house, everything=True, title_id=file.title_id)).read_count == 1


async def test_only_the_files_of_a_library_are_read_when_it_is_named(
    house: House, shelves: Shelves, film: Path
) -> None:
    assert (await reread_files(house, library_id=shelves.series)).read_count == 0
    assert (await reread_files(house, library_id=shelves.movies)).read_count == 1


async def test_a_file_that_is_away_keeps_what_is_known_of_it_and_is_tried_again(house: House, film: Path) -> None:
    away = film.rename(film.with_name("away"))  # noqa: ASYNC240
    done = await reread_files(house)
    assert (done.read_count, done.left_count) == (0, 1)
    assert [file.media["container"] for file in await alive(house)] == ["unknown"]
    film.write_bytes(b"no film")  # noqa: ASYNC240
    assert (await reread_files(house)).left_count == 1
    away.replace(film)
    assert (await reread_files(house)).read_count == 1
