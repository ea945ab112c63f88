"""Titles find their place: one row, its versions, its folder, the jobs that follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import insert, select

from monarr.core.errors import InvalidInput
from monarr.core.kinds import ContentType, MediaKind
from monarr.db.models import EventRow, Job, JobDependency, MediaItem, Version
from monarr.db.repositories.titles import write_ids
from monarr.db.statistics import check, title_added
from monarr.services.add import AddTitle, AddVersion, AlreadyThere, add_title
from monarr.services.context import MONARR, Actor, House
from monarr.services.libraries import LibraryInput, add_root_folder, create_library
from monarr.services.remove import delete_title
from tests.integration.catalogue.conftest import Shelves


def sintel(shelves: Shelves, **more: Any) -> AddTitle:
    return AddTitle(
        kind=MediaKind.MOVIE, title="Sintel", year=2010, ids={"tmdb": "45745", "imdb": "tt1727587"},
        library_id=shelves.movies, **more,
    )  # fmt: skip


async def rows(house: House, model: Any) -> list[Any]:
    return await house.db.read(lambda connection: list(connection.execute(select(model.__table__))))


async def test_a_film_gets_a_folder_a_version_an_event_and_its_description_queued(
    house: House, shelves: Shelves
) -> None:
    title_id = await add_title(house, sintel(shelves, search=True), Actor(None, "monarr"))
    item = (await rows(house, MediaItem))[0]
    assert (item.id, item.path) == (title_id, str(shelves.movie_root / "Sintel (2010)"))
    assert [(row.name, row.is_default) for row in await rows(house, Version)] == [("1080p", True)]
    assert [row.type for row in await rows(house, EventRow)] == ["item.added"]
    jobs = {row.type: row for row in await rows(house, Job)}
    assert jobs["refresh_title"].priority == 2
    needed = (await rows(house, JobDependency))[0]
    assert (needed.job_id, needed.needs_id) == (jobs["search_title"].id, jobs["refresh_title"].id)


async def test_the_same_film_is_not_added_twice_whichever_id_is_given(house: House, shelves: Shelves) -> None:
    title_id = await add_title(house, sintel(shelves))
    again = AddTitle(kind=MediaKind.MOVIE, title="x", ids={"imdb": "tt1727587"}, library_id=shelves.movies)
    with pytest.raises(AlreadyThere, match="Sintel is already in Films") as raised:
        await add_title(house, again)
    assert (raised.value.item_id, raised.value.in_trash) == (title_id, False)


async def test_a_film_in_the_trash_is_offered_for_restoring(house: House, shelves: Shelves) -> None:
    title_id = await add_title(house, sintel(shelves))
    await delete_title(house, title_id, delete_files=False)
    with pytest.raises(AlreadyThere, match="trash") as raised:
        await add_title(house, sintel(shelves))
    assert raised.value.in_trash
    anew = await add_title(house, sintel(shelves, despite_trash=True))
    assert anew != title_id
    with pytest.raises(AlreadyThere) as raised:  # the one that lives now is what counts
        await add_title(house, sintel(shelves, despite_trash=True))
    assert (raised.value.item_id, raised.value.in_trash) == (anew, False)


async def test_further_versions_have_their_own_profile(house: House, shelves: Shelves) -> None:
    await add_title(house, sintel(shelves, versions=(AddVersion(name="4K", quality_profile_id=shelves.profile + 1),)))
    found = [(row.name, row.quality_profile_id) for row in await rows(house, Version)]
    assert found == [("1080p", shelves.profile), ("4K", shelves.profile + 1)]


async def test_two_series_of_one_name_get_two_folders(house: House, shelves: Shelves) -> None:
    for tvmaze, year in (("1", 1999), ("2", 2020)):
        await add_title(
            house,
            AddTitle(kind=MediaKind.SERIES, title="Nova", year=year, ids={"tvmaze": tvmaze}, library_id=shelves.series),
        )
    paths = {row.path for row in await rows(house, MediaItem)}
    assert paths == {str(shelves.series_root / "Nova"), str(shelves.series_root / "Nova (2020)")}


async def test_what_does_not_fit_is_told_field_by_field(house: House, shelves: Shelves) -> None:
    wrong = AddTitle(kind=MediaKind.SERIES, title=" ", ids={}, library_id=shelves.movies, year=1492)
    with pytest.raises(InvalidInput) as raised:
        await add_title(house, wrong)
    assert set(raised.value.fields) == {"library_id", "title", "ids", "year"}
    assert await rows(house, MediaItem) == []


async def test_a_folder_that_stands_already_is_looked_into_after_the_description(
    house: House, shelves: Shelves
) -> None:
    (shelves.movie_root / "Sintel (2010)").mkdir()
    await add_title(house, sintel(shelves))
    assert {row.type for row in await rows(house, Job)} == {"refresh_title", "scan_path"}


async def test_another_library_gets_a_row_of_its_own(house: House, shelves: Shelves, tmp_path: Path) -> None:
    first = await add_title(house, sintel(shelves))
    (tmp_path / "kids").mkdir()
    given = LibraryInput(name="Kids", content_type=ContentType.MOVIE, quality_profile_id=shelves.profile)
    kids = await create_library(house, given, MONARR)
    await add_root_folder(house, kids, str(tmp_path / "kids"), MONARR)
    second = await add_title(house, msgspec.structs.replace(sintel(shelves), library_id=kids))
    assert second != first and await house.db.read(check) == []


async def test_a_title_that_was_only_known_gets_its_library(house: House, shelves: Shelves) -> None:
    def make_known(connection: Any) -> int:
        item: Any = MediaItem.__table__
        values = {
            "kind": "movie", "title": "Sintel", "sort_title": "sintel", "clean_title": "sintel",
            "added_at": house.clock.now(),
        }  # fmt: skip
        item_id = int(connection.execute(insert(item).returning(item.c.id), values).scalar_one())
        write_ids(connection, item_id, "movie", None, {"tmdb": "45745"})
        title_added(connection, item_id)
        return item_id

    known = await house.db.write(make_known)
    assert await add_title(house, sintel(shelves)) == known
    item = (await rows(house, MediaItem))[0]
    assert (item.library_id, item.path) == (shelves.movies, str(shelves.movie_root / "Sintel (2010)"))
    assert await house.db.read(check) == []
