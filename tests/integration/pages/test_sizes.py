"""The page of quality sizes: per library, what a limit means, and back to what it was."""

from __future__ import annotations

import re

from monarr.services.quality import read_sizes
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People

PATH = "/settings/quality"


def number_of(page: str, quality: str) -> str:
    found = re.search(rf'name="minimum-(\d+)"[^>]*aria-label="Least of {quality}"', page)
    assert found is not None
    return found[1]


async def test_a_library_has_limits_of_its_own_and_goes_back(people: People, scene: Scene) -> None:
    page = (await people.ada.get(f"{PATH}?library={scene.library}")).text
    number = number_of(page, "WEBDL-1080p")
    form = {f"minimum-{number}": "10", f"preferred-{number}": "20", f"maximum-{number}": "30"}
    saved = await people.ada.post(PATH, library=scene.library, **form)
    assert saved.headers["location"] == f"{PATH}?library={scene.library}"
    assert (await read_sizes(scene.house, scene.library))["WEBDL-1080p"].maximum == 30
    assert (await read_sizes(scene.house))["WEBDL-1080p"].maximum != 30
    page = (await people.ada.get(f"{PATH}?library={scene.library}")).text
    assert "1.0 GB to 3.0 GB" in page and "450 MB to 1.4 GB" in page and "its own" in page
    await people.ada.post(PATH, library=scene.library, do="reset")
    assert await read_sizes(scene.house, scene.library) == await read_sizes(scene.house)


async def test_a_library_that_there_is_not_is_not_found(people: People) -> None:
    assert (await people.ada.get(f"{PATH}?library=999")).status_code == 404
    assert (await people.ben.get(PATH)).status_code == 403
