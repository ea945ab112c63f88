"""Libraries and their folders: what is refused is told with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from monarr.core.errors import Conflict, InvalidInput
from monarr.core.kinds import ContentType
from monarr.db.models import AuditEvent, Library, RootFolder
from monarr.services.add import add_title
from monarr.services.context import MONARR, House
from monarr.services.libraries import (
    LibraryInput,
    add_root_folder,
    check_root_folders,
    create_library,
    delete_library,
    edit_library,
    remove_root_folder,
)
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel


def anime(**more: object) -> LibraryInput:
    return LibraryInput(**{"name": "Anime Nights", "content_type": ContentType.ANIME, **more})  # type: ignore[arg-type]


async def test_a_library_gets_its_address_from_its_name_and_the_first_is_the_default(house: House) -> None:
    await create_library(house, anime(), MONARR)
    row = (await rows(house, Library))[0]
    assert (row.slug, row.is_default) == ("anime-nights", True)
    assert [one.action for one in await rows(house, AuditEvent)] == ["library.added"]


@pytest.mark.parametrize(
    ("given", "field"),
    [({"slug": "settings"}, "slug"), ({"slug": "No Way"}, "slug"), ({"name": " ", "slug": "ok"}, "name")],
)
async def test_an_address_of_monarrs_own_is_not_given_away(house: House, given: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        await create_library(house, anime(**given), MONARR)
    assert set(raised.value.fields) == {field}


async def test_a_former_address_goes_on_answering(house: House) -> None:
    library_id = await create_library(house, anime(), MONARR)
    await edit_library(house, library_id, anime(slug="nights"), MONARR)
    table = Library.metadata.tables["library_slug_alias"]
    aliases = await house.db.read(lambda connection: connection.execute(table.select()).all())
    assert [(row.slug, row.library_id) for row in aliases] == [("anime-nights", library_id)]


async def test_a_library_with_titles_is_not_deleted(house: House, shelves: Shelves) -> None:
    await add_title(house, sintel(shelves))
    with pytest.raises(Conflict, match="still holds 1 title"):
        await delete_library(house, shelves.movies, MONARR)
    await delete_library(house, shelves.series, MONARR)
    assert [row.id for row in await rows(house, Library)] == [shelves.movies]


async def test_folders_must_be_apart_whole_and_writable(house: House, shelves: Shelves, tmp_path: Path) -> None:
    for path in (
        "films", "/", str(house.paths.data / "x"), str(tmp_path), str(shelves.movie_root / "inner"),
        str(tmp_path / "missing"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as raised:
            await add_root_folder(house, shelves.movies, path, MONARR)
        assert set(raised.value.fields) == {"path"}


async def test_a_new_folder_is_made_and_measured(house: House, shelves: Shelves, tmp_path: Path) -> None:
    root_id = await add_root_folder(house, shelves.movies, str(tmp_path / "more" / ".." / "more"), MONARR, make=True)
    row = next(one for one in await rows(house, RootFolder) if one.id == root_id)
    assert (row.path, row.is_default) == (str(tmp_path / "more"), False)
    assert row.free_bytes and row.total_bytes and (tmp_path / "more").is_dir()


async def test_a_folder_in_use_stays_and_one_that_vanished_is_noted(house: House, shelves: Shelves) -> None:
    await add_title(house, sintel(shelves))
    with pytest.raises(Conflict, match="1 title lives"):
        await remove_root_folder(house, shelves.movie_root_id, MONARR)
    shelves.series_root.rmdir()
    states = {state.path: state.accessible for state in await check_root_folders(house)}
    assert states == {str(shelves.movie_root): True, str(shelves.series_root): False}
