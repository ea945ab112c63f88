"""The checks of the house: each finds what is wrong, and says what to do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from monarr.core.kinds import ContentType
from monarr.db.defaults import ensure_defaults
from monarr.db.events import record_event
from monarr.db.models import EventRow, IndexerRow
from monarr.health import all_checks
from monarr.services.context import MONARR, House
from monarr.services.health import HealthLine, check_health, list_health
from monarr.services.libraries import LibraryInput, add_root_folder, create_library


@pytest.fixture
async def lived_in(house: House) -> House:
    """A house with its defaults."""
    await house.db.write(ensure_defaults, house.clock.now())
    return house


async def look(house: House) -> dict[str, HealthLine]:
    await check_health(house)
    return {line.subject.removeprefix("check:"): line for line in await house.db.read(list_health, house.clock.now())}


def test_every_check_has_a_name_of_its_own_and_a_label() -> None:
    names = [check.name for check in all_checks()]
    assert len(set(names)) == len(names) >= 13
    assert all(str(check.label) for check in all_checks())


async def test_a_new_house_lacks_an_indexer_and_nothing_else(lived_in: House) -> None:
    lines = await look(lived_in)
    assert [name for name, line in lines.items() if line.state != "ok"] == ["indexers"]
    assert (str(lines["indexers"].message), lines["indexers"].fix) == (
        "No indexer is set up, so nothing can be found. Add one.",
        "/settings/indexers",
    )


async def test_a_folder_that_has_gone_is_told_and_cleared_when_it_is_back(lived_in: House, tmp_path: Path) -> None:
    library = await create_library(lived_in, LibraryInput(name="Films", content_type=ContentType.MOVIE), MONARR)
    await add_root_folder(lived_in, library, str(tmp_path / "films"), MONARR, make=True)
    (tmp_path / "films").rmdir()
    found = (await look(lived_in))["root_folders"]
    assert (found.state, found.fix) == ("error", "/settings/libraries")
    assert "is not there" in str(found.message)
    (tmp_path / "films").mkdir()
    assert (await look(lived_in))["root_folders"].state == "ok"
    types = await lived_in.db.read(lambda c: [row.type for row in c.execute(EventRow.__table__.select())])
    assert types.count("health.raised") == 2  # this one, and the indexers
    assert types.count("health.cleared") == 1


async def test_indexers_without_feed_or_search_are_told(lived_in: House) -> None:
    now = lived_in.clock.now()
    row: dict[str, Any] = {
        "name": "Archive", "implementation": "torznab", "protocol": "torrent", "settings": {}, "enable_rss": False,
        "created_at": now, "updated_at": now,
    }  # fmt: skip
    await lived_in.db.write(lambda c: c.execute(insert(IndexerRow), row))
    assert "No indexer's feed is read" in str((await look(lived_in))["indexers"].message)


async def test_a_secret_of_another_key_is_named(lived_in: House) -> None:
    now = lived_in.clock.now()
    row = {
        "name": "Archive", "implementation": "torznab", "protocol": "torrent", "settings": {}, "created_at": now,
        "updated_at": now, "secrets": "k1.00000000.AAAA",
    }  # fmt: skip
    await lived_in.db.write(lambda c: c.execute(insert(IndexerRow), row))
    assert "Archive cannot be read" in str((await look(lived_in))["secrets"].message)


async def test_a_clock_that_went_back_is_told(lived_in: House) -> None:
    later = lived_in.clock.now() + timedelta(hours=3)
    await lived_in.db.write(record_event, "app.updated", now=later)
    found = (await look(lived_in))["clock"]
    assert found.state == "warning"
    assert "behind what it said before" in str(found.message)
