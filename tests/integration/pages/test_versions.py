"""Versions of a title: wanted once more, changed, and let go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from monarr.db.models import Download, Job, MediaFile, Version
from tests.integration.acquisition.scene import NOW, Scene
from tests.integration.pages.conftest import People

FILLED = {"name": "4K", "monitored": "true"}


def filled(scene: Scene, film: int, **more: Any) -> dict[str, Any]:
    folder = scene.db.read_now(lambda c: c.exec_driver_sql("select id from root_folder order by id").scalar())
    return FILLED | {"profile": str(scene.profiles["Films 4K"]), "root_folder": str(folder)} | more


async def test_a_second_version_is_wanted_and_searched(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    form = await people.ada.get(f"/title/{film}/versions/new")
    assert "Films 4K" in form.text and "Series 1080p" not in form.text
    answer = await people.ada.post(f"/title/{film}/versions/new", search="true", **filled(scene, film))
    own, other = scene.rows(Version, item_id=film)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/title/{film}#lane-{other.id}")
    assert (own.is_default, other.is_default, other.quality_profile_id) == (True, False, scene.profiles["Films 4K"])
    assert [row.payload["version_id"] for row in scene.rows(Job, type="search_title")] == [other.id]
    assert f"/title/{film}/versions/{other.id}" in (await people.ada.get(f"/title/{film}")).text


async def test_a_name_that_is_taken_comes_back_with_the_form(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    answer = await people.ada.post(f"/title/{film}/versions/new", **filled(scene, film, name="standard"))
    assert answer.status_code == 422 and "has a version" in answer.text and 'value="standard"' in answer.text
    nameless = await people.ada.post(f"/title/{film}/versions/new", **filled(scene, film, name=" "))
    assert "A name is needed." in nameless.text
    nothing = await people.ada.post(f"/title/{film}/versions/new", name="4K")
    assert nothing.status_code == 422 and "Choose one." in nothing.text


async def test_its_profile_changes(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    version = scene.version_of(film)
    await people.ada.post(f"/title/{film}/versions/{version}", **filled(scene, film, name="Big"))
    [row] = scene.rows(Version, item_id=film)
    assert (row.name, row.quality_profile_id) == ("Big", scene.profiles["Films 4K"])
    assert "Big" in (await people.ada.get(f"/title/{film}/versions")).text


async def test_removing_says_what_stays(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    other = scene.version(film, "Films 4K", name="4K")
    form = await people.ada.get(f"/title/{film}/versions/{other}")
    assert "“Standard” and its files stay." in form.text
    assert "/remove" not in (await people.ada.get(f"/title/{film}/versions/{scene.version_of(film)}")).text
    await people.ada.post(f"/title/{film}/versions/{other}/remove")
    assert [row.name for row in scene.rows(Version, item_id=film)] == ["Standard"]


async def test_a_version_that_something_arrives_for_is_kept(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    other = scene.version(film, "Films 4K", name="4K")
    scene.add(Download, title_id=film, version_id=other, release_title="Sintel", state="downloading", grabbed_at=NOW)
    answer = await people.ada.post(f"/title/{film}/versions/{other}/remove")
    assert "on its way" in (await people.ada.get(answer.headers["location"])).text
    assert len(scene.rows(Version, item_id=film)) == 2


async def test_files_of_a_removed_version_can_still_come_back(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    other = scene.version(film, "Films 4K", name="4K")
    path = scene.folder / "Films" / "Sintel 4K.mkv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"four thousand")
    root = scene.db.read_now(lambda c: c.exec_driver_sql("select id from root_folder order by id").scalar())
    scene.add(MediaFile, version_id=other, title_id=film, path=str(path), size_bytes=13, imported_at=NOW,
              root_folder_id=root)  # fmt: skip
    await people.ada.post(f"/title/{film}/versions/{other}/remove")
    [file] = scene.rows(MediaFile)
    assert not path.exists() and file.version_id == scene.version_of(film)
    assert Path(file.recycle_path).name == path.name
    await people.ada.post(f"/activity/trash/file/{file.id}/restore")
    assert path.read_bytes() == b"four thousand"


async def test_members_may_not_touch_versions(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    assert (await people.ben.get(f"/title/{film}/versions")).status_code == 403
    assert (await people.ben.post(f"/title/{film}/versions/new", **filled(scene, film))).status_code == 403
