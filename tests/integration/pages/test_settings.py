"""Pages of settings on both databases: who may open them, what they change, and that no secret ever comes back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from monarr.bootstrap import open_house
from monarr.demo.fakes.torznab import FakeIndexer, FakeRelease
from monarr.services.context import MONARR, House
from monarr.services.house_settings import read_settings
from monarr.services.provider_settings import ProviderInput, create_provider, list_providers
from monarr.services.sources import stored_settings
from monarr.settings import load_settings
from tests.integration.web.conftest import PASSWORD, Cast, cast, serving

__all__ = ["cast"]
KEY = "0123456789abcdef0123456789abcdef"
PAGES = (
    "/settings", "/settings/indexers", "/settings/indexers/new?implementation=torznab", "/settings/download-clients",
    "/settings/metadata", "/settings/players", "/settings/notifications", "/settings/profiles", "/settings/profiles/new",
    "/settings/quality", "/settings/formats", "/settings/formats/new", "/settings/naming", "/settings/test-a-name", "/settings/words",
    "/settings/words/new", "/settings/delays", "/settings/delays/new",
    "/settings/libraries",
    "/settings/libraries/new", "/settings/users", "/settings/users/new", "/settings/api-keys", "/settings/general",
    "/settings/preferences", "/status", "/status/tasks", "/styleguide",
)  # fmt: skip
OWN = ("/settings", "/settings/preferences", "/settings/api-keys", "/styleguide")


def release() -> FakeRelease:
    """Something on offer, so that the test of the source finds a feed."""
    magnet = "magnet:?xt=urn:btih:" + "a" * 40
    return FakeRelease(
        title="Sintel.2010.1080p.WEB-DL.H264-OPEN", size_bytes=900_000_000, published_at=datetime.now(UTC),
        magnet_url=magnet, seeders=9, categories=(2040,),
    )  # fmt: skip


@pytest.fixture
async def house(tmp_path: Path, migrated_database_url: str) -> AsyncIterator[House]:
    settings = load_settings({"data_dir": tmp_path / "data", "database_url": migrated_database_url}, {})
    async with open_house(settings) as opened:
        yield opened


@pytest.fixture
async def browse(house: House, tmp_path: Path, migrated_database_url: str):
    settings = load_settings({"data_dir": tmp_path / "data", "database_url": migrated_database_url}, {})
    async with serving(house, settings) as maker:
        yield maker


@pytest.fixture
async def ada(browse, cast: Cast) -> httpx2.AsyncClient:
    """The owner's browser, which sends her token along as pages do."""
    return browse(token=cast.tokens["ada"], headers={"x-csrf-token": cast.csrf["ada"]})


@pytest.fixture
async def indexer(house: House) -> int:
    given = ProviderInput(
        name="Open films", implementation="torznab", settings={"url": "http://127.0.0.1:9/api", "api_key": KEY}
    )
    return await create_provider(house, "indexer", given, MONARR)


@pytest.mark.parametrize("path", PAGES)
async def test_the_owner_opens_every_page(ada, indexer: int, path: str) -> None:
    answer = await ada.get(path)
    assert answer.status_code == 200, answer.text[:400]
    assert answer.text.count("<h1") == 1 and KEY not in answer.text


async def test_others_open_only_what_is_their_own(browse, cast: Cast) -> None:
    ben = browse(token=cast.tokens["ben"])
    answers = {path: (await ben.get(path)).status_code for path in PAGES}
    assert answers == {path: 200 if path in OWN else 403 for path in PAGES}
    cleo = browse(token=cast.tokens["cleo"])
    assert (await cleo.get("/settings/preferences")).status_code == 200
    assert (await cleo.get("/settings/api-keys")).status_code == 403


async def test_nobody_is_led_to_the_sign_in(browse, cast: Cast) -> None:
    stranger = browse(headers={"accept": "text/html"})
    for path in PAGES:
        answer = await stranger.get(path)
        assert answer.status_code in (302, 303) and "/auth/sign-in" in answer.headers["location"]


async def test_without_the_token_nothing_changes(browse, cast: Cast, house: House) -> None:
    bare = browse(token=cast.tokens["ada"])
    answer = await bare.post(
        "/settings/general", data={"house_name": "Stolen"}, headers={"origin": "http://evil.example"}
    )
    assert answer.status_code == 403
    assert (await read_settings(house))["house_name"] == ""


async def test_a_source_is_added_with_its_key_which_never_comes_back(ada, house: House) -> None:
    form = {"implementation": "torznab", "name": "Open films", "url": "http://127.0.0.1:9/api", "api_key": KEY,
            "priority": "7", "tags": "hd, kids", "enabled": "true", "enable_search": "true", "do": "save"}  # fmt: skip
    answer = await ada.post("/settings/indexers/new", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/indexers")
    [row] = await list_providers(house, "indexer")
    assert (row.name, row.options["priority"], row.tags) == ("Open films", 7, ("hd", "kids"))
    assert row.options["enable_search"] and not row.options["enable_rss"]
    page = await ada.get(f"/settings/indexers/{row.id}")
    assert KEY not in page.text and 'placeholder="set"' in page.text


async def test_a_key_that_is_left_alone_stays(ada, house: House, indexer: int) -> None:
    form = {"name": "Renamed", "url": "http://127.0.0.1:9/api", "api_key": "", "enabled": "true", "do": "save"}
    assert (await ada.post(f"/settings/indexers/{indexer}", data=form)).status_code == 303
    stored = await house.db.read(_settings_of, house, indexer)
    assert stored["api_key"] == KEY
    assert (await list_providers(house, "indexer"))[0].name == "Renamed"


def _settings_of(connection, house: House, row_id: int):
    from sqlalchemy import select

    from monarr.services.sources import TABLES

    table = TABLES["indexer"].__table__
    row = connection.execute(select(table).where(table.c.id == row_id)).one()
    return stored_settings(row, "indexer", house.cipher)


async def test_what_does_not_fit_is_said_at_its_field(ada, house: House) -> None:
    form = {"implementation": "torznab", "name": "", "url": "films", "enabled": "true", "do": "save"}
    answer = await ada.post("/settings/indexers/new", data=form)
    assert answer.status_code == 422 and "with http or https" in answer.text and 'id="url-error"' in answer.text
    assert await list_providers(house, "indexer") == []


async def test_htmx_gets_the_sheet_and_the_way_on(ada, indexer: int) -> None:
    htmx = {"hx-request": "true", "hx-target": "sheet"}
    sheet = await ada.get(f"/settings/indexers/{indexer}", headers=htmx)
    assert "<html" not in sheet.text and "<form" in sheet.text
    form = {"name": "Again", "url": "http://127.0.0.1:9/api", "enabled": "true", "do": "save"}
    answer = await ada.post(f"/settings/indexers/{indexer}", data=form, headers=htmx)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (200, "/settings/indexers")
    switch = await ada.post(
        f"/settings/indexers/{indexer}/switch", data={"on": "false"}, headers={"hx-request": "true"}
    )
    assert 'aria-checked="false"' in switch.text and "<html" not in switch.text


async def test_the_test_button_asks_for_real(ada, house: House) -> None:
    async with FakeIndexer([release()], api_key=KEY) as fake:
        form = {"implementation": "torznab", "name": "Fake", "url": fake.url, "api_key": KEY, "do": "test"}
        good = await ada.post("/settings/indexers/new", data=form)
        assert good.status_code == 200 and 'class="passed"' in good.text and fake.asked
        bad = await ada.post("/settings/indexers/new", data={**form, "api_key": "f" * 32})
        assert bad.status_code == 422 and KEY not in bad.text and "f" * 32 not in bad.text
    assert await list_providers(house, "indexer") == []


async def test_a_source_that_does_not_answer_says_so_on_its_page(ada, house: House, indexer: int) -> None:
    assert (await ada.post(f"/settings/indexers/{indexer}/test")).status_code == 303
    page = await ada.get("/settings/indexers")
    assert "Failing since" in page.text and f'href="/settings/indexers/{indexer}"' in page.text
    assert (await ada.post(f"/settings/indexers/{indexer}/delete")).status_code == 303
    assert await list_providers(house, "indexer") == []


async def test_general_settings_are_kept_and_checked(ada, house: House) -> None:
    form = {"house_name": "Lindqvist", "language": "en", "minimum_age_minutes": "5", "minimum_free_bytes": "0",
            "availability_delay_days": "0", "repairs": "keep",
            "pack_policy": "share", "pack_share_percent": "60"}  # fmt: skip
    assert (await ada.post("/settings/general", data=form)).status_code == 303
    stored = await read_settings(house)
    assert (stored["house_name"], stored["minimum_age_minutes"], stored["repairs"]) == ("Lindqvist", 5, "keep")
    bad = await ada.post("/settings/general", data={**form, "minimum_age_minutes": "-1"})
    assert bad.status_code == 422 and "starts at 0" in bad.text


async def test_the_search_finds_a_field_by_its_label(ada) -> None:
    found = (await ada.get("/settings?q=repacks")).text
    assert 'class="row settings-entry" href="/settings/general"' in found
    assert 'class="row settings-entry" href="/settings/users"' not in found
    assert "No setting is called" in (await ada.get("/settings?q=zzzz")).text


async def test_a_key_is_shown_once(ada, browse) -> None:
    answer = await ada.post("/settings/api-keys", data={"name": "Phone", "scope": "read"})
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    key = re.search(r"\b[0-9a-f]{32}\b", answer.text)
    assert key is not None and key[0] not in (await ada.get("/settings/api-keys")).text
    caller = browse(headers={"x-api-key": key[0]})
    assert (await caller.get("/api/v1/account")).status_code == 200
    assert (await ada.post("/settings/api-keys", data={"name": ""})).status_code == 422


async def test_preferences_and_password_are_ones_own(browse, cast: Cast) -> None:
    ben = browse(token=cast.tokens["ben"], headers={"x-csrf-token": cast.csrf["ben"]})
    form = {"theme": "light", "density": "dense", "posters": "", "hours": "24", "zone": "Europe/Berlin", "language": ""}
    assert (await ben.post("/settings/preferences", data=form)).status_code == 303
    assert 'data-theme="light"' in (await ben.get("/settings/preferences")).text
    assert (await ben.post("/settings/preferences", data={**form, "zone": "Moon/Sea"})).status_code == 422
    path = "/settings/preferences/password"
    assert (await ben.post(path, data={"current": "wrong", "new": "another road"})).status_code == 422
    assert (await ben.post(path, data={"current": PASSWORD, "new": "another road"})).status_code == 303


async def test_sizes_are_changed_and_checked(ada) -> None:
    page = (await ada.get("/settings/quality")).text
    number = re.search(r'name="minimum-(\d+)"[^>]*aria-label="Least of WEBDL-1080p"', page)
    assert number is not None
    name = number[1]
    bad = await ada.post("/settings/quality", data={f"minimum-{name}": "50", f"maximum-{name}": "20"})
    assert bad.status_code == 422 and "From least to most" in bad.text
    good = {f"minimum-{name}": "9", f"preferred-{name}": "40", f"maximum-{name}": "120"}
    assert (await ada.post("/settings/quality", data=good)).status_code == 303
    assert f'name="maximum-{name}" value="120"' in (await ada.get("/settings/quality")).text


async def test_a_library_is_made_with_a_folder_and_taken_away(ada, house: House, tmp_path: Path) -> None:
    folder = tmp_path / "films"
    folder.mkdir()
    bad = {"name": "Old films", "content_type": "movie", "new_folder": "relative"}
    answer = await ada.post("/settings/libraries/new", data=bad)
    assert answer.status_code == 422 and "whole path" in answer.text
    page = (await ada.get("/settings/libraries")).text
    library = re.search(r'href="(/settings/libraries/\d+)">Old films', page)
    assert library is not None
    assert (await ada.post(library[1], data={"name": "Old films", "new_folder": str(folder)})).status_code == 303
    assert str(folder) in (await ada.get("/settings/libraries")).text
    assert (await ada.post(f"{library[1]}/delete")).status_code == 303
    await ada.get("/settings/libraries")  # shows the note of the deletion
    assert f'href="{library[1]}"' not in (await ada.get("/settings/libraries")).text
