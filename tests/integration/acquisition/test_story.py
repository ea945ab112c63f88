"""The story on real parts: a feed over HTTP, a real seeder, the built-in client, on both databases."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monarr.db.models import DownloadClientRow
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.demo.swarm import Swarm
from monarr.services.context import Actor
from monarr.services.follow import follow_downloads
from monarr.services.queue import remove_download
from monarr.services.search import search_title
from tests.contract.download_clients.clients import LOOPBACK
from tests.integration.acquisition.scene import NOW, Scene, release

WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"
FILM_BYTES = 3_000_000


@pytest.fixture
async def swarm(tmp_path: Path) -> AsyncIterator[Swarm]:
    folder = tmp_path / "offered"
    folder.mkdir()
    async with Swarm(folder) as swarm:
        yield swarm


def digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def is_there(path: Path) -> bool:
    return path.exists()


async def follow_until(scene: Scene, state: str) -> None:
    """Polls until the newest download is in that state; fails with what it is."""
    give_up_at = time.monotonic() + 40
    while time.monotonic() < give_up_at:
        await follow_downloads(scene.house)
        if scene.downloads()[-1].state == state:
            return
        await asyncio.sleep(0.2)
    pytest.fail(f"it is {scene.downloads()[-1]}")


async def test_searched_judged_grabbed_downloaded(scene: Scene, archive: FakeIndexer, swarm: Swarm) -> None:
    film = swarm.folder / f"{WEB}.mkv"
    film.write_bytes(os.urandom(FILM_BYTES))
    content = swarm.make_torrent(film)
    info_hash = swarm.seed(film, content)
    archive.releases = [release(WEB, content=content, info_hash=info_hash, size_bytes=FILM_BYTES)]
    scene.add(DownloadClientRow, name="Built-in", implementation="builtin", protocol="torrent", settings=LOOPBACK)
    title = scene.film(minutes=0.05)  # type: ignore[arg-type]  # so short that three megabytes fit the rules
    report = await search_title(scene.house, title)
    assert len(report.grabbed) == 1, scene.verdicts(WEB)
    await follow_until(scene, "completed")
    (row,) = scene.downloads()
    assert (row.client_ref, row.info_hash, row.left_bytes) == (info_hash, info_hash, 0)
    arrived = Path(row.output_path)
    assert digest(arrived) == digest(film)
    assert row.completed_at == NOW
    assert scene.events()[0] == "release.grabbed"
    assert scene.events()[-1] == "download.completed"
    assert len(scene.jobs("import_download")) == 1
    await remove_download(scene.house, row.id, actor=Actor())
    assert not is_there(arrived)
