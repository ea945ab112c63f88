"""Deleting, restoring, undoing, renaming, purging: nothing is lost, and everything can come back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monarr.core.errors import Conflict, NotFound
from monarr.db.models import MediaItem
from monarr.services.import_download import import_download
from monarr.services.recycle import purge_recycle
from monarr.services.remove import delete_file, delete_title
from monarr.services.rename import preview_rename, rename_files
from monarr.services.restore import restore_file, restore_title
from monarr.services.undo import CannotUndo, can_undo, undo_act
from tests.integration.imports.scene import Scene, video

OLD = "Sintel.2010.720p.WEB-DL.x264-Durian"
NEW = "Sintel.2010.1080p.BluRay.x264-Durian"
SUBTITLE = b"1\n00:00:01,000 --> 00:00:02,000\nHello\n"


async def _imported(scene: Scene, film: int, release: str, lines: int) -> str:
    files: dict[str, Path | bytes] = {"film.mkv": video(lines), "film.en.srt": SUBTITLE}
    report = await import_download(scene.house, scene.download(film, release, files))
    assert report.state == "imported", report.problem
    return str(report.files[0].act_id)


async def test_an_upgrade_keeps_the_old_file_and_undo_brings_it_back(scene: Scene) -> None:
    film = scene.film()
    await _imported(scene, film, OLD, 720)
    before = scene.library_files()
    act = await _imported(scene, film, NEW, 1080)
    [here], [gone] = scene.files(), scene.files(deleted=True)
    assert (here.quality, gone.quality) == ("Bluray-1080p", "WEBDL-720p")
    assert ".monarr-recycle" in gone.recycle_path and len(scene.library_files()) == 4
    await undo_act(scene.house, act)
    [here] = scene.files()
    assert here.quality == "WEBDL-720p"
    assert before.items() <= scene.library_files().items()
    assert scene.events() == ["file.imported", "file.upgraded", "file.restored"]


async def test_an_undone_act_cannot_be_undone_again(scene: Scene) -> None:
    act = await _imported(scene, scene.film(), OLD, 720)
    await undo_act(scene.house, act)
    assert scene.files() == []
    with pytest.raises(CannotUndo, match="already"):
        await undo_act(scene.house, act)


async def test_an_import_that_was_upgraded_since_cannot_be_undone(scene: Scene) -> None:
    film = scene.film()
    first = await _imported(scene, film, OLD, 720)
    await _imported(scene, film, NEW, 1080)
    assert "replaced" in str(await can_undo(scene.house, first))


async def test_a_deleted_title_comes_back_with_its_files(scene: Scene) -> None:
    film = scene.film()
    await _imported(scene, film, NEW, 1080)
    before = scene.library_files()
    act = await delete_title(scene.house, film, delete_files=True)
    assert scene.files() == [] and scene.row(MediaItem, film).deleted_at is not None
    assert set(scene.library_files().values()) == set(before.values())
    await undo_act(scene.house, act)
    assert scene.library_files() == before
    assert scene.row(MediaItem, film).deleted_at is None and len(scene.files()) == 1


async def test_a_title_deleted_without_its_files_leaves_them_alone(scene: Scene) -> None:
    film = scene.film()
    await _imported(scene, film, NEW, 1080)
    before = scene.library_files()
    await delete_title(scene.house, film, delete_files=False)
    assert scene.library_files() == before and scene.files() == []
    await restore_title(scene.house, film)
    assert scene.library_files() == before and len(scene.files()) == 1


async def test_a_deleted_file_is_restored_with_its_subtitles(scene: Scene) -> None:
    await _imported(scene, scene.film(), NEW, 1080)
    before = scene.library_files()
    [file] = scene.files()
    await delete_file(scene.house, file.id)
    assert all(path.startswith("library/.monarr-recycle/") for path in scene.library_files())
    await restore_file(scene.house, file.id)
    assert scene.library_files() == before


async def test_an_old_file_is_not_restored_over_a_newer_one(scene: Scene) -> None:
    film = scene.film()
    await _imported(scene, film, OLD, 720)
    await _imported(scene, film, NEW, 1080)
    [old] = scene.files(deleted=True)
    with pytest.raises(Conflict, match="Undo that upgrade"):
        await restore_file(scene.house, old.id)


async def test_thirty_days_later_the_store_is_emptied(scene: Scene) -> None:
    film = scene.film()
    await _imported(scene, film, NEW, 1080)
    act = await delete_title(scene.house, film, delete_files=True)
    now = scene.house.clock.now()
    assert (await purge_recycle(scene.house, now=now + timedelta(days=29))).file_count == 0
    report = await purge_recycle(scene.house, now=now + timedelta(days=31))
    assert (report.file_count, report.title_count) == (1, 1)
    assert scene.library_files() == {} and scene.row(MediaItem, film) is None
    with pytest.raises(NotFound):
        await undo_act(scene.house, act)


async def test_renaming_follows_the_rules_and_can_be_undone(scene: Scene) -> None:
    film = scene.film()
    await _imported(scene, film, NEW, 1080)
    before = scene.library_files()
    assert [one.outcome for one in await preview_rename(scene.house, film)] == ["same"]
    scene.set(MediaItem, film, title="Durian")
    [proposal] = await preview_rename(scene.house, film)
    assert Path(proposal.new_path).name == "Durian (2010) Bluray-1080p.mkv"
    act = await rename_files(scene.house, film)
    assert act is not None and {Path(path).name for path in scene.library_files()} == {
        "Durian (2010) Bluray-1080p.mkv", "Durian (2010) Bluray-1080p.en.srt",
    }  # fmt: skip
    await undo_act(scene.house, act)
    assert scene.library_files() == before
