"""A finished download comes into the library."""

from __future__ import annotations

from monarr.services.import_download import import_download
from tests.integration.imports.scene import Scene, video

SINTEL = "Sintel.2010.1080p.WEB-DL.x264-Durian"


async def test_a_film_is_hardlinked_named_and_recorded(scene: Scene) -> None:
    film = scene.film()
    download = scene.download(film, SINTEL, {"sintel.mkv": video()})
    report = await import_download(scene.house, download)
    assert (report.state, report.problem) == ("imported", None)
    [file] = scene.files()
    path = scene.root / "Sintel (2010)" / "Sintel (2010) WEBDL-1080p.mkv"
    assert file.path == str(path)
    assert path.stat().st_ino == (scene.downloads / SINTEL / "sintel.mkv").stat().st_ino
    assert scene.items_of(file.id) == [film]
    assert scene.events() == ["file.imported"]
    assert {row.state for row in scene.operations()} == {"done"}


async def test_importing_twice_changes_nothing(scene: Scene) -> None:
    download = scene.download(scene.film(), SINTEL, {"sintel.mkv": video()})
    await import_download(scene.house, download)
    before = (scene.library_files(), scene.events(), len(scene.operations()))
    assert (await import_download(scene.house, download)).state == "imported"
    assert (scene.library_files(), scene.events(), len(scene.operations())) == before
