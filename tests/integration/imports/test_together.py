"""Imports that come together are planned and recorded together, and each still stands or falls by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from monarr.db.models import MediaFile, MediaItem, Version
from monarr.services.import_download import ImportReport, import_download
from tests.integration.imports.gate import together
from tests.integration.imports.scene import NOW, Scene, video

TITLES = ("Sintel", "Agent 327", "Big Buck Bunny", "Elephants Dream")


@pytest.fixture
def films(scene: Scene) -> list[int]:
    return [scene.film(title) for title in TITLES]


async def import_all(scene: Scene, films: list[int], then: Callable[[], Any] = lambda: None) -> list[ImportReport]:
    downloads = []
    for title, film in zip(TITLES, films, strict=True):
        release = f"{title.replace(' ', '.')}.2010.1080p.WEB-DL.x264-Durian"
        downloads.append(scene.download(film, release, {f"{release}.mkv": video()}))
    return list(await together(*(import_download(scene.house, download) for download in downloads), then=then))


def target(scene: Scene, title: str) -> Path:
    return scene.root / f"{title} (2010)" / f"{title} (2010) WEBDL-1080p.mkv"


def at(scene: Scene, point: str, work: Any) -> None:
    """Does `work` once, between two steps."""
    asked = [work]

    def between(name: str) -> None:
        if name == point and asked:
            asked.pop()()

    scene.house.db.presence.between = between


async def test_they_take_two_commits_for_all(scene: Scene, films: list[int]) -> None:
    commits: list[str] = []
    listen = partial(event.listen, scene.house.db.engine, "commit", lambda _: commits.append("commit"))

    reports = await import_all(scene, films, listen)

    assert [report.state for report in reports] == ["imported"] * 4
    assert len(commits) == 2
    assert sorted(row.path for row in scene.files()) == sorted(str(target(scene, title)) for title in TITLES)
    assert scene.events() == ["file.imported"] * 4
    assert {row.state for row in scene.operations()} == {"done"}
    assert [scene.row(MediaItem, film).file_count for film in films] == [1, 1, 1, 1]


async def test_one_that_no_longer_holds_looks_again_alone(scene: Scene, films: list[int]) -> None:
    def trash() -> None:
        scene.set(MediaItem, films[1], deleted_at=NOW)

    reports = await import_all(scene, films, trash)

    assert [report.state == "imported" for report in reports] == [True, False, True, True]
    assert reports[1].code == "title-deleted"
    assert {row.title_id for row in scene.files()} == {films[0], films[2], films[3]}


async def test_one_that_the_disk_refuses_is_taken_back_alone(scene: Scene, films: list[int]) -> None:
    def put_in_the_way() -> None:
        target(scene, TITLES[2]).parent.mkdir(parents=True, exist_ok=True)
        target(scene, TITLES[2]).write_bytes(b"somebody else's")

    at(scene, "planned", put_in_the_way)
    reports = await import_all(scene, films)

    assert [report.state == "imported" for report in reports] == [True, True, False, True]
    assert target(scene, TITLES[2]).read_bytes() == b"somebody else's"
    assert {row.path for row in scene.files()} == {str(target(scene, title)) for title in TITLES if title != TITLES[2]}
    ended = {row.item_id: row.state for row in scene.operations() if row.kind == "record"}
    assert ended == {films[0]: "done", films[1]: "done", films[2]: "reversed", films[3]: "done"}


async def test_one_that_the_database_refuses_is_taken_back_alone(scene: Scene, films: list[int]) -> None:
    version = scene.house.db.read_now(
        lambda c: c.execute(select(Version.id).where(Version.item_id == films[3])).scalar_one()
    )

    def take_the_path() -> None:
        scene.house.db.write_now(
            lambda c: c.execute(
                insert(MediaFile).values(
                    public_id="another", version_id=version, title_id=films[3],
                    path=str(target(scene, TITLES[0])), size_bytes=1, modified_ns=1, quality="Unknown", media={},
                    imported_at=NOW, created_at=NOW, updated_at=NOW,
                )
            )
        )  # fmt: skip

    at(scene, "planned", take_the_path)
    reports = await import_all(scene, films)

    assert [report.state == "imported" for report in reports] == [False, True, True, True]
    assert not target(scene, TITLES[0]).exists()
    assert {row.title_id for row in scene.files()} == {films[1], films[2], films[3]}


async def test_two_of_one_title_go_one_after_the_other(scene: Scene, films: list[int]) -> None:
    one = scene.download(films[0], "Sintel.2010.720p.WEB-DL.x264-Durian", {"film.mkv": video(720)})
    two = scene.download(films[0], "Sintel.2010.1080p.WEB-DL.x264-Durian", {"film.mkv": video(1080)})

    reports = await together(import_download(scene.house, one), import_download(scene.house, two))

    assert {report.state for report in reports} <= {"imported", "ignored"}
    (file,) = scene.files()
    assert file.quality in ("WEBDL-1080p", "WEBDL-720p")
    assert reports[1].state == "imported"
    assert file.quality == "WEBDL-1080p"
