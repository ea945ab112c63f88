"""Profiles, formats, naming and accounts: forms change what they say, and say what does not fit."""

from __future__ import annotations

import re

from monarr.core.kinds import ContentType
from monarr.core.naming import NamingConfig
from monarr.services.accounts import list_users
from monarr.services.context import MONARR, House
from monarr.services.formats import list_formats
from monarr.services.libraries import LibraryInput, create_library
from monarr.services.naming import read_naming
from monarr.services.profiles import list_profiles
from tests.integration.pages.test_settings import ada, browse, house
from tests.integration.web.conftest import PASSWORD, cast

__all__ = ["ada", "browse", "cast", "house"]


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of a form of settings: the order of a profile and what is checked in it."""
    return {
        "order": re.findall(r'name="order" value="([^"]+)"', page),
        "allowed": re.findall(r'name="allowed" value="([^"]+)" checked', page),
    }


async def test_a_profile_is_reordered_and_kept(ada, house: House) -> None:
    fields = fields_of((await ada.get("/settings/profiles/new")).text)
    scores = {"minimum_score": "0", "cutoff_score": "100", "minimum_upgrade": "1", "reputation_weight": "25"}
    form = {**fields, **scores, "name": "Mine", "cutoff": fields["allowed"][0], "upgrades_allowed": "true"}
    moved = await ada.post("/settings/profiles/new", data={**form, "do": f"up:{fields['order'][1]}"})
    assert fields_of(moved.text)["order"][:2] == [fields["order"][1], fields["order"][0]]
    form["order"] = fields_of(moved.text)["order"]
    assert (await ada.post("/settings/profiles/new", data=form)).status_code == 303
    made = next(one for one in await list_profiles(house) if one.name == "Mine")
    assert ["|".join(item.qualities) for item in reversed(made.items)] == form["order"]
    assert made.cutoff == fields["allowed"][0]
    assert made.reputation_weight == 25
    assert (await ada.post(f"/settings/profiles/{made.id}/delete")).status_code == 303
    assert "Mine" not in [one.name for one in await list_profiles(house)]


async def test_a_profile_that_allows_nothing_is_refused_at_its_field(ada) -> None:
    fields = fields_of((await ada.get("/settings/profiles/new")).text)
    answer = await ada.post("/settings/profiles/new", data={"order": fields["order"], "name": "Empty", "cutoff": "x"})
    assert answer.status_code == 422 and "Allow at least one quality." in answer.text


async def test_a_format_is_built_tried_and_kept(ada, house: House) -> None:
    form = {"name": "HDR", "kind-0": "ReleaseTitleSpecification", "name-0": "HDR", "value-0": r"\bHDR\b"}
    tried = await ada.post(
        "/settings/formats/new", data={**form, "do": "try", "release": "Sintel.2010.2160p.WEB-DL.HDR.H265-OPEN"}
    )
    assert "It has this format." in tried.text
    more = await ada.post("/settings/formats/new", data={**form, "do": "add", "new_kind": "SourceSpecification"})
    assert 'name="kind-1"' in more.text
    assert (await ada.post("/settings/formats/new", data={**form, "do": "save"})).status_code == 303
    [made] = await list_formats(house)
    assert made.spec["specifications"][0]["fields"] == {"value": r"\bHDR\b"}
    assert (await ada.get(f"/settings/formats/{made.id}")).text.count("<fieldset") == 1
    bad = await ada.post(f"/settings/formats/{made.id}", data={**form, "value-0": "(", "do": "save"})
    assert bad.status_code == 422 and "cannot be read" in bad.text
    assert (await ada.post(f"/settings/formats/{made.id}/delete")).status_code == 303


async def test_formats_are_read_as_json(ada, house: House) -> None:
    assert (await ada.post("/settings/formats/import", data={"json": "{"})).status_code == 422
    spec = '{"name": "x265", "specifications": [{"name": "x265", "implementation": "ReleaseTitleSpecification",'
    spec += ' "negate": false, "required": true, "fields": {"value": "x265"}}]}'
    assert (await ada.post("/settings/formats/import", data={"json": spec})).status_code == 303
    assert [one.name for one in await list_formats(house)] == ["x265"]


async def test_naming_shows_examples_before_it_is_saved(ada, house: House) -> None:
    page = (await ada.get("/settings/naming")).text
    assert "Sintel (2010)" in page
    form = {"rename": "true", "movie_format": "{Movie Title} [{Quality Full}]", "do": "preview"}
    part = await ada.post("/settings/naming", data=form, headers={"hx-request": "true", "hx-target": "naming"})
    assert "Sintel [WEBDL-1080p].mkv" in part.text and "<html" not in part.text
    assert (await read_naming(house)).movie_format != form["movie_format"]
    bad = await ada.post("/settings/naming", data={**form, "movie_format": "{Quality Full}", "do": "save"})
    assert bad.status_code == 422 and "Without a title" in bad.text
    assert (await ada.post("/settings/naming", data={**form, "do": "save"})).status_code == 303
    assert (await read_naming(house)).movie_format == form["movie_format"]


async def test_preset_is_filled_in_and_not_saved(ada, house: House) -> None:
    page = (await ada.get("/settings/naming", params={"preset": "jellyfin"})).text
    assert "Sintel (2010) [tmdbid-45745]" in page and "not saved yet" in page
    assert await read_naming(house) == NamingConfig()


async def test_note_of_a_pattern_does_not_keep_it_from_being_saved(ada, house: House) -> None:
    form = {"movie_format": "{Movie Title} {Moth Count}", "do": "preview"}
    assert "is no token that Monarr knows" in (await ada.post("/settings/naming", data=form)).text
    assert (await ada.post("/settings/naming", data={**form, "do": "save"})).status_code == 303


async def test_library_may_be_named_its_own_way(ada, house: House) -> None:
    library_id = await create_library(house, LibraryInput(name="Films", content_type=ContentType.MOVIE), MONARR)
    form = {"library": str(library_id), "rename": "true", "movie_format": "{Movie Title} x", "do": "save"}
    assert (await ada.post("/settings/naming", data=form)).status_code == 303
    assert (await read_naming(house, library_id)).movie_format == "{Movie Title} x"
    assert await read_naming(house) == NamingConfig()
    assert "Name as all others" in (await ada.get("/settings/naming", params={"library": library_id})).text
    assert (await ada.post("/settings/naming", data={"library": str(library_id), "do": "forget"})).status_code == 303
    assert await read_naming(house, library_id) == NamingConfig()
    assert (await ada.get("/settings/naming", params={"library": 999})).status_code == 404


async def test_accounts_are_made_changed_and_closed(ada, house: House) -> None:
    form = {"name": "Dora", "username": "dora", "email": "", "password": PASSWORD, "role": "member"}
    short = await ada.post("/settings/users/new", data={**form, "password": "short"})
    assert short.status_code == 422 and "At least 8 characters; this one has 5." in short.text
    assert "short" not in re.findall(r'value="([^"]*)"', short.text)
    assert (await ada.post("/settings/users/new", data={**form, "enabled": "true"})).status_code == 303
    dora = next(one for one in await list_users(house) if one.username == "dora")
    changed = {**form, "password": "", "role": "moderator"}
    assert (await ada.post(f"/settings/users/{dora.id}", data=changed)).status_code == 303
    after = next(one for one in await list_users(house) if one.username == "dora")
    assert (after.roles, after.status) == (["moderator"], "inactive")
    assert (await ada.post(f"/settings/users/{dora.id}/delete")).status_code == 303
    assert "dora" not in [one.username for one in await list_users(house)]
