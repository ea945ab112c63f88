"""The pages of guides: read one, see what it has and what it changed, take it up, keep one's own; without script."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from monarr.services.context import House
from monarr.services.formats import list_formats
from monarr.services.guides import list_guides
from monarr.services.naming import read_naming
from monarr.services.profiles import list_profiles
from monarr.services.quality import read_sizes
from tests.integration.catalogue.test_guides import Shelf, shelf, zipped
from tests.integration.pages.test_settings import ada, browse, house
from tests.integration.web.conftest import cast
from tests.unit.guides.documents import GUIDE

__all__ = ["ada", "browse", "cast", "house", "shelf"]


async def read(ada, shelf: Shelf) -> str:
    form = {"kind": "series", "folder": str(shelf.folder), "name": "Open guide"}
    answer = await ada.post("/settings/guides", data=form)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def entry_of(page: str, name: str) -> str:
    found = re.search(rf'value="(\d+)" aria-label="Take up {re.escape(name)}"', page)
    assert found is not None
    return found[1]


async def test_without_a_guide_the_page_says_what_one_is_for(ada) -> None:
    page = await ada.get("/settings/guides")
    assert page.status_code == 200
    assert "No guide is kept yet." in page.text


async def test_a_folder_that_is_not_there_is_said_at_its_field(ada, tmp_path: Path) -> None:
    form = {"kind": "movie", "folder": str(tmp_path / "nowhere"), "name": "Open guide"}
    answer = await ada.post("/settings/guides", data=form)
    assert answer.status_code == 422
    assert re.search(r'id="folder"[^>]*aria-invalid="true"', answer.text) and "There is no folder" in answer.text
    assert 'value="Open guide"' in answer.text


async def test_a_guide_is_read_chosen_from_and_taken_up(ada, house: House, shelf: Shelf) -> None:
    path = await read(ada, shelf)
    page = (await ada.get(path)).text
    assert "Nothing of it is in use yet." in page
    assert "Open guide" in (await ada.get("/settings/guides")).text
    chosen = {"do": "chosen", "entry": entry_of(page, "Web 1080p")}
    assert (await ada.post(f"{path}/apply", data=chosen)).status_code == 303
    assert [one.name for one in await list_formats(house)] == ["Open Tier 01"]
    assert "2 things of it are in use" in (await ada.get(path)).text
    assert (await ada.post(f"{path}/apply", data={"do": "chosen"})).status_code == 422
    assert (await ada.post(f"{path}/apply", data={"do": "everything"})).status_code == 303
    assert len(await list_formats(house)) == 2


async def test_what_changed_is_said_before_it_is_taken_up(ada, house: House, shelf: Shelf) -> None:
    path = await read(ada, shelf)
    await ada.post(f"{path}/apply", data={"do": "everything"})
    shelf.documents["cf/open.json"]["trash_scores"]["default"] = 1234
    shelf.write()
    assert (await ada.post(f"{path}/look")).status_code == 303
    page = (await ada.get(path)).text
    assert "The guide changed 2 things that you use." in page
    assert "Scores “default”: 100 points become 1234." in page
    assert "a newer one is there" in (await ada.get("/settings/guides")).text
    await ada.post(f"{path}/apply", data={"do": "update"})
    assert "What the guide changed" not in (await ada.get(path)).text
    profile = next(one for one in await list_profiles(house) if one.name == "Web 1080p")
    assert profile.format_scores == {"Open Tier 01": 1234}


async def test_a_guide_and_one_thing_of_it_are_pinned_and_made_ones_own(ada, house: House, shelf: Shelf) -> None:
    path = await read(ada, shelf)
    await ada.post(f"{path}/apply", data={"do": "everything"})
    page = (await ada.get(path)).text
    entry = f"{path}/entries/{entry_of(page, 'Open Tier 01')}"
    await ada.post(entry, data={"forked": "true"})
    assert "yours now" in (await ada.get(path)).text
    await ada.post(entry, data={"forked": "false"})
    await ada.post(entry, data={"pinned": "true"})
    page = (await ada.get(path)).text
    assert "yours now" not in page
    assert "in use · pinned" in page
    await ada.post(f"{path}/pin", data={"on": "true"})
    assert "It is pinned" in (await ada.get(path)).text
    assert (await ada.post(f"{path}/apply", data={"do": "update"})).status_code == 422


async def test_sizes_and_patterns_are_put_to_use(ada, house: House, shelf: Shelf) -> None:
    path = await read(ada, shelf)
    page = (await ada.get(path)).text
    sizes = re.search(r'action="(/settings/guides/\d+/entries/\d+/sizes)"', page)
    naming = re.search(r'action="(/settings/guides/\d+/entries/\d+/naming)"', page)
    assert sizes is not None
    assert naming is not None
    assert (await ada.post(sizes[1], data={"library": ""})).status_code == 303
    assert (await read_sizes(house))["Remux-1080p"].minimum == 20.5
    assert (await ada.post(naming[1], data={"series_folder_format": "plex"})).status_code == 303
    assert "tvdb" in (await read_naming(house)).series_folder_format
    assert (await ada.post(naming[1], data={"series_folder_format": ""})).status_code == 422


async def test_an_archive_is_given_as_a_file(ada, house: House) -> None:
    files = {"archive": ("guide.zip", zipped(GUIDE), "application/zip")}
    answer = await ada.post("/settings/guides", data={"kind": "series"}, files=files)
    assert answer.status_code == 303, answer.text[:400]
    path = answer.headers["location"]
    assert "A newer archive" in (await ada.get(path)).text
    assert (await ada.post(f"{path}/look", files=files)).status_code == 303
    assert (await ada.post(f"{path}/look")).status_code == 422


async def test_what_is_no_guide_is_said_at_its_field(ada, house: House, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    answer = await ada.post("/settings/guides", data={"kind": "movie", "folder": str(empty)})
    assert answer.status_code == 422
    assert "There is no format, profile, size, group or naming." in answer.text
    assert str(empty) in answer.text
    assert (await ada.post("/settings/guides", data={"kind": "movie"})).status_code == 422
    assert await list_guides(house) == []


async def test_files_that_could_not_be_read_are_named(ada, shelf: Shelf) -> None:
    (shelf.folder / "cf" / "bad.json").write_bytes(b"{")
    path = await read(ada, shelf)
    page = (await ada.get(path)).text
    assert "1 file could not be read" in page
    assert "cf/bad.json" in page


async def test_a_guide_is_let_go(ada, house: House, shelf: Shelf) -> None:
    path = await read(ada, shelf)
    assert (await ada.post(f"{path}/delete")).status_code == 303
    assert await list_guides(house) == []
    assert (await ada.get(path)).status_code == 404


async def test_a_member_does_not_see_guides(browse, cast) -> None:
    ben = browse(token=cast.tokens["ben"], headers={"x-csrf-token": cast.csrf["ben"]})
    assert (await ben.get("/settings/guides")).status_code in (403, 404)


async def test_the_api_does_what_the_page_does(ada, shelf: Shelf) -> None:
    given = {"kind": "series", "folder": str(shelf.folder), "name": "Open guide"}
    made = await ada.post("/api/v1/guides", json=given)
    assert made.status_code == 201, made.text
    guide = f"/api/v1/guides/{made.json()['id']}"
    applied = await ada.post(f"{guide}/apply", json={"everything": True})
    assert sorted(applied.json()["formats"]) == ["Open Tier 01", "Web"]
    told = (await ada.get(guide)).json()
    entry = next(one for one in told["entries"] if one["key"] == "a1")
    assert (entry["state"], entry["forked"]) == ("current", False)
    assert (await ada.put(f"{guide}/entries/{entry['id']}", json={"forked": True})).status_code == 204
    assert (await ada.put(f"{guide}/pinned", content=msgspec.json.encode(True))).status_code == 204
    assert (await ada.post(f"{guide}/apply", json={})).status_code == 409
    assert (await ada.post(f"{guide}/look", json={})).status_code == 204
    [listed] = (await ada.get("/api/v1/guides")).json()
    assert (listed["pinned"], listed["name"]) == (True, "Open guide")
    assert (await ada.delete(guide)).status_code == 204
    assert (await ada.get(guide)).status_code == 404
