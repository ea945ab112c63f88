"""The page of quality sizes: per library, what a limit means, and back to what it was."""

from __future__ import annotations

import re

from monarr.core.quality import QUALITIES
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


async def test_qualities_are_folded_by_resolution_and_what_is_amiss_or_its_own_lies_open(
    people: People, scene: Scene
) -> None:
    def groups(page: str) -> dict[str, bool]:
        found = re.findall(r'<details class="size-group"( open)?>.*?<b>([^<]+)</b>', page, re.DOTALL)
        return {title: bool(is_open) for is_open, title in found}

    page = (await people.ada.get(PATH)).text
    assert groups(page) == {
        "No resolution": False, "480p and 576p": False, "720p": False, "1080p": True, "2160p": False,
    }  # fmt: skip
    assert len(set(re.findall(r'name="minimum-(\d+)"', page))) == len(QUALITIES)
    uhd, web = number_of(page, "WEBDL-2160p"), number_of(page, "WEBDL-720p")
    answer = await people.ada.post(PATH, **{f"minimum-{uhd}": "900", f"preferred-{uhd}": "2", f"maximum-{uhd}": "1"})
    assert answer.status_code == 422 and groups(answer.text)["2160p"] and f'id="minimum-{uhd}-error"' in answer.text
    own = {f"minimum-{web}": "1", f"preferred-{web}": "", f"maximum-{web}": ""}
    await people.ada.post(PATH, library=scene.library, **own)
    assert groups((await people.ada.get(f"{PATH}?library={scene.library}")).text)["720p"]
