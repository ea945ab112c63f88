"""The trash as people and programs use it: back, away for good, and merged with what was added again."""

from __future__ import annotations

import httpx2

from monarr.db.models import EventRow, ExternalId, MediaItem
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People, Visit


def known(scene: Scene, film: int) -> int:
    scene.add(ExternalId, item_id=film, provider="tmdb", value="45745", kind="movie", library_id=scene.library)
    return film


async def api(visit: Visit, verb: str, path: str, **more: object) -> httpx2.Response:
    return await visit.client.request(verb, f"/api/v1{path}", headers={"origin": "http://localhost"}, **more)  # type: ignore[arg-type]


async def added_again(people: People, scene: Scene) -> tuple[int, int]:
    old = known(scene, scene.film("Sintel"))
    await people.ada.post(f"/title/{old}/delete", delete_files="true")
    return old, known(scene, scene.film("Sintel"))


async def test_a_title_goes_for_good_after_the_question(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    await people.ada.post(f"/title/{film}/delete", delete_files="true")
    shown = (await people.ada.get("/activity/trash")).text
    assert "no file is touched" in shown and "Empty the trash?" in shown
    answer = await people.ada.post(f"/activity/trash/title/{film}/purge")
    assert answer.status_code == 303 and scene.rows(MediaItem) == []


async def test_the_trash_is_emptied(people: People, scene: Scene) -> None:
    for name in ("Sintel", "Charge"):
        await people.ada.post(f"/title/{scene.film(name)}/delete")
    await people.ada.post("/activity/trash/empty")
    assert scene.rows(MediaItem) == []
    assert "The trash is empty." in (await people.ada.get("/activity/trash")).text


async def test_restoring_what_was_added_again_leads_to_the_merge(people: People, scene: Scene) -> None:
    old, new = await added_again(people, scene)
    answer = await people.ada.post(f"/title/{old}/restore")
    assert answer.headers["location"] == f"/title/{old}/merge"
    shown = (await people.ada.get(answer.headers["location"])).text
    assert "was added again since it was deleted" in shown and "Merge the two" in shown
    merged = await people.ada.post(f"/title/{old}/merge")
    assert merged.headers["location"] == f"/title/{new}"
    assert [row.id for row in scene.rows(MediaItem)] == [new]
    assert {row.title_id for row in scene.rows(EventRow) if row.type.startswith("item.")} == {new}


async def test_the_api_lists_the_trash_and_says_what_a_conflict_is_with(people: People, scene: Scene) -> None:
    old, new = await added_again(people, scene)
    [title] = (await api(people.ada, "GET", "/trash/titles")).json()["items"]
    assert title["id"] == old and (await api(people.ada, "GET", "/trash")).json()["totals"]["title_count"] == 1
    refused = await api(people.ada, "POST", f"/titles/{old}/restore")
    assert (refused.status_code, refused.json()["subject"]) == (409, f"title:{new}")
    assert (await api(people.ada, "GET", f"/titles/{old}/merge")).json()["new"]["title_id"] == new
    merged = await api(people.ada, "POST", f"/titles/{old}/merge", json={"into_id": new})
    assert merged.json() == {"title_id": new, "restored_count": 0, "left_count": 0}
    assert (await api(people.ada, "POST", "/trash/empty")).json()["title_count"] == 0


async def test_members_do_not_see_the_trash(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    for path in ("/trash", "/trash/titles", "/trash/files", f"/titles/{film}/merge"):
        assert (await api(people.ben, "GET", path)).status_code == 403
    for path in ("/activity/trash/empty", f"/activity/trash/title/{film}/purge", f"/title/{film}/merge"):
        assert (await people.ben.post(path)).status_code == 403
