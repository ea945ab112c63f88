"""Import by hand, as a page: a folder or a refused download, corrections, a verdict for each file, and the job."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import update

from monarr.db.models import Download, Job, MediaFile
from monarr.jobs import all_job_types
from monarr.jobs.model import Report
from tests.integration.acquisition.scene import NOW, Scene
from tests.integration.imports.scene import video
from tests.integration.pages.conftest import People
from tests.support.probing import shared_prober

NAME = "Sintel.2010.1080p.WEB-DL.x264-Durian.mkv"


@pytest.fixture(autouse=True)
def prober(scene: Scene) -> None:
    scene.house = msgspec.structs.replace(scene.house, prober=shared_prober())
    for name in ("Films", "Series"):
        (scene.folder / name).mkdir()


def found(scene: Scene, *names: str) -> Path:
    folder = scene.folder / "found"
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(video().read_bytes())
    return folder


def said(folder: Path, path: str, title: int | str, **more: Any) -> dict[str, Any]:
    row = {"take.0": "true", "title.0": str(title), "episodes.0": "", "quality.0": "WEBDL-1080p", "languages.0": "",
           "group.0": "Durian"}  # fmt: skip
    return {"folder": str(folder), "path": path, "mode": "move", "do": "import"} | row | more


async def work(scene: Scene) -> None:
    """Runs the queued imports as a worker does."""
    for row in scene.rows(Job, type="import_chosen", state="pending"):
        report = Report(scene.clock, lambda fraction, message: None, row.user_id)  # type: ignore[arg-type, return-value]
        result = await all_job_types()["import_chosen"].run(scene.house, row.payload, report)
        scene.db.write_now(_ended, row.id, result)


def _ended(connection: Any, job_id: int, result: Any) -> None:
    values = {"state": "completed", "result": result}
    connection.execute(update(Job.__table__).where(Job.id == job_id).values(values))


async def test_the_first_page_asks_for_a_place_and_shows_what_waits(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    made = scene.add(Download, title_id=film, release_title="Sintel.2010", state="blocked", grabbed_at=NOW)
    shown = await people.ada.get("/import")
    assert f"/import?download={made}" in shown.text and f"/import?download={made}" in (
        await people.ada.get("/activity")
    ).text  # fmt: skip
    wrong = await people.ada.get("/import?folder=found")
    assert wrong.status_code == 422 and "A whole path" in wrong.text
    library = await people.ada.get(f"/import?folder={scene.folder / 'Films'}")
    assert "belongs to the library already" in library.text


async def test_files_of_a_folder_come_in_by_a_job_and_the_page_tells(people: People, scene: Scene) -> None:
    film, folder = scene.film("Sintel", minutes=1), found(scene, NAME)
    guess = await people.ada.get(f"/import?folder={folder}")
    assert "Nothing speaks against it." in guess.text and "Sintel (2010)" in guess.text
    queued = await people.ada.post(
        "/import", **said(folder, NAME, film, **{"group.0": "Other", "languages.0": "French"})
    )
    job = scene.rows(Job, type="import_chosen")[0]
    assert (queued.status_code, queued.headers["location"]) == (303, f"/import/jobs/{job.id}")
    assert "waits for its turn" in (await people.ada.get(queued.headers["location"])).text
    await work(scene)
    [file] = scene.rows(MediaFile)
    assert (file.title_id, file.release_group, file.languages) == (film, "Other", ["French"])
    told = (await people.ada.get(queued.headers["location"])).text
    assert "The file is in the library." in told and "Undo" in told and list(folder.iterdir()) == []


async def test_keeping_the_source_links_it(people: People, scene: Scene) -> None:
    film, folder = scene.film("Sintel", minutes=1), found(scene, NAME)
    await people.ada.post("/import", **said(folder, NAME, film, mode="keep"))
    await work(scene)
    [file] = scene.rows(MediaFile)
    assert (folder / NAME).samefile(file.path)


async def test_episodes_are_typed_and_wrong_ones_are_told(people: People, scene: Scene) -> None:
    series, episodes = scene.series("Pioneer One", 2, minutes=1)
    folder = found(scene, "a strange name.mkv")
    path = "a strange name.mkv"
    for typed, words in (("", "Say which episodes"), ("S01E09", "has no S01E09"), ("one", "Say which episodes")):
        answer = await people.ada.post("/import", **said(folder, path, series, **{"episodes.0": typed}))
        assert answer.status_code == 422 and words in answer.text
    checked = await people.ada.post("/import", **said(folder, path, series, do="look", **{"episodes.0": "1x02"}))
    assert checked.status_code == 200 and "Nothing speaks against it." in checked.text
    await people.ada.post("/import", **said(folder, path, series, **{"episodes.0": "1x02"}))
    assert scene.rows(Job, type="import_chosen")[0].payload["choices"][0]["item_ids"] == [episodes[1]]


async def test_a_title_that_is_not_offered_is_looked_for(people: People, scene: Scene) -> None:
    film, folder = scene.film("Sintel"), found(scene, "abc.mkv")
    scene.db.write_now(_index, film)
    blank = await people.ada.get(f"/import?folder={folder}")
    assert "does not know whose file this is" in blank.text and "Sintel" not in blank.text
    offered = await people.ada.post("/import", **said(folder, "abc.mkv", "", do="look", find="sintel"))
    assert f'<option value="{film}">Sintel (2010)</option>' in offered.text
    part = await people.ada.client.post(
        "/import", data=said(folder, "abc.mkv", "", do="look", find="sintel") | {"csrf_token": people.ada.csrf},
        headers={"hx-request": "true", "hx-target": "files", "origin": "http://localhost", "accept": "text/html"},
    )  # fmt: skip
    assert "<html" not in part.text and "Sintel (2010)" in part.text


def _index(connection: Any, film: int) -> None:
    from monarr.services.indexing import index_names

    index_names(connection, film)


async def test_a_refused_download_is_kept_anyway(people: People, scene: Scene) -> None:
    film, folder = scene.film("Sintel", minutes=3), found(scene, NAME)
    made = scene.add(Download, title_id=film, release_title=NAME[:-4], state="blocked", grabbed_at=NOW,
                     output_path=str(folder), quality="WEBDL-1080p")  # fmt: skip
    assert "3 min were expected" in (await people.ada.get(f"/import?download={made}")).text
    kept = await people.ada.post(f"/activity/{made}/keep")
    assert kept.headers["location"] == "/activity"
    await work(scene)
    assert len(scene.rows(MediaFile)) == 1 and scene.rows(Download)[0].state == "imported"


async def test_nothing_chosen_is_said(people: People, scene: Scene) -> None:
    film, folder = scene.film("Sintel", minutes=1), found(scene, NAME)
    answer = await people.ada.post("/import", **said(folder, NAME, film, **{"take.0": ""}))
    assert answer.status_code == 422 and "Choose at least one file." in answer.text
    lacking = await people.ada.post("/import", **said(folder, NAME, ""))
    assert "Choose a title." in lacking.text


async def test_members_import_nothing(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    made = scene.add(Download, title_id=film, release_title="Sintel", state="blocked", grabbed_at=NOW)
    assert (await people.ben.get("/import")).status_code == 403
    assert (await people.ben.post("/import", folder="/tmp", do="import")).status_code == 403
    assert (await people.ben.post(f"/activity/{made}/keep")).status_code == 403
