"""The seeders and the tracker that demo and tests rely on."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote_from_bytes, urlsplit

import pytest

from monarr.core import bencode
from monarr.core.torrents import parse_torrent
from monarr.demo.swarm import Swarm
from tests.contract.download_clients.clients import builtin
from tests.contract.download_clients.suite import TorrentClientSuite, is_complete, until

HASH = bytes(range(20))


@pytest.fixture
async def swarm(tmp_path: Path) -> AsyncIterator[Swarm]:
    folder = tmp_path / "offered"
    folder.mkdir()
    (folder / "Film.mkv").write_bytes(os.urandom(3_000_000))
    async with Swarm(folder) as swarm:
        yield swarm


async def announce(swarm: Swarm, **said: str) -> dict[bytes, object]:
    parts = urlsplit(swarm.tracker_url)
    assert parts.port is not None
    reader, writer = await asyncio.open_connection("127.0.0.1", parts.port)
    query = "&".join(f"{name}={value}" for name, value in said.items())
    writer.write(f"GET {parts.path}?{query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return bencode.decode(answer.partition(b"\r\n\r\n")[2])  # type: ignore[no-any-return]


async def test_the_tracker_names_the_others_only(swarm: Swarm) -> None:
    info_hash = quote_from_bytes(HASH)
    assert (await announce(swarm, info_hash=info_hash, port="7001"))[b"peers"] == b""
    assert (await announce(swarm, info_hash=info_hash, port="7002"))[b"peers"] == b"\x7f\0\0\1" + (7001).to_bytes(
        2, "big"
    )
    await announce(swarm, info_hash=info_hash, port="7001", event="stopped")
    assert (await announce(swarm, info_hash=info_hash, port="7002"))[b"peers"] == b""


async def test_the_tracker_says_what_is_missing(swarm: Swarm) -> None:
    assert b"failure reason" in await announce(swarm, info_hash="short", port="x")


async def test_a_torrent_names_the_tracker_and_the_web_seed(swarm: Swarm) -> None:
    content = swarm.make_torrent("Film.mkv", web_seed="http://127.0.0.1:9/Film.mkv")
    assert parse_torrent(content).trackers == (swarm.tracker_url,)
    assert bencode.decode(content)[b"url-list"] == b"http://127.0.0.1:9/Film.mkv"


async def test_an_upload_limit_holds_and_can_be_lifted(swarm: Swarm, tmp_path: Path) -> None:
    offered = TorrentClientSuite.offer(swarm, swarm.folder / "Film.mkv", limit=300_000)
    client = builtin(tmp_path / "data")
    started = time.monotonic()
    ref = await client.add(offered.adding())
    await until(client, ref, lambda download: (download.left_bytes or 0) < 2_000_000)
    assert time.monotonic() - started > 2
    swarm.limit(ref, None)
    await until(client, ref, is_complete, seconds=5)
    async with asyncio.timeout(5):
        while swarm.uploaded_bytes(ref) < 3_000_000:  # noqa: ASYNC110 - libtorrent counts once a second
            await asyncio.sleep(0.1)
    await client.close()


async def test_two_clients_fetch_one_torrent(swarm: Swarm, tmp_path: Path) -> None:
    offered = TorrentClientSuite.offer(swarm, swarm.folder / "Film.mkv")
    first, second = builtin(tmp_path / "one"), builtin(tmp_path / "two")
    for client in (first, second):
        await client.add(offered.adding())
    for client in (first, second):
        await until(client, offered.ref, is_complete)
        await client.close()


async def test_stopping_twice_is_quiet(tmp_path: Path) -> None:
    swarm = Swarm(tmp_path)
    await swarm.start()
    await swarm.stop()
    await swarm.stop()
