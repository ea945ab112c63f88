"""The page of folders that belong to no title: who sees it, what it offers, and that a name is never markup."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from monarr.db.models import RootFolder, UnmatchedFolder
from tests.integration.acquisition.scene import NOW, Scene
from tests.integration.pages.conftest import People

NAME = "<b>Holiday</b> 2019"


def wait(scene: Scene) -> int:
    """A folder in the library of films that nobody knows, with one guess."""

    def write(c: Connection) -> int:
        root = c.execute(select(RootFolder.id, RootFolder.library_id, RootFolder.path).order_by(RootFolder.id)).first()
        assert root is not None
        values = {
            "library_id": root.library_id, "root_folder_id": root.id, "path": f"{root.path}/{NAME}", "file_count": 2,
            "size_bytes": 2_500_000_000, "words": "Holiday", "year": 2019, "reason": {"template": "Nobody knows."},
            "guesses": [{"key": "tmdb:1", "title": "Hollow Day", "year": 2018, "sources": ["TMDB"]}], "found_at": NOW,
        }  # fmt: skip
        return int(c.execute(insert(UnmatchedFolder).returning(UnmatchedFolder.id), values).scalar_one())

    return scene.db.write_now(write)


async def test_home_and_the_library_lead_to_the_folders_that_wait(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    folder = wait(scene)
    href = 'href="/library/films/unmatched"'
    assert href in (await people.ada.get("/")).text and href in (await people.ada.get("/library/films")).text
    page = (await people.ada.get("/library/films/unmatched")).text
    assert "One folder belongs to no title." in page and "perhaps Hollow Day (2018)" in page
    assert "&lt;b&gt;Holiday&lt;/b&gt; 2019" in page and NAME not in page
    assert f'action="/library/films/unmatched/{folder}/add"' in page and 'value="tmdb:1"' in page


async def test_left_alone_it_waits_no_more_and_can_be_listed_again(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    folder = wait(scene)
    path = f"/library/films/unmatched/{folder}/leave"
    assert (await people.ada.post(path)).status_code == 303
    page = (await people.ada.get("/library/films/unmatched")).text
    assert "Every folder belongs to a title." in page and "1 folder is left alone" in page
    assert "library/films/unmatched" not in (await people.ada.get("/")).text
    undo = f"/library/films/unmatched/{folder}/list"
    assert undo in page
    await people.ada.post(undo)
    page = (await people.ada.get("/library/films/unmatched")).text
    assert "One folder belongs to no title." in page and f'action="{path}"' in page


async def test_the_sources_are_asked_again_on_request(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    wait(scene)
    assert 'action="/library/films/unmatched/ask"' in (await people.ada.get("/library/films/unmatched")).text
    assert (await people.ada.post("/library/films/unmatched/ask")).status_code == 303
    [job] = scene.jobs("scan_library")
    assert job.payload["ask_again"] is True


async def test_what_was_never_given_cannot_be_taken_back(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    wait(scene)
    assert (await people.ada.post("/library/films/unmatched/undo/999")).status_code == 404


async def test_members_neither_see_nor_touch_them(people: People, scene: Scene) -> None:
    scene.film("Sintel")
    folder = wait(scene)
    assert "unmatched" not in (await people.ben.get("/")).text + (await people.ben.get("/library/films")).text
    assert (await people.ben.get("/library/films/unmatched")).status_code in (403, 404)
    assert (await people.ben.post(f"/library/films/unmatched/{folder}/leave")).status_code in (403, 404)
    assert (await people.ben.client.get("/api/v1/unmatched-folders?library_id=1")).status_code == 403


async def test_the_api_lists_them_and_leaves_one_alone(people: People, scene: Scene) -> None:
    folder = wait(scene)
    client, headers = people.ada.client, {"x-csrf-token": people.ada.csrf, "origin": "http://localhost"}
    path = "/api/v1/unmatched-folders"
    library = scene.db.read_now(lambda c: c.execute(select(UnmatchedFolder.library_id)).scalar_one())
    [one] = (await client.get(path, params={"library_id": library})).json()
    assert (one["file_count"], one["reason"], one["guesses"][0]["key"]) == (2, "Nobody knows.", "tmdb:1")
    assert (await client.post(f"{path}/{folder}/leave", json={"alone": True}, headers=headers)).status_code == 204
    assert [row["left_alone"] for row in (await client.get(path, params={"library_id": library})).json()] == [True]
    assert (await client.post(f"{path}/999/leave", json={}, headers=headers)).status_code == 404
