"""The API on a house with titles: what staff do, what members see, what libraries bound."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest

from monarr.bootstrap import start_up
from monarr.core.kinds import ContentType, MediaKind
from monarr.services.add import AddTitle, add_title
from monarr.services.context import House
from monarr.services.libraries import use_folder
from monarr.services.provider_settings import ProviderInput, create_provider
from tests.integration.web.conftest import Cast


@pytest.fixture
async def titles(house: House, cast: Cast, tmp_path: Path) -> list[int]:
    """Three open films in the library of films."""
    await start_up(house)
    (tmp_path / "films").mkdir()
    actor = (await cast.visitor("ada")).actor
    library = await use_folder(house, ContentType.MOVIE, str(tmp_path / "films"), actor=actor)
    library_id = (await house.db.read(_library_ids))[0] if library is None else library
    found = []
    for number, (name, year) in enumerate((("Sintel", 2010), ("Charge", 2022), ("Spring", 2019))):
        wanted = AddTitle(
            kind=MediaKind.MOVIE, title=name, ids={"tmdb": str(900_000_000 + number)}, library_id=library_id, year=year
        )
        found.append(await add_title(house, wanted, actor))
    return found


def _library_ids(connection) -> list[int]:
    from monarr.services.picking import list_libraries

    return [line.id for line in list_libraries(connection)]


def _client(browse, cast: Cast, name: str) -> httpx2.AsyncClient:
    return browse(token=cast.tokens[name], headers={"sec-fetch-site": "same-origin"})


async def test_a_library_is_paged_by_cursor_without_gaps(house: House, browse, cast: Cast, titles) -> None:
    ada = _client(browse, cast, "ada")
    library_id = (await house.db.read(_library_ids))[0]
    first = (await ada.get("/api/v1/titles", params={"library_id": library_id, "limit": 2})).json()
    cursor = first["next_cursor"]
    rest = (await ada.get("/api/v1/titles", params={"library_id": library_id, "limit": 2, "cursor": cursor})).json()
    assert [one["title"] for one in first["items"] + rest["items"]] == ["Charge", "Sintel", "Spring"]
    assert first["total"] == 3 and rest["next_cursor"] is None


async def test_an_edit_locks_the_field_and_unlocking_gives_it_back(browse, cast: Cast, titles) -> None:
    ada, path = _client(browse, cast, "ada"), f"/api/v1/titles/{titles[0]}"
    changed = await ada.patch(f"/api/v1/items/{titles[0]}", json={"title": "Sintel, the film"})
    assert "title" in changed.json()
    seen = (await ada.get(path)).json()["title"]
    assert (seen["title"], seen["locked_fields"]) == ("Sintel, the film", ["title"])
    await ada.post(f"/api/v1/items/{titles[0]}/unlock", json={"fields": ["title"]})
    assert (await ada.get(path)).json()["title"]["locked_fields"] == []


async def test_a_deleted_title_is_gone_and_comes_back(browse, cast: Cast, titles) -> None:
    ada = _client(browse, cast, "ada")
    act = (await ada.delete(f"/api/v1/titles/{titles[0]}")).json()["act_id"]
    assert act and (await ada.get(f"/api/v1/titles/{titles[0]}")).status_code == 404
    assert (await ada.post(f"/api/v1/titles/{titles[0]}/restore")).status_code == 200
    assert (await ada.get(f"/api/v1/titles/{titles[0]}")).json()["title"]["title"] == "Sintel"


async def test_members_see_titles_but_no_paths_scores_or_profiles(browse, cast: Cast, titles, tmp_path: Path) -> None:
    staff = (await _client(browse, cast, "mona").get(f"/api/v1/titles/{titles[0]}")).text
    answers = [await _client(browse, cast, "ben").get(path) for path in
               (f"/api/v1/titles/{titles[0]}", "/api/v1/home", "/api/v1/libraries", "/api/v1/search?words=sintel",
                f"/api/v1/titles/{titles[0]}/why")]  # fmt: skip
    assert str(tmp_path) in staff
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert str(tmp_path) not in answer.text and '"score"' not in answer.text and '"files"' not in answer.text


async def test_a_denial_in_one_library_hides_it(house: House, browse, cast: Cast, titles) -> None:
    library_id = (await house.db.read(_library_ids))[0]
    ada, ben = _client(browse, cast, "ada"), _client(browse, cast, "ben")
    ben_id = (await ben.get("/api/v1/account")).json()["id"]
    denied = [{"permission": "titles.read", "allowed": False, "library_id": library_id}]
    assert (await ada.put(f"/api/v1/users/{ben_id}/overrides", json=denied)).status_code == 204
    assert (await ben.get(f"/api/v1/titles/{titles[0]}")).status_code == 403
    assert (await ben.get("/api/v1/titles", params={"library_id": library_id})).status_code == 403
    assert (await ben.get("/api/v1/search?words=sintel")).json() == []
    assert library_id not in [one["id"] for one in (await ben.get("/api/v1/libraries")).json()]


async def test_secrets_of_providers_come_back_masked(house: House, browse, cast: Cast) -> None:
    await start_up(house)
    secret = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
    given = ProviderInput(
        name="Archive", implementation="torznab", settings={"url": "http://127.0.0.1:9", "api_key": secret}
    )
    row_id = await create_provider(house, "indexer", given, (await cast.visitor("ada")).actor)
    ada = _client(browse, cast, "ada")
    for path in ("indexers", f"indexers/{row_id}", "audit", "history"):
        assert secret not in (await ada.get(f"/api/v1/{path}")).text
    assert "********" in (await ada.get(f"/api/v1/indexers/{row_id}")).text


async def test_a_picture_is_asked_for_by_its_hash_only(browse, cast: Cast) -> None:
    ada = _client(browse, cast, "ada")
    for name in ("..%2f..%2fsecret.key", "x" * 64, "0" * 64):
        assert (await ada.get(f"/api/v1/artwork/{name}")).status_code == 404


async def test_a_search_is_a_job_that_can_be_followed(browse, cast: Cast, titles) -> None:
    ada = _client(browse, cast, "ada")
    job_id = (await ada.post(f"/api/v1/titles/{titles[1]}/search", json={})).json()["job_id"]
    assert (await ada.get(f"/api/v1/jobs/{job_id}")).json()["type"] == "search_title"


async def test_naming_is_previewed_before_it_is_saved(browse, cast: Cast) -> None:
    ada = _client(browse, cast, "ada")
    now = (await ada.get("/api/v1/naming")).json()
    preview = (await ada.post("/api/v1/naming/preview", json=now)).json()
    assert preview["movie"] and preview["series_folder"]


async def test_settings_are_checked_saved_and_written_to_the_audit_log(browse, cast: Cast) -> None:
    ada = _client(browse, cast, "ada")
    refused = await ada.patch("/api/v1/settings", json={"minimum_age_minutes": -1})
    assert refused.status_code == 422 and "minimum_age_minutes" in refused.json()["fields"]
    assert (await ada.patch("/api/v1/settings", json={"house_name": "Lindqvist"})).status_code == 200
    assert (await ada.get("/api/v1/settings")).json()["house_name"] == "Lindqvist"
    assert (await ada.get("/api/v1/audit?action=settings")).json()["items"][0]["changes"]["after"]["house_name"]
