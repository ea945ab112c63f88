"""How full the disks will be: from what was imported, what is on its way, and what lies in the trash."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select, update

from monarr.bootstrap import start_up
from monarr.core.kinds import ContentType, MediaKind
from monarr.db.models import Download, Library, MediaFile, RootFolder, Version
from monarr.db.queries.disks import load_disk_facts
from monarr.services.add import AddTitle, add_title
from monarr.services.context import MONARR, House
from monarr.services.disk_forecast import DiskLine, forecast_disks
from monarr.services.health import check_health, list_health
from monarr.services.libraries import LibraryInput, add_root_folder, create_library, use_folder

GB = 1_000_000_000
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Usage]]:
    """What every disk says of its room; a test may change it."""
    said = [Usage(1000 * GB, 700 * GB, 300 * GB)]
    monkeypatch.setattr(shutil, "disk_usage", lambda path: said[0] if Path(path).exists() else _missing(path))
    yield said


def _missing(path: Any) -> Usage:
    raise FileNotFoundError(path)


@pytest.fixture
async def film(house: House, room: list[Usage], tmp_path: Path) -> int:
    """A film, in a library that is two months old."""
    await start_up(house)
    (tmp_path / "films").mkdir()
    library = await use_folder(house, ContentType.MOVIE, str(tmp_path / "films"), actor=MONARR)
    assert library is not None
    old = house.clock.now() - timedelta(days=60)
    await house.db.write(lambda c: c.execute(update(Library), {"created_at": old, "updated_at": old}))
    return await add_title(
        house, AddTitle(kind=MediaKind.MOVIE, title="Sintel", ids={"tmdb": "45745"}, library_id=library), MONARR
    )


async def have(house: House, film: int, gigabytes: int, days: float, **more: Any) -> None:
    """A file of that size, imported so many days ago."""
    now = house.clock.now()

    def write(c: Connection) -> None:
        version = c.execute(select(Version.id).where(Version.item_id == film)).scalar_one()
        root = c.execute(select(RootFolder.id)).scalar_one()
        values = {
            "version_id": version, "title_id": film, "root_folder_id": root, "path": f"/films/{gigabytes}-{days}.mkv",
            "size_bytes": gigabytes * GB, "origin_path": "/downloads/a.mkv", "created_at": now, "updated_at": now,
            "imported_at": now - timedelta(days=days),
        }  # fmt: skip
        c.execute(insert(MediaFile), values | more)

    await house.db.write(write)


async def disk(house: House) -> DiskLine:
    [line] = await forecast_disks(house)
    return line


async def test_imports_of_the_last_month_fill_the_disk_in_the_next(house: House, film: int) -> None:
    await have(house, film, 300, 3)
    await have(house, film, 60, 20)
    await have(house, film, 900, 40)
    await have(house, film, 900, 2, origin_path=None)  # it was there before Monarr
    line = await disk(house)
    assert (line.forecast.bytes_per_day, line.forecast.full_in_days) == (12 * GB, 25)
    assert (line.forecast.past_levels[0], line.forecast.past_levels[-1]) == (340 * GB, 700 * GB)


async def test_the_trash_is_counted_with_the_day_on_which_the_last_of_it_goes(house: House, film: int) -> None:
    gone = house.clock.now() - timedelta(days=10)
    await have(house, film, 40, 90, deleted_at=gone, recycle_path="/films/.monarr/a")
    await have(house, film, 40, 91, deleted_at=gone)  # purged already
    line = await disk(house)
    assert (line.trash_bytes, line.trash_gone_on) == (40 * GB, (gone + timedelta(days=30)).date())
    assert line.forecast.free_then_bytes == 340 * GB


async def test_what_is_on_its_way_is_counted(house: House, film: int) -> None:
    now = house.clock.now()
    values: dict[str, Any] = {
        "release_title": "Sintel", "title_id": film, "state": "downloading", "size_bytes": 50 * GB,
        "left_bytes": 20 * GB, "grabbed_at": now, "created_at": now, "updated_at": now,
    }  # fmt: skip

    def write(c: Connection) -> None:
        version = c.execute(select(Version.id)).scalar_one()
        c.execute(insert(Download), values | {"version_id": version})
        c.execute(insert(Download), values | {"version_id": version, "state": "imported"})

    await house.db.write(write)
    line = await disk(house)
    assert (line.arriving_bytes, line.forecast.free_then_bytes) == (20 * GB, 280 * GB)


async def test_a_disk_that_fills_is_told_with_what_makes_room(house: House, film: int, room: list[Usage]) -> None:
    async def told() -> tuple[str, str, str | None]:
        await check_health(house)
        lines = {line.subject: line for line in await house.db.read(list_health, house.clock.now())}
        found = lines["check:disk_forecast"]
        return found.state, str(found.message), found.fix

    assert (await told())[0] == "ok"
    await have(house, film, 360, 3)
    state, sentence, fix = await told()
    assert (state, fix) == ("warning", "/settings/quality") and "is full in 25 days." in sentence
    await have(house, film, 100, 90, deleted_at=house.clock.now(), recycle_path="/films/.monarr/a")
    state, sentence, fix = await told()
    assert fix == "/activity/trash" and sentence.endswith("The trash could go first, 100 GB.")
    room[0] = Usage(9000 * GB, 1000 * GB, 8000 * GB)
    assert (await told())[0] == "ok"


async def test_folders_on_one_disk_stand_together_and_one_that_is_away_is_passed_over(
    house: House, film: int, tmp_path: Path
) -> None:
    library = await create_library(house, LibraryInput(name="Shows", content_type=ContentType.SERIES), MONARR)
    for name in ("shows", "away"):
        await add_root_folder(house, library, str(tmp_path / name), MONARR, make=True)
    (tmp_path / "away").rmdir()
    assert [Path(path).name for path in (await disk(house)).paths] == ["films", "shows"]


async def test_the_facts_are_read_in_six_statements_however_many_folders(house: House, film: int) -> None:
    now, seen = house.clock.now(), []

    def write(c: Connection) -> None:
        library = c.execute(select(RootFolder.library_id)).scalar_one()
        c.execute(insert(RootFolder), [{"path": f"/none/{n}", "library_id": library} for n in range(30)])

    def read(c: Connection) -> Any:
        event.listen(c, "before_cursor_execute", lambda *given: seen.append(given[2].split()[0]))
        return load_disk_facts(c, now - timedelta(days=30), now)

    await house.db.write(write)
    assert len((await house.db.read(read)).roots) == 31
    assert seen.count("SELECT") == 6
