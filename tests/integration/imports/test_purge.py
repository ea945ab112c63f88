"""The trash is emptied by a person: one file, one title, or all of it; nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from monarr.core.errors import NotFound
from monarr.db.models import MediaItem
from monarr.services.context import MONARR
from monarr.services.import_download import import_download
from monarr.services.recycle import empty_trash, purge_file, purge_title
from monarr.services.remove import delete_file, delete_title
from tests.integration.imports.scene import Scene, video


async def imported(scene: Scene, film: int, name: str) -> None:
    download = scene.download(film, f"{name}.1080p.WEB-DL.x264-Durian", {"film.mkv": video()})
    assert (await import_download(scene.house, download)).state == "imported"


async def test_one_file_goes_for_good_and_its_title_stays(scene: Scene) -> None:
    film = scene.film()
    await imported(scene, film, "Sintel.2010")
    [file] = scene.files()
    with pytest.raises(NotFound):
        await purge_file(scene.house, file.id, MONARR)
    await delete_file(scene.house, file.id)
    report = await purge_file(scene.house, file.id, MONARR)
    assert (report.file_count, report.size_bytes) == (1, file.size_bytes)
    assert scene.library_files() == {} and scene.row(MediaItem, film) is not None


async def test_a_title_goes_for_good_with_its_files(scene: Scene) -> None:
    film, other = scene.film(), scene.film("Charge", 2022)
    await imported(scene, film, "Sintel.2010")
    await imported(scene, other, "Charge.2022")
    with pytest.raises(NotFound):
        await purge_title(scene.house, film, MONARR)
    await delete_title(scene.house, film, delete_files=True)
    await purge_title(scene.house, film, MONARR)
    assert scene.row(MediaItem, film) is None
    assert [Path(path).name for path in scene.library_files()] == ["Charge (2022) WEBDL-1080p.mkv"]


async def test_files_that_stayed_at_their_place_outlive_their_title(scene: Scene) -> None:
    film = scene.film()
    await imported(scene, film, "Sintel.2010")
    before = scene.library_files()
    await delete_title(scene.house, film, delete_files=False)
    await purge_title(scene.house, film, MONARR)
    assert scene.row(MediaItem, film) is None and scene.library_files() == before


async def test_emptying_takes_all_that_is_deleted_and_nothing_else(scene: Scene) -> None:
    film, other = scene.film(), scene.film("Charge", 2022)
    await imported(scene, film, "Sintel.2010")
    await imported(scene, other, "Charge.2022")
    await delete_title(scene.house, film, delete_files=True)
    assert (await empty_trash(scene.house, MONARR, [scene.shows])).file_count == 0
    report = await empty_trash(scene.house, MONARR)
    assert (report.file_count, report.title_count, report.left_count) == (1, 1, 0)
    assert len(scene.files()) == 1 and len(scene.library_files()) == 1
