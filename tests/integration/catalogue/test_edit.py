"""What people set stays, and everything that depends on it follows."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.core.errors import Conflict, InvalidInput
from monarr.core.kinds import MediaKind
from monarr.core.monitoring import MonitorPreset
from monarr.db.models import AuditEvent, EventRow, ItemTag, Job, MediaItem, Version
from monarr.db.search import search_titles
from monarr.db.statistics import check
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.services.add import AddTitle, add_title
from monarr.services.context import MONARR, House
from monarr.services.edit import (
    apply_monitoring,
    edit_title,
    set_monitored,
    set_season_monitored,
    set_tags,
    unlock_fields,
)
from monarr.services.refresh import refresh_title
from monarr.services.versions import VersionChange, add_version, edit_version, remove_version
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel
from tests.integration.catalogue.test_refresh import item


@pytest.fixture
async def film(house: House, shelves: Shelves, sources: None) -> int:
    title_id = await add_title(house, sintel(shelves))
    await refresh_title(house, title_id)
    return title_id


@pytest.fixture
async def show(house: House, shelves: Shelves, sources: None, tvmaze: FakeTVmaze) -> int:
    title = next(one for one in tvmaze.titles if one.kind is MediaKind.SERIES and len(one.seasons) > 1)
    wanted = AddTitle(
        kind=MediaKind.SERIES, title=title.title, ids={"tvmaze": title.ids["tvmaze"]}, library_id=shelves.series
    )
    title_id = await add_title(house, wanted)
    await refresh_title(house, title_id)
    return title_id


async def monitored(house: House) -> set[int]:
    return {row.id for row in await rows(house, MediaItem) if row.kind == "episode" and row.monitored}


async def test_an_edited_field_is_locked_searchable_told_and_audited(house: House, film: int) -> None:
    changed = await edit_title(house, film, {"title": "The Dragon Girl", "genres": ["Saga"]}, MONARR)
    await refresh_title(house, film)
    row = await item(house, film)
    assert set(changed) == {"title", "genres"} and row.locked_fields == ["genres", "title"]
    assert (row.title, row.sort_title, row.primary_genre) == ("The Dragon Girl", "dragon girl", "Saga")
    assert [hit.item_id for hit in await house.db.read(search_titles, "dragon")] == [film]
    assert "item.edited" in [one.type for one in await rows(house, EventRow)]
    assert [one.action for one in await rows(house, AuditEvent)] == ["movie.edited"]
    assert await house.db.read(check) == []


async def test_an_unlocked_field_goes_back_to_its_source(house: House, film: int) -> None:
    await edit_title(house, film, {"overview": "Mine."}, MONARR)
    await unlock_fields(house, film, ["overview"], MONARR)
    assert "refresh_title" in [row.type for row in await rows(house, Job)]
    await refresh_title(house, film)
    assert (await item(house, film)).overview != "Mine."


async def test_what_does_not_fit_changes_nothing(house: House, film: int) -> None:
    with pytest.raises(InvalidInput) as raised:
        await edit_title(house, film, {"year": 1492, "title": "", "colour": "x", "overview": "ok"}, MONARR)
    assert set(raised.value.fields) == {"year", "title", "colour"}
    assert (await item(house, film)).overview != "ok"


async def test_a_season_takes_its_episodes_along(house: House, show: int) -> None:
    before = await monitored(house)
    assert await set_season_monitored(house, show, 1, False, MONARR) > 1
    assert await monitored(house) < before
    assert await house.db.read(check) == []


async def test_a_preset_is_applied_to_a_series_that_is_here(house: House, show: int) -> None:
    await apply_monitoring(house, show, MonitorPreset.PILOT, MONARR)
    assert len(await monitored(house)) == 1
    assert await set_monitored(house, [show], False, MONARR) == 1
    assert (await item(house, show)).state == "unmonitored" or not (await item(house, show)).monitored


async def test_tags_are_put_on_and_taken_off(house: House, film: int) -> None:
    await set_tags(house, [film], ["Kids", "4K"], MONARR)
    await set_tags(house, [film], ["kids"], MONARR, mode="remove")
    assert len(await rows(house, ItemTag)) == 1


async def test_versions_come_change_and_go(house: House, film: int, shelves: Shelves) -> None:
    version_id = await add_version(house, film, "4K", shelves.profile, MONARR)
    with pytest.raises(Conflict, match="a version"):
        await add_version(house, film, "4k", shelves.profile, MONARR)
    await edit_version(house, version_id, VersionChange(monitored=False), MONARR)
    found: dict[int, Any] = {row.id: row for row in await rows(house, Version)}
    assert found[version_id].monitored is False and found[version_id].root_folder_id == shelves.movie_root_id
    await remove_version(house, version_id, MONARR)
    with pytest.raises(Conflict, match="own version"):
        await remove_version(house, next(one for one in found if one != version_id), MONARR)
