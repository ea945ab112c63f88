"""Renaming: what it would do, file by file; one act a title; never two files to one path; all of it can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from monarr.core.errors import Conflict
from monarr.core.naming import NamingConfig
from monarr.db.models import MediaItem
from monarr.db.repositories.settings import save_naming
from monarr.services.context import MONARR
from monarr.services.import_download import import_download
from monarr.services.rename import preview_rename, rename_files
from monarr.services.rename_library import preview_library, rename_library, start_rename, undo_renames
from tests.integration.imports.scene import NOW, Scene, video

SUBTITLE = b"1\n00:00:01,000 --> 00:00:02,000\nHello\n"


async def film_of(scene: Scene, title: str) -> int:
    film = scene.film(title)
    release = f"{title}.2010.1080p.BluRay.x264-Durian"
    files: dict[str, Path | bytes] = {"film.mkv": video(1080), "film.en.srt": SUBTITLE}
    report = await import_download(scene.house, scene.download(film, release, files))
    assert report.state == "imported", report.problem
    return film


def names(scene: Scene) -> set[str]:
    return {Path(path).name for path in scene.library_files()}


def put(path: str) -> None:
    Path(path).write_bytes(b"another")


def take(path: str) -> None:
    Path(path).unlink()


def set_pattern(scene: Scene, pattern: str) -> None:
    scene.house.db.write_now(save_naming, scene.films, NamingConfig(movie_format=pattern), NOW)


async def test_preview_shows_every_file_with_what_goes_along(scene: Scene) -> None:
    film = await film_of(scene, "Sintel")
    [line] = await preview_rename(scene.house, film)
    assert (line.outcome, line.new_path, line.problem) == ("same", line.old_path, None)
    set_pattern(scene, "{Movie Title} [{Quality Full}]")
    [line] = await preview_rename(scene.house, film)
    assert (line.outcome, Path(line.new_path).name) == ("rename", "Sintel [Bluray-1080p].mkv")
    assert [Path(new).name for _old, new in line.others] == ["Sintel [Bluray-1080p].en.srt"]


async def test_file_whose_name_is_taken_or_that_is_gone_keeps_its_name(scene: Scene) -> None:
    film = await film_of(scene, "Sintel")
    set_pattern(scene, "{Movie Title}")
    [line] = await preview_rename(scene.house, film)
    put(line.new_path)
    [line] = await preview_rename(scene.house, film)
    assert line.outcome == "taken" and "Another file is called" in str(line.problem)
    with pytest.raises(Conflict):
        await rename_files(scene.house, film)
    take(line.new_path)
    take(line.old_path)
    [line] = await preview_rename(scene.house, film)
    assert line.outcome == "gone"


async def test_two_files_never_get_one_name(scene: Scene) -> None:
    series, episodes = scene.series(episodes=2)
    release = "Pioneer.One.S01.1080p.WEB-DL.x264-Open"
    files: dict[str, Path | bytes] = {f"Pioneer.One.S01E0{n}.1080p.mkv": video(1080) for n in (1, 2)}
    await import_download(scene.house, scene.download(series, release, files, items=episodes))
    config = NamingConfig(standard_episode_format="{Series Title} {season}")
    scene.house.db.write_now(save_naming, scene.shows, config, NOW)
    assert [line.outcome for line in await preview_rename(scene.house, series)] == ["twice", "twice"]
    with pytest.raises(Conflict, match="two files"):
        await rename_files(scene.house, series)
    report = await rename_library(scene.house, scene.shows)
    assert (report.renamed_count, len(report.left)) == (0, 2)


async def test_library_is_renamed_title_by_title_and_taken_back(scene: Scene) -> None:
    await film_of(scene, "Sintel")
    durian = await film_of(scene, "Durian")
    before = scene.library_files()
    set_pattern(scene, "{Movie Title} {Release Year}")
    found = await preview_library(scene.house, scene.films)
    assert [line.title for line in found.lines] == ["Durian", "Sintel"]
    assert (found.same_count, found.title_count, found.next_first) == (0, 2, None)
    put(found.lines[0].new_path)
    report = await rename_library(scene.house, scene.films)
    assert (report.renamed_count, [one.title for one in report.left]) == (1, ["Durian"])
    assert "Sintel 2010.mkv" in names(scene) and "Sintel 2010.en.srt" in names(scene)
    take(found.lines[0].new_path)
    [file] = [one for one in scene.files() if one.title_id == durian]
    more = await rename_library(scene.house, scene.films, file_ids=[file.id])
    assert more.renamed_count == 1 and "Durian 2010.mkv" in names(scene)
    assert await undo_renames(scene.house, [*report.act_ids, *more.act_ids], MONARR) == 2
    assert scene.library_files() == before


async def test_only_chosen_files_of_a_library_are_renamed(scene: Scene) -> None:
    await film_of(scene, "Sintel")
    await film_of(scene, "Durian")
    set_pattern(scene, "{Movie Title}")
    chosen = next(line for line in (await preview_library(scene.house, scene.films)).lines if line.title == "Sintel")
    report = await rename_library(scene.house, scene.films, file_ids=[chosen.file_id])
    assert report.renamed_count == 1
    assert {"Sintel.mkv"} == {name for name in names(scene) if name in ("Sintel.mkv", "Durian.mkv")}


async def test_titles_in_the_trash_stay_as_they_are(scene: Scene) -> None:
    film = await film_of(scene, "Sintel")
    set_pattern(scene, "{Movie Title}")
    scene.set(MediaItem, film, deleted_at=NOW)
    assert (await preview_library(scene.house, scene.films)).title_count == 0


async def test_the_same_renaming_is_queued_once(scene: Scene) -> None:
    first = await start_rename(scene.house, scene.films, [1, 2], MONARR)
    assert await start_rename(scene.house, scene.films, [2, 1], MONARR) == first
    assert await start_rename(scene.house, scene.films, None, MONARR) != first
