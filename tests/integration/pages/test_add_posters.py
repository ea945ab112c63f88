"""The results of looking for a title show the posters that the source offers, through Monarr."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import insert

from monarr.core.kinds import MediaKind
from monarr.db.models import ProviderRow
from monarr.demo.fakes.tvmaze import FakeTVmaze
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People


async def test_a_result_has_its_poster_and_names_its_source(people: People, scene: Scene) -> None:
    async with FakeTVmaze(today=date(2026, 11, 20)) as source:
        scene.house.http.allow(source.url)
        row = {"name": "TVmaze", "implementation": "tvmaze", "settings": {"base_url": source.url}, "position": 0}
        scene.db.write_now(lambda connection: connection.execute(ProviderRow.__table__.delete()))
        scene.db.write_now(lambda connection: connection.execute(insert(ProviderRow.__table__), row))
        title = next(one for one in source.titles if one.kind is MediaKind.SERIES)
        shown = (await people.ada.get(f"/add?q={title.title}&kind=series")).text
        assert " · TVmaze" in shown
        address = re.search(r'src="(/add/picture/[^"]+)"', shown)
        assert address is not None, shown
        picture = await people.ada.get(address[1])
        assert (picture.status_code, picture.headers["content-type"]) == (200, "image/webp")
        assert picture.headers["cache-control"] == "private, max-age=86400"
        assert (await people.ben.get(address[1])).status_code == 403
        assert (await people.ada.get("/add/picture/other")).status_code == 404


async def test_a_house_without_a_source_for_films_says_so_and_a_silent_one_is_not_taken_for_an_answer(
    people: People, scene: Scene
) -> None:
    async with FakeTVmaze(today=date(2026, 11, 20)) as source:
        scene.house.http.allow(source.url)
        row = {"name": "TVmaze", "implementation": "tvmaze", "settings": {"base_url": source.url}, "position": 0}
        scene.db.write_now(lambda connection: connection.execute(ProviderRow.__table__.delete()))
        scene.db.write_now(lambda connection: connection.execute(insert(ProviderRow.__table__), row))
        both = (await people.ada.get("/add?q=Xyzzy")).text
        assert "No source that knows films is switched on." in both and "Nobody knows a title like “Xyzzy”." in both
        films = (await people.ada.get("/add?q=Xyzzy&kind=movie")).text
        assert "nobody can be asked" in films and "Nobody knows" not in films
        source.down = True
        silent = (await people.ada.get("/add?q=Xyzzy&kind=series")).text
        assert "TVmaze did not answer." in silent and "Nobody who answered knows a title like “Xyzzy”." in silent
