"""The pages of renaming: what files would be called, which of them, and taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import update

from monarr.db.models import Job, MediaFile, MediaFileItem
from monarr.jobs.model import Report
from monarr.jobs.rename_library import JOB
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People

NAME = "Sintel (2010) WEBDL-1080p.mkv"


def placed(scene: Scene, title: str = "Sintel") -> tuple[int, int, Path]:
    """A film with a file of an odd name in the library's folder: its id, that of the file, its path."""
    path = scene.folder / "Films" / title / "odd name.mkv"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"film")
    film = scene.film(title, path=str(path.parent))
    root = scene.db.read_now(lambda c: c.exec_driver_sql("select id from root_folder order by id").scalar())
    file = scene.add(
        MediaFile, version_id=scene.version_of(film), title_id=film, path=str(path), size_bytes=4, quality="WEBDL-1080p",
        imported_at=scene.clock.now(), root_folder_id=root,
    )  # fmt: skip
    scene.add(MediaFileItem, file_id=file, item_id=film)
    return film, file, path


async def worked(scene: Scene) -> None:
    """Does what the worker does with the job that waits."""
    [job] = [one for one in scene.jobs("rename_library") if one.state == "pending"]

    async def write(*_: Any) -> None: ...

    result = await JOB.run(scene.house, job.payload, Report(scene.clock, write, job.user_id))
    done = update(Job).where(Job.id == job.id).values(state="completed", result=result)
    scene.db.write_now(lambda c: c.execute(done))


async def test_a_title_shows_new_names_renames_the_chosen_and_takes_it_back(people: People, scene: Scene) -> None:
    film, file, path = placed(scene)
    page = (await people.ada.get(f"/title/{film}/rename")).text
    assert "1 file would get another name." in page and NAME in page and "odd name.mkv" in page
    assert (await people.ada.post(f"/title/{film}/rename")).status_code == 422
    assert path.exists()
    answer = await people.ada.post(f"/title/{film}/rename", file=str(file))
    assert answer.headers["location"] == f"/title/{film}/files"
    assert (path.parent / NAME).read_bytes() == b"film" and not path.exists()
    act = scene.payload("file.renamed")["act_id"]
    assert (await people.ada.post(f"/undo/{act}")).status_code == 303
    assert path.exists()
    await people.ada.post(f"/title/{film}/rename", file=str(file))
    assert "Every file bears its name already." in (await people.ada.get(f"/title/{film}/rename")).text


async def test_a_name_that_is_taken_is_said_and_cannot_be_chosen(people: People, scene: Scene) -> None:
    film, file, path = placed(scene)
    (path.parent / NAME).write_bytes(b"another")
    page = (await people.ada.get(f"/title/{film}/rename")).text
    assert "Nothing can be renamed yet." in page and "Another file is called" in page and 'name="file"' not in page
    answer = await people.ada.post(f"/title/{film}/rename", file=str(file))
    assert answer.status_code == 409 and "would be the name of two files" in answer.text
    assert path.read_bytes() == b"film"


async def test_a_library_is_renamed_by_a_job_and_taken_back(people: People, scene: Scene) -> None:
    _film, file, path = placed(scene)
    _other, _file, kept = placed(scene, "Durian")
    page = (await people.ada.get("/library/films/rename")).text
    assert "2 files would get another name." in page and "Titles 1 to 2 of 2." in page
    assert (await people.ada.post("/library/films/rename", do="chosen")).status_code == 422
    answer = await people.ada.post("/library/films/rename", do="chosen", file=str(file))
    address = answer.headers["location"]
    assert "Renaming." in (await people.ada.get(address)).text
    await worked(scene)
    assert "1 file is renamed." in (await people.ada.get(address)).text
    assert (path.parent / NAME).exists() and kept.exists()
    assert (await people.ada.post(f"{address}/undo")).status_code == 303
    assert path.exists()


async def test_all_of_a_library_is_renamed_whatever_page_is_shown(people: People, scene: Scene) -> None:
    paths = [placed(scene, title)[2] for title in ("Sintel", "Durian")]
    address = (await people.ada.post("/library/films/rename", do="all")).headers["location"]
    await worked(scene)
    assert "2 files are renamed." in (await people.ada.get(address)).text
    assert not any(path.exists() for path in paths)


async def test_members_see_and_rename_nothing(people: People, scene: Scene) -> None:
    film, file, path = placed(scene)
    for address in (f"/title/{film}/rename", "/library/films/rename"):
        assert (await people.ben.get(address)).status_code == 403
        assert (await people.ben.post(address, file=str(file))).status_code == 403
    assert path.exists()


async def test_a_library_is_looked_through_and_renamed_through_the_api(people: People, scene: Scene) -> None:
    film, file, path = placed(scene)
    _, other, kept = placed(scene, "Detour")
    address = f"/api/v1/libraries/{scene.library}/rename"
    seen = (await people.ada.client.get(address)).json()
    assert (seen["title_count"], seen["same_count"], seen["next_first"]) == (2, 0, None)
    assert {line["file_id"] for line in seen["lines"]} == {file, other}
    headers = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}
    begun = await people.ada.client.post(address, json={"file_ids": [file]}, headers=headers)
    assert begun.status_code == 202 and begun.json()["job_id"]
    await worked(scene)
    assert (path.parent / NAME).exists() and kept.exists()
    left = (await people.ada.client.get(address)).json()
    assert [line["file_id"] for line in left["lines"]] == [other] and left["same_count"] == 1
    for answer in (
        await people.ben.client.get(address), await people.ben.client.post(address, json={}, headers=headers)
    ):  # fmt: skip
        assert answer.status_code == 403
    whole = (await people.ada.client.get(f"/api/v1/titles/{film}/rename", params={"same": True})).json()
    assert [line["outcome"] for line in whole] == ["same"]
