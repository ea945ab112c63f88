"""Names of titles and numbers of episodes through the API."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from monarr.bootstrap import start_up
from monarr.core.kinds import ContentType, MediaKind
from monarr.db.models import Episode, MediaItem, Season
from monarr.services.add import AddTitle, add_title
from monarr.services.context import House
from monarr.services.libraries import use_folder
from tests.integration.web.conftest import Cast


@pytest.fixture
async def series(house: House, cast: Cast, tmp_path: Path) -> tuple[int, int]:
    """An invented series in the library of series, and its one episode."""
    await start_up(house)
    (tmp_path / "tv").mkdir()
    actor = (await cast.visitor("ada")).actor
    library = await use_folder(house, ContentType.SERIES, str(tmp_path / "tv"), actor=actor)
    wanted = AddTitle(kind=MediaKind.SERIES, title="Paper Cranes", ids={"tvdb": "900000007"}, library_id=library or 1)
    series_id = await add_title(house, wanted, actor)

    def part(connection, kind: str, parent_id: int) -> int:
        values = {"kind": kind, "title": kind, "sort_title": kind, "clean_title": kind, "parent_id": parent_id,
                  "added_at": house.clock.now(), "library_id": library or 1}  # fmt: skip
        statement = MediaItem.__table__.insert().returning(MediaItem.__table__.c.id)
        return int(connection.execute(statement, values).scalar_one())

    def furnish(connection) -> int:
        season_id = part(connection, "season", series_id)
        connection.execute(
            Season.__table__.insert(), {"item_id": season_id, "series_id": series_id, "season_number": 1}
        )
        episode_id = part(connection, "episode", season_id)
        values = {
            "item_id": episode_id,
            "series_id": series_id,
            "season_id": season_id,
            "season_number": 1,
            "episode_number": 1,
        }
        connection.execute(Episode.__table__.insert(), values)
        return episode_id

    return series_id, await house.db.write(furnish)


def client(browse, cast: Cast, name: str) -> httpx2.AsyncClient:
    return browse(token=cast.tokens[name], headers={"sec-fetch-site": "same-origin"})


async def test_names_are_given_listed_and_taken(browse, cast: Cast, series: tuple[int, int]) -> None:
    ada, names = client(browse, cast, "ada"), f"/api/v1/titles/{series[0]}/names"
    made = await ada.post(names, json={"title": "Senbazuru", "season_number": 1})
    assert made.status_code == 201
    [one] = (await ada.get(names)).json()
    assert (one["title"], one["season_number"], one["source"], one["also_of"]) == ("Senbazuru", 1, "person", [])
    assert (await ada.post(names, json={"title": "senbazuru", "season_number": 1})).status_code == 409
    assert (await ada.post(names, json={"title": "  "})).status_code == 422
    assert (await client(browse, cast, "ben").post(names, json={"title": "Mine"})).status_code == 403
    assert (await ada.delete(f"{names}/{made.json()['id']}")).status_code == 204
    assert (await ada.delete(f"{names}/{made.json()['id']}")).status_code == 404


async def test_numbers_are_set_and_confirmed(browse, cast: Cast, series: tuple[int, int]) -> None:
    ada, numbers = client(browse, cast, "ada"), f"/api/v1/titles/{series[0]}/numbers"
    wanted = [{"id": series[1], "absolute_number": 4, "scene_season": 2, "scene_number": 1}]
    assert (await ada.put(numbers, json=wanted)).json() == {"count": 1}
    assert (await ada.put(numbers, json=wanted)).json() == {"count": 0}
    [one] = (await ada.get(numbers, params={"season": 1})).json()
    assert (one["absolute_number"], one["scene_season"], one["is_confirmed"]) == (4, 2, True)
    wrong = await ada.put(numbers, json=[{"id": series[1], "scene_number": -1}, {"id": 1_000_000}])
    assert wrong.status_code == 422
    assert {"id:1000000", f"scene_number:{series[1]}", f"scene_season:{series[1]}"} <= set(
        str(wrong.json()).replace("'", " ").split()
    )
