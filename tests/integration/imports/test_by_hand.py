"""Import by hand, several processes, and what pages read of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from monarr.core.acts import Act
from monarr.core.errors import InvalidInput
from monarr.db.engine import Database
from monarr.db.queries.files import acts, open_act_count, steps_of
from monarr.db.queries.trash import trash_totals, trashed_files, trashed_titles
from monarr.db.repositories.journal import Busy, plan_acts
from monarr.services.context import MONARR
from monarr.services.import_download import import_download
from monarr.services.manual_guess import Choice, list_files
from monarr.services.manual_import import import_chosen
from monarr.services.recover import recover
from monarr.services.remove import delete_title
from tests.integration.imports.scene import Scene, inode_of, video

SINTEL = "Sintel.2010.1080p.WEB-DL.x264-Durian"


async def test_files_of_a_folder_are_guessed_and_moved_as_chosen(scene: Scene) -> None:
    film = scene.film()
    folder = scene.folder / "found"
    scene.download(film, "found", {f"{SINTEL}.mkv": video()})
    (scene.downloads / "found").rename(folder)
    [guess] = await list_files(scene.house, folder=str(folder))
    assert (guess.title_id, guess.quality, guess.item_ids, guess.problems) == (film, "WEBDL-1080p", (film,), ())
    choice = Choice(path=guess.path, title_id=film, quality="Bluray-1080p")
    report = await import_chosen(scene.house, [choice], folder=str(folder), actor=MONARR)
    assert report.state == "imported"
    [file] = scene.files()
    assert (file.quality, list(folder.iterdir())) == ("Bluray-1080p", [])


async def test_a_blocked_download_is_imported_by_a_persons_word(scene: Scene) -> None:
    download = scene.download(scene.film(seconds=180), SINTEL, {"sintel.mkv": video()})
    assert (await import_download(scene.house, download)).state == "blocked"
    [guess] = await list_files(scene.house, download_id=download)
    assert [str(problem) for problem in guess.problems] == ["It runs 1 min; 3 min were expected."]
    choice = Choice(path=guess.path, title_id=guess.title_id or 0)
    report = await import_chosen(scene.house, [choice], download_id=download, actor=MONARR)
    assert (report.state, scene.state(download)) == ("imported", "imported")


@pytest.mark.parametrize("folder", ["relative", "", "/a\0b"])
async def test_only_whole_paths_are_taken(lite: Scene, folder: str) -> None:
    with pytest.raises(InvalidInput):
        await list_files(lite.house, folder=folder)


async def test_the_library_itself_is_no_place_to_import_from(lite: Scene) -> None:
    for folder in (lite.root, lite.root / "x", lite.folder):
        with pytest.raises(InvalidInput):
            await list_files(lite.house, folder=str(folder))


async def test_files_that_are_not_there_cannot_be_chosen(lite: Scene) -> None:
    film = lite.film()
    download = lite.download(film, SINTEL, {"sintel.mkv": video()})
    with pytest.raises(InvalidInput, match="not among"):
        await import_chosen(
            lite.house, [Choice(path="../../secret.mkv", title_id=film)], download_id=download, actor=MONARR
        )


async def test_an_act_of_a_living_process_is_left_to_it(scene: Scene) -> None:
    film = scene.film()
    other = Database(scene.house.db.url)
    act = Act(id="theirs", name="import", steps=(), record={"title_id": film}, title_id=film)
    other.write_durably_now(plan_acts, [act], other.presence.hold(), scene.house.clock.now())
    assert (await recover(scene.house)).left == 1
    with pytest.raises(Busy):
        await delete_title(scene.house, film, delete_files=True)
    other.close()
    assert (await recover(scene.house)).finished == 1


async def test_the_trash_and_the_journal_can_be_read(scene: Scene) -> None:
    film = scene.film()
    await import_download(scene.house, scene.download(film, SINTEL, {"sintel.mkv": video()}))
    act = await delete_title(scene.house, film, delete_files=True)
    db = scene.house.db
    [title], [file] = (await db.read(trashed_titles)).rows, (await db.read(trashed_files)).rows
    assert (title.id, file.title_is_deleted, Path(file.path).suffix) == (film, True, ".mkv")
    totals = await db.read(trash_totals)
    assert (totals.title_count, totals.file_count) == (1, 1) and totals.size_bytes == file.size_bytes
    assert [one.act for one in await db.read(acts, title_id=film)] == ["delete", "import"]
    assert [one.kind for one in await db.read(steps_of, act)] == ["mkdir", "recycle", "record", "remove"]
    assert await db.read(open_act_count) == 0


async def test_an_act_waits_while_its_disk_is_not_mounted(lite: Scene) -> None:
    film = lite.film()
    record = {"title_id": film, "root": str(lite.root), "root_inode": inode_of(lite.root)}
    other = Database(lite.house.db.url)
    act = Act(id="cut-off", name="import", steps=(), record=record, title_id=film)
    other.write_durably_now(plan_acts, [act], other.presence.hold(), lite.house.clock.now())
    other.close()
    away = lite.folder / "away"
    lite.root.rename(away)
    lite.root.mkdir()  # what an unmounted disk leaves
    assert (await recover(lite.house)).left == 1
    lite.root.rmdir()
    away.rename(lite.root)
    assert (await recover(lite.house)).finished == 1
