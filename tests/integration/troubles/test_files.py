"""Files that go while they are imported, and the same episode twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from monarr.core.acts import Step
from monarr.core.errors import FileError
from monarr.files import identify, perform
from monarr.services.import_download import import_download
from tests.integration.imports.conftest import scene
from tests.integration.imports.scene import Scene, video

__all__ = ["scene"]


@pytest.mark.parametrize("kind", ["copy", "link", "move"])
def test_a_file_that_vanishes_before_its_copy_leaves_nothing(tmp_path: Path, kind: str) -> None:
    source, target = tmp_path / "film.mkv", tmp_path / "library" / "film.mkv"
    target.parent.mkdir()
    source.write_bytes(b"film")
    found = identify(source)
    assert found is not None
    source.unlink()
    step = Step(kind=kind, source=str(source), target=str(target), size_bytes=4, modified_ns=found.modified_ns,
                inode=found.inode)  # fmt: skip
    with pytest.raises(FileError) as caught:
        perform(step, "act")
    assert caught.value.reason == "vanished" and list(target.parent.iterdir()) == []


async def test_two_downloads_of_one_episode_leave_one_file(scene: Scene) -> None:
    series, episodes = scene.series()
    name = "Pioneer.One.S01E01.1080p.WEB-DL.x264-{}"
    reports = []
    for group in ("ONE", "TWO"):
        release = name.format(group)
        download = scene.download(series, release, {f"{release}.mkv": video()}, items=episodes[:1])
        reports.append(await import_download(scene.house, download))
    assert reports[0].state == "imported"
    assert reports[1].state != "imported" and str(reports[1].problem)
    [file] = scene.files()
    assert scene.items_of(file.id) == episodes[:1]
