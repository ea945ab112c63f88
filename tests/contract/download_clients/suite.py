"""What every torrent client must do, on real bytes from a real seeder over loopback.

A test class inherits `TorrentClientSuite` and gives the fixture `client`.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from monarr.core import bencode
from monarr.core.errors import Refused
from monarr.core.kinds import Protocol
from monarr.core.torrents import info_hash_of
from monarr.demo.swarm import Swarm
from monarr.ports.download_client import AddDownload, ClientDownload, ClientState, DownloadClient

COMPLETE = (ClientState.SEEDING, ClientState.COMPLETED)
FILM_BYTES = 3_000_000


@dataclass(frozen=True)
class Offered:
    """Something a seeder offers."""

    path: Path
    torrent: bytes
    ref: str
    magnet: str

    def adding(self, **more: object) -> AddDownload:
        values: dict[str, object] = {"name": self.path.name, "content": self.torrent, **more}
        return AddDownload(protocol=Protocol.TORRENT, **values)  # type: ignore[arg-type]


async def until(
    client: DownloadClient,
    ref: str,
    holds: Callable[[ClientDownload], bool],
    *,
    seconds: float = 40,
    pause_seconds: float = 0.1,
) -> ClientDownload:
    """The download as soon as it is as wanted; fails with its last state."""
    found = None
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        found = await client.find(ref)
        if found is not None and holds(found):
            return found
        await asyncio.sleep(pause_seconds)
    pytest.fail(f"after {seconds} s it is {found}")


def is_complete(download: ClientDownload) -> bool:
    return download.state in COMPLETE


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def torrent_nobody_has(name: str = "Nobody Has This") -> bytes:
    info = {"name": name, "length": 500_000, "piece length": 262_144, "pieces": os.urandom(40)}
    return bencode.encode({"info": info})


class TorrentClientSuite:
    """The port's promises."""

    @pytest.fixture
    async def swarm(self, tmp_path: Path) -> AsyncIterator[Swarm]:
        folder = tmp_path / "offered"
        folder.mkdir()
        async with Swarm(folder) as swarm:
            yield swarm

    @pytest.fixture
    def client(self) -> DownloadClient:
        raise NotImplementedError

    @pytest.fixture
    def film(self, swarm: Swarm) -> Offered:
        path = swarm.folder / f"Film {os.urandom(4).hex()}.mkv"
        path.write_bytes(os.urandom(FILM_BYTES))
        return self.offer(swarm, path)

    @pytest.fixture
    def season(self, swarm: Swarm) -> Offered:
        folder = swarm.folder / f"Season {os.urandom(4).hex()}"
        (folder / "Subs").mkdir(parents=True)
        for name in ("e1.mkv", "e2.mkv", "Subs/e1.srt"):
            (folder / name).write_bytes(os.urandom(600_000))
        return self.offer(swarm, folder)

    @staticmethod
    def offer(swarm: Swarm, path: Path, limit: int | None = None) -> Offered:
        torrent = swarm.make_torrent(path)
        ref = swarm.seed(path, torrent, upload_limit_bytes=limit)
        return Offered(path, torrent, ref, swarm.magnet(torrent))

    async def test_the_settings_pass_their_test(self, client: DownloadClient) -> None:
        await client.test()

    async def test_a_torrent_file_downloads_to_the_right_bytes(self, client: DownloadClient, film: Offered) -> None:
        ref = await client.add(film.adding())
        done = await until(client, ref, is_complete)
        assert ref == film.ref == info_hash_of(film.torrent)
        assert done.output_path is not None
        assert digest(Path(done.output_path)) == digest(film.path)
        assert (done.size_bytes, done.left_bytes, done.eta_seconds) == (FILM_BYTES, 0, None)
        assert done.completed_at is not None

    async def test_a_magnet_downloads_to_the_right_bytes(self, client: DownloadClient, film: Offered) -> None:
        ref = await client.add(film.adding(content=None, magnet_url=film.magnet))
        done = await until(client, ref, is_complete)
        assert ref == film.ref
        assert done.output_path is not None
        assert digest(Path(done.output_path)) == digest(film.path)

    async def test_a_folder_keeps_its_files_where_the_torrent_says(
        self, client: DownloadClient, season: Offered
    ) -> None:
        ref = await client.add(season.adding())
        done = await until(client, ref, is_complete)
        files = await client.files(ref)
        assert {file.path for file in files} == {"e1.mkv", "e2.mkv", "Subs/e1.srt"}
        assert done.output_path is not None
        for file in files:
            assert digest(Path(done.output_path) / file.path) == digest(season.path / file.path)

    async def test_only_the_wanted_files_are_fetched(self, client: DownloadClient, season: Offered) -> None:
        ref = await client.add(season.adding(wanted_files=(0,)))
        await until(client, ref, is_complete)
        complete = [file.path for file in await client.files(ref) if file.progress == 1]
        assert len(complete) == 1

    async def test_adding_twice_is_adding_once(self, client: DownloadClient, film: Offered) -> None:
        first = await client.add(film.adding())
        second = await client.add(film.adding())
        third = await client.add(film.adding(content=None, magnet_url=film.magnet))
        assert first == second == third
        assert [download.ref for download in await client.list_downloads()] == [first]

    async def test_a_slow_download_tells_its_rate_and_its_end(self, client: DownloadClient, swarm: Swarm) -> None:
        path = swarm.folder / "Slow.mkv"
        path.write_bytes(os.urandom(12_000_000))
        offered = self.offer(swarm, path, limit=600_000)
        ref = await client.add(offered.adding())
        # The first rate is measured over a moment only, and may promise hours.
        running = await until(client, ref, lambda found: found.rate_bytes > 0 and 1 <= (found.eta_seconds or 0) < 600)
        assert running.state is ClientState.DOWNLOADING
        assert running.left_bytes is not None
        assert 0 < running.left_bytes <= 12_000_000
        assert running.eta_seconds is not None
        assert 1 <= running.eta_seconds < 600

    async def test_a_paused_download_stands_still_until_it_is_resumed(
        self, client: DownloadClient, swarm: Swarm
    ) -> None:
        path = swarm.folder / "Paused.mkv"
        path.write_bytes(os.urandom(4_000_000))
        offered = self.offer(swarm, path, limit=300_000)
        ref = await client.add(offered.adding())
        await client.pause(ref)
        await until(client, ref, lambda download: download.state is ClientState.PAUSED)
        swarm.limit(ref, None)
        await client.resume(ref)
        # Clients built on libtorrent turn to a peer that they have left only after a minute.
        assert await until(client, ref, is_complete, seconds=100)

    async def test_removing_with_files_leaves_nothing(self, client: DownloadClient, season: Offered) -> None:
        ref = await client.add(season.adding())
        done = await until(client, ref, is_complete)
        await client.remove(ref, delete_files=True)
        assert await client.find(ref) is None
        assert done.output_path is not None
        await gone(Path(done.output_path))

    async def test_removing_without_files_leaves_them(self, client: DownloadClient, film: Offered) -> None:
        ref = await client.add(film.adding())
        done = await until(client, ref, is_complete)
        await client.remove(ref, delete_files=False)
        assert await client.find(ref) is None
        assert done.output_path is not None
        assert digest(Path(done.output_path)) == digest(film.path)

    async def test_removing_what_has_gone_is_quiet(self, client: DownloadClient) -> None:
        await client.remove("a" * 40, delete_files=True)
        await client.pause("a" * 40)
        await client.resume("a" * 40)
        assert await client.find("a" * 40) is None
        assert await client.files("a" * 40) == []

    async def test_a_torrent_nobody_has_is_stalled_and_says_why(self, client: DownloadClient) -> None:
        ref = await client.add(
            AddDownload(name="Nobody", protocol=Protocol.TORRENT, content=torrent_nobody_has(os.urandom(4).hex()))
        )
        stalled = await until(client, ref, lambda download: download.state is ClientState.STALLED)
        assert stalled.message == "No peer sends anything."
        assert stalled.eta_seconds is None

    async def test_a_magnet_nobody_has_waits_for_its_file_list(self, client: DownloadClient) -> None:
        magnet = f"magnet:?xt=urn:btih:{os.urandom(20).hex()}&dn=Nobody"
        ref = await client.add(AddDownload(name="Nobody", protocol=Protocol.TORRENT, magnet_url=magnet))
        waiting = await until(client, ref, lambda download: download.state is ClientState.METADATA)
        assert waiting.message == "No peer has sent the file list yet."
        assert waiting.size_bytes is None
        assert waiting.output_path is None
        assert await client.files(ref) == []

    async def test_a_seeding_goal_that_is_reached_frees_the_files(self, client: DownloadClient, film: Offered) -> None:
        ref = await client.add(film.adding(seed_minutes=0))
        assert await until(client, ref, lambda download: is_complete(download) and download.may_remove)

    async def test_a_seeding_goal_that_lies_ahead_keeps_the_files(self, client: DownloadClient, film: Offered) -> None:
        ref = await client.add(film.adding(seed_ratio=5.0))
        done = await until(client, ref, is_complete)
        assert not done.may_remove

    @pytest.mark.parametrize(
        "content", [b"<html><title>Log in</title></html>", b"", b"d4:infode"], ids=["html", "empty", "no pieces"]
    )
    async def test_what_is_no_torrent_is_refused(self, client: DownloadClient, content: bytes) -> None:
        with pytest.raises(Refused, match="no torrent that can be read"):
            await client.add(AddDownload(name="A page", protocol=Protocol.TORRENT, content=content))


async def gone(path: Path, seconds: float = 10) -> None:
    """Waits until a file or folder is not there any more."""
    give_up_at = time.monotonic() + seconds
    while await asyncio.to_thread(path.exists):
        assert time.monotonic() < give_up_at, f"{path} is still there"
        await asyncio.sleep(0.1)
