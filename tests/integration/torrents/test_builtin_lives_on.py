"""The built-in client over restarts, kills, changed settings and lost files."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monarr.core.errors import Unavailable
from monarr.demo.swarm import Swarm
from monarr.ports.download_client import ClientState
from monarr.providers.download_clients.builtin._session import TorrentSession
from monarr.providers.download_clients.builtin._settings import Settings
from tests.contract.download_clients.clients import LOOPBACK, builtin
from tests.contract.download_clients.suite import Offered, TorrentClientSuite, digest, is_complete, until

offer = TorrentClientSuite.offer
PROJECT = Path(__file__).parents[3]


@pytest.fixture
async def swarm(tmp_path: Path) -> AsyncIterator[Swarm]:
    folder = tmp_path / "offered"
    folder.mkdir()
    async with Swarm(folder) as swarm:
        yield swarm


def film(swarm: Swarm, name: str = "Film.mkv", size_bytes: int = 3_000_000, limit: int | None = None) -> Offered:
    path = swarm.folder / name
    path.write_bytes(os.urandom(size_bytes))
    return offer(swarm, path, limit)


async def test_finished_downloads_go_on_seeding_after_a_restart(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm)
    client = builtin(tmp_path / "data")
    done = await until(client, await client.add(offered.adding(category="films")), is_complete)
    await client.close()

    again = builtin(tmp_path / "data")
    found = await until(again, offered.ref, lambda download: download.state is ClientState.SEEDING)
    await again.close()
    assert (found.completed_at, found.added_at, found.category) == (done.completed_at, done.added_at, "films")


async def test_an_unfinished_download_goes_on_where_it_was(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm, size_bytes=6_000_000, limit=1_500_000)
    client = builtin(tmp_path / "data")
    ref = await client.add(offered.adding())
    half = await until(client, ref, lambda download: (download.left_bytes or 0) < 4_500_000)
    await client.close()

    again = builtin(tmp_path / "data")
    found = await until(again, ref, lambda download: download.state is not ClientState.CHECKING)  # what it had noted
    assert found.left_bytes is not None
    assert found.left_bytes <= (half.left_bytes or 0) + 4 * 262_144  # pieces that were under way are fetched anew
    done = await until(again, ref, is_complete)
    await again.close()
    assert digest(Path(done.output_path or "")) == digest(offered.path)


async def test_a_magnet_without_its_file_list_survives_a_restart(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm)
    swarm.withdraw(offered.ref)
    client = builtin(tmp_path / "data")
    ref = await client.add(offered.adding(content=None, magnet_url=offered.magnet))
    await client.close()

    swarm.seed(offered.path, offered.torrent)
    again = builtin(tmp_path / "data")
    done = await until(again, ref, is_complete)
    await again.close()
    assert digest(Path(done.output_path or "")) == digest(offered.path)


async def test_a_paused_download_stays_paused_after_a_restart(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm, size_bytes=6_000_000, limit=200_000)
    client = builtin(tmp_path / "data")
    ref = await client.add(offered.adding())
    await client.pause(ref)
    await until(client, ref, lambda download: download.state is ClientState.PAUSED)
    await client.close()

    again = builtin(tmp_path / "data")
    assert await until(again, ref, lambda download: download.state is ClientState.PAUSED, seconds=5)
    await again.close()


async def test_a_killed_process_loses_no_download(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm, size_bytes=8_000_000, limit=2_000_000)
    (tmp_path / "film.torrent").write_bytes(offered.torrent)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.integration.torrents.holder", tmp_path / "data", tmp_path / "film.torrent",
        stdout=asyncio.subprocess.PIPE, cwd=PROJECT, env={**os.environ, "PYTHONPATH": "src"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(40):
            while int(await process.stdout.readline()) < 2_000_000:
                pass
        with pytest.raises(Unavailable, match="Another Monarr process"):
            await builtin(tmp_path / "data").list_downloads()
    finally:
        process.kill()
        await process.communicate()

    swarm.withdraw(offered.ref)
    client = builtin(tmp_path / "data")
    kept = await until(client, offered.ref, lambda download: download.state is not ClientState.CHECKING)
    assert kept.left_bytes is not None
    assert kept.left_bytes <= 8_000_000 - 1_000_000  # what was written before the kill was found again
    swarm.seed(offered.path, offered.torrent)
    done = await until(client, offered.ref, is_complete)
    await client.close()
    assert digest(Path(done.output_path or "")) == digest(offered.path)


async def test_after_a_power_cut_fresh_downloads_are_checked_and_mended(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm)
    client = builtin(tmp_path / "data")
    done = await until(client, await client.add(offered.adding()), is_complete)
    await client.close()
    file = Path(done.output_path or "")
    lose_a_block(file)
    (tmp_path / "data" / "torrents" / "session.open").write_text("another start of the machine")

    again = builtin(tmp_path / "data")
    await until(again, offered.ref, is_complete)  # which it is not before it was checked
    await again.close()
    assert digest(file) == digest(offered.path)


def lose_a_block(file: Path) -> None:
    """As if a part of it had never reached the disk."""
    with file.open("r+b") as content:
        content.seek(1_000_000)
        content.write(b"\0" * 4096)


async def test_a_removed_download_does_not_come_back(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm)
    client = builtin(tmp_path / "data")
    await until(client, await client.add(offered.adding()), is_complete)
    await client.remove(offered.ref, delete_files=False)
    await client.close()

    again = builtin(tmp_path / "data")
    found = await again.list_downloads()
    await again.close()
    assert found == []


async def test_broken_state_of_one_torrent_does_not_stop_the_others(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm)
    client = builtin(tmp_path / "data")
    await until(client, await client.add(offered.adding()), is_complete)
    await client.close()
    (tmp_path / "data" / "torrents" / f"{'0' * 40}.resume").write_bytes(b"d4:half")
    (tmp_path / "data" / "torrents" / f"{'1' * 40}.resume").write_bytes(b"de")
    (tmp_path / "data" / "torrents" / "session.state").write_bytes(b"\x00rubbish")

    again = builtin(tmp_path / "data")
    found = await again.list_downloads()
    await again.close()
    assert [download.ref for download in found] == [offered.ref]


async def test_vanished_files_of_a_finished_download_are_told_and_not_fetched_unasked(
    tmp_path: Path, swarm: Swarm
) -> None:
    offered = film(swarm)
    client = builtin(tmp_path / "data")
    await until(client, await client.add(offered.adding()), is_complete)
    await client.close()
    shutil.rmtree(tmp_path / "data" / "downloads")

    again = builtin(tmp_path / "data")
    failed = await until(again, offered.ref, lambda download: download.state is ClientState.FAILED, seconds=5)
    assert failed.message is not None
    assert "not where they were" in failed.message
    await again.resume(offered.ref)
    assert await until(again, offered.ref, is_complete)
    await again.close()


async def test_adapters_of_one_folder_share_the_session(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm)
    first, second = builtin(tmp_path / "data"), builtin(tmp_path / "data", max_download_kib=5000)
    ref = await first.add(offered.adding())
    assert await second.find(ref) is not None
    await first.close()
    await first.close()
    assert await until(second, ref, is_complete)
    await second.close()


async def test_seeding_ends_by_itself_at_its_goal(tmp_path: Path, swarm: Swarm) -> None:
    offered = film(swarm)
    client = builtin(tmp_path / "data")
    await until(client, await client.add(offered.adding(seed_minutes=0)), is_complete)
    await client.close()

    session = TorrentSession(tmp_path / "data" / "torrents", Settings.load(LOOPBACK), tend_seconds=0.2)
    await session.start()
    async with asyncio.timeout(10):
        while (await session.downloads())[0].state is not ClientState.COMPLETED:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    assert (await session.downloads())[0].may_remove
    await session.close()


async def test_an_idle_session_sleeps(tmp_path: Path) -> None:
    client = builtin(tmp_path / "data")
    await client.list_downloads()
    before = os.times()
    await asyncio.sleep(3)
    after = os.times()
    await client.close()
    assert (after.user + after.system) - (before.user + before.system) < 0.1
