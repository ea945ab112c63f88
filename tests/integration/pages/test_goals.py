"""A goal is picked on its page, through the API and at the prompt; a profile can take another one."""

from __future__ import annotations

import pytest

from monarr.services.profiles import list_profiles
from monarr.web.pages import _what_if
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People, Visit

PATH = "/settings/profiles/goals"


async def sent(who: Visit, method: str, path: str, body: object) -> int:
    headers = {"origin": "http://localhost", "x-csrf-token": who.csrf}
    answer = await who.client.request(method, f"/api/v1{path}", json=body, headers=headers)
    return int(answer.status_code)


async def test_goals_are_shown_with_what_they_mean(scene: Scene, people: People) -> None:
    film = scene.film(minutes=100)
    scene.file(film, film, "Bluray-1080p")
    page = (await people.ada.get(PATH)).text
    assert "A film of 100 minutes is some 2.0 GB, from 400 MB to 4.5 GB." in page
    assert "All that is in your library would be some 2.0 GB; it is 1.0 GB today." in page
    assert ">Anime<" not in page and ">Anime<" in (await people.ada.get(f"{PATH}?kind=series")).text
    assert (await people.ben.get(PATH)).status_code == 403


async def test_a_profile_is_made_of_a_goal_and_takes_another(
    scene: Scene, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_what_if, "_LOOKS", 0)
    made = await people.ada.post(PATH, goal="1080p-small", kind="movie", name="Ours")
    assert made.status_code == 303
    profile_id = int(made.headers["location"].rpartition("/")[2])
    assert "follows 1080p, small" in (await people.ada.get("/settings/profiles")).text
    again = await people.ada.post(PATH, goal="1080p-small", kind="movie", name="Ours")
    assert again.status_code == 422 and "“Ours” is taken." in again.text
    page = (await people.ada.get(f"{PATH}?profile={profile_id}")).text
    assert "A goal for Ours" in page
    tried = await people.ada.post(PATH, goal="4k-best", profile=str(profile_id), do="what-if")
    assert tried.headers["location"].startswith("/settings/what-if/")
    assert (await people.ada.post(PATH, goal="4k-best", profile=str(profile_id), do="take")).status_code == 303
    found = next(one for one in await list_profiles(scene.house) if one.id == profile_id)
    assert (found.name, found.cutoff) == ("Ours", "Bluray-2160p")
    assert (await people.ada.get(f"{PATH}?profile=9999")).status_code == 404


async def test_the_api_offers_makes_and_changes(people: People) -> None:
    listed = (await people.ada.client.get("/api/v1/goals?content_type=movie")).json()
    assert listed[0]["code"] == "1080p-small" and listed[0]["bytes_per_minute"]["preferred"] == 20_000_000
    assert await sent(people.ada, "POST", "/goals/1080p-best/profile", {"name": "Fine"}) == 201
    [(profile_id, link)] = (await people.ada.client.get("/api/v1/profiles/goals")).json().items()
    assert link == {"code": "1080p-best", "state": "same"}
    assert await sent(people.ada, "PUT", f"/profiles/{profile_id}/goal", {"goal": "small-screens"}) == 204
    assert await sent(people.ada, "PUT", f"/profiles/{profile_id}/goal", {"goal": "8k"}) == 404
    assert await sent(people.ben, "POST", "/goals/1080p-best/profile", {}) == 403
