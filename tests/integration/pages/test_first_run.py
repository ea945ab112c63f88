"""First run from the first page to the first look at home: owner, folder, source, start."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from monarr.db.models import LibraryDefault
from monarr.db.repositories.libraries import list_root_folders
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.services.context import House
from monarr.services.profiles import list_profiles
from monarr.services.provider_settings import list_providers
from tests.integration.pages.test_settings import browse, house, release

__all__ = ["browse", "house"]
KEY = "0123456789abcdef0123456789abcdef"
HERE = {"origin": "http://localhost"}
ADA = {"name": "Ada", "username": "ada", "password": "a long way home", "email": ""}


async def test_an_empty_house_leads_to_its_first_step(browse) -> None:
    client = browse(headers={"accept": "text/html"})
    answer = await client.get("/")
    assert answer.status_code in (302, 303)
    assert (await client.get("/setup")).headers["location"] == "/setup/owner"
    assert "At least 8 characters" in (await client.get("/setup/owner")).text


async def test_what_does_not_fit_is_said_and_the_rest_is_kept(browse) -> None:
    answer = await browse().post("/setup/owner", data={**ADA, "password": "short"}, headers=HERE)
    assert answer.status_code == 422 and "this one has 5" in answer.text and 'value="ada"' in answer.text
    assert 'value="short"' not in answer.text


async def test_from_owner_to_start(browse, house: House, tmp_path: Path) -> None:
    films = tmp_path / "films"
    films.mkdir()
    client = browse(headers=HERE)
    answer = await client.post("/setup/owner", data=ADA)
    assert (answer.status_code, answer.headers["location"]) == (303, "/setup/library")
    token = _token((await client.get("/setup/library")).text)
    library = (await client.get("/setup/library")).text
    assert "1080p, small" in library and "An episode of 45 minutes is some" in library
    folders = {"csrf_token": token, "other_path": str(films), "other_kind": "movie", "goal": "1080p-small"}
    answer = await client.post("/setup/library", data=folders)
    assert (answer.status_code, answer.headers["location"]) == (303, "/setup/source")
    assert [row.path for row in await house.db.read(list_root_folders)] == [str(films)]
    given = {one.name: one.id for one in await list_profiles(house)}
    assert await house.db.read(_profile_of_the_library) == given["1080p, small"]
    async with FakeIndexer([release()], api_key=KEY) as fake:
        source = {"csrf_token": token, "implementation": "torznab", "url": fake.url, "api_key": KEY}
        wrong = await client.post("/setup/source", data={**source, "api_key": "f" * 32})
        assert wrong.status_code == 422 and "f" * 32 not in wrong.text
        assert (await client.post("/setup/source", data=source)).status_code == 303
    assert [row.implementation for row in await list_providers(house, "indexer")] == ["torznab"]
    page = (await client.get("/setup/source")).text
    assert "In place" in page and KEY not in page
    end = await client.post("/setup/source", data={"csrf_token": token, "finish": "true"})
    assert (end.status_code, end.headers["location"]) == (303, "/")
    assert (await client.get("/setup/owner")).headers["location"] == "/"


async def test_who_describes_films_can_be_added(browse, house: House) -> None:
    client = browse(headers=HERE)
    await client.post("/setup/owner", data=ADA)
    page = (await client.get("/setup/source")).text
    assert "TVmaze" in page and "/setup/source?kind=metadata&amp;add=tmdb#add" in page
    token = _token((await client.get("/setup/source?kind=metadata&add=tmdb")).text)
    async with FakeTMDB(today=date(2026, 11, 20)) as fake:
        values = {"csrf_token": token, "kind": "metadata", "implementation": "tmdb", "base_url": fake.url}
        wrong = await client.post("/setup/source", data={**values, "api_key": "wrong"})
        assert wrong.status_code == 422 and 'name="api_key"' in wrong.text
        answer = await client.post("/setup/source", data={**values, "api_key": KEY})
    assert (answer.status_code, answer.headers["location"]) == (303, "/setup/source")
    assert [row.implementation for row in await list_providers(house, "metadata")] == ["tmdb"]
    assert "add=tmdb" not in (await client.get("/setup/source")).text


async def test_a_folder_that_is_not_there_is_said_at_its_field(browse) -> None:
    client = browse(headers=HERE)
    await client.post("/setup/owner", data=ADA)
    token = _token((await client.get("/setup/library")).text)
    form = {"csrf_token": token, "other_path": "/nowhere/at/all", "other_kind": "movie"}
    answer = await client.post("/setup/library", data=form)
    assert answer.status_code == 422 and 'id="other_path-error"' in answer.text


def _profile_of_the_library(connection: Connection) -> int:
    found: int = connection.execute(select(LibraryDefault.quality_profile_id)).scalar_one()
    return found


def _token(page: str) -> str:
    return page.partition('name="csrf_token" value="')[2].partition('"')[0]
