"""Hostile torrents and unwilling disks against the built-in client."""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import libtorrent as lt
import pytest

from monarr.core import bencode
from monarr.core.errors import Unavailable
from monarr.core.kinds import Protocol
from monarr.demo.swarm import Swarm
from monarr.ports.download_client import AddDownload, ClientState
from monarr.providers.download_clients.builtin import Builtin
from tests.contract.download_clients.clients import builtin
from tests.contract.download_clients.suite import TorrentClientSuite, digest, is_complete, until

PIECE = 262_144


@pytest.fixture
async def swarm(tmp_path: Path) -> AsyncIterator[Swarm]:
    folder = tmp_path / "offered"
    folder.mkdir()
    async with Swarm(folder) as swarm:
        yield swarm


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Builtin]:
    client = builtin(tmp_path / "data")
    yield client
    await client.close()


def hostile_torrent(tracker_url: str, content: bytes, name: bytes, pieces: list[bytes]) -> bytes:
    hashes = b"".join(hashlib.sha1(content[start : start + PIECE]).digest() for start in range(0, len(content), PIECE))
    files = [{b"path": pieces, b"length": len(content)}]
    info = {b"name": name, b"piece length": PIECE, b"pieces": hashes, b"files": files}
    return bencode.encode({b"announce": tracker_url, b"info": info})


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        (b"../../escaped", [b"a.mkv"]),
        (b"..", [b"..", b"..", b"escaped.mkv"]),
        (b"/tmp/escaped", [b"/etc/escaped.mkv"]),
        (b"Film", [b"a/../../../escaped.mkv"]),
        (b"Film\x00", [b"nul\x00.mkv"]),
        (b"F" * 300, [b"x" * 300 + b".mkv"]),
        ("Film 🎬".encode(), ["CON ✨.mkv".encode()]),
    ],
    ids=["name", "dots", "absolute", "slashes", "nul", "long", "emoji"],
)
async def test_no_name_leads_out_of_the_download_folder(
    client: Builtin, swarm: Swarm, tmp_path: Path, name: bytes, pieces: list[bytes]
) -> None:
    content = os.urandom(400_000)
    torrent = hostile_torrent(swarm.tracker_url, content, name, pieces)
    offer_hostile(swarm, torrent, content)
    before = outside(tmp_path)
    ref = await client.add(AddDownload(name="Hostile", protocol=Protocol.TORRENT, content=torrent))
    done = await until(client, ref, is_complete)
    [file] = await client.files(ref)
    written = Path(done.output_path or "") / file.path
    assert ".." not in written.parts
    assert written.is_relative_to(tmp_path / "data" / "downloads")
    assert digest(written) == hashlib.sha256(content).hexdigest()
    assert outside(tmp_path) == before


def offer_hostile(swarm: Swarm, torrent: bytes, content: bytes) -> None:
    """Seeds it from where libtorrent would put it."""
    place = swarm.folder / lt.torrent_info(lt.bdecode(torrent)).layout().file_path(0)
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    swarm.seed("any", torrent)


def outside(folder: Path) -> set[Path]:
    """Everything that is not in the client's own folder."""
    return {path for path in folder.rglob("*") if "data" not in path.relative_to(folder).parts}


async def test_a_file_that_lies_there_is_never_written_into(client: Builtin, swarm: Swarm, tmp_path: Path) -> None:
    """It may be hardlinked into the library: writing into it would change the library's copy."""
    path = swarm.folder / "Film.mkv"
    path.write_bytes(os.urandom(1_000_000))
    offered = TorrentClientSuite.offer(swarm, path)
    lying_there = tmp_path / "data" / "downloads" / "Film.mkv"
    lying_there.parent.mkdir(parents=True)
    lying_there.write_bytes(b"imported long ago" * 50_000)
    before = digest(lying_there)
    done = await until(client, await client.add(offered.adding()), is_complete)
    assert digest(lying_there) == before
    assert digest(Path(done.output_path or "")) == digest(path)


async def test_two_torrents_of_one_name_do_not_mix(client: Builtin, swarm: Swarm) -> None:
    offers = []
    for folder in ("one", "two"):
        path = swarm.folder / folder / "Film.mkv"
        path.parent.mkdir()
        path.write_bytes(os.urandom(1_000_000))
        offers.append(TorrentClientSuite.offer(swarm, path))
    refs = [await client.add(offered.adding()) for offered in offers]
    for offered, ref in zip(offers, refs, strict=True):
        done = await until(client, ref, is_complete)
        assert digest(Path(done.output_path or "")) == digest(offered.path)


async def test_a_download_is_complete_only_when_its_bytes_are_in_the_file(client: Builtin, swarm: Swarm) -> None:
    """libtorrent says finished while blocks still wait in memory: whoever copies the file then gets holes."""
    for number in range(6):
        path = swarm.folder / f"Film {number}.mkv"
        path.write_bytes(os.urandom(16_000_000))
        offered = TorrentClientSuite.offer(swarm, path)
        ref = await client.add(offered.adding())
        done = await until(client, ref, is_complete, pause_seconds=0)
        assert digest(Path(done.output_path or "")) == digest(path)


async def test_a_disk_that_takes_nothing_fails_the_download_in_words(
    client: Builtin, swarm: Swarm, tmp_path: Path
) -> None:
    path = swarm.folder / "Film.mkv"
    path.write_bytes(os.urandom(1_000_000))
    offered = TorrentClientSuite.offer(swarm, path, limit=200_000)
    ref = await client.add(offered.adding())
    await client.pause(ref)
    blocked = tmp_path / "data" / "downloads" / "Film.mkv"
    blocked.unlink(missing_ok=True)
    blocked.mkdir(parents=True)
    await client.resume(ref)
    failed = await until(client, ref, lambda download: download.state is ClientState.FAILED)
    assert failed.message
    assert "Film.mkv" in failed.message

    blocked.rmdir()
    await client.resume(ref)
    done = await until(client, ref, is_complete)
    assert digest(Path(done.output_path or "")) == digest(path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB; making one is the right of few."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("this user cannot mount a small file system")
    yield folder
    # Lazily: a test that failed may have left a file open, and a mount that stays keeps the next run from tidying up.
    subprocess.run(["umount", "--lazy", folder], check=True)


async def test_a_full_disk_fails_the_download_and_room_mends_it(small_disk: Path, swarm: Swarm, tmp_path: Path) -> None:
    path = swarm.folder / "Film.mkv"
    path.write_bytes(os.urandom(5_000_000))
    offered = TorrentClientSuite.offer(swarm, path)
    async with opened(builtin(tmp_path / "data", download_folder=str(small_disk))) as client:
        ref = await client.add(offered.adding())
        failed = await until(client, ref, lambda download: download.state is ClientState.FAILED)
        assert failed.message == "Film.mkv: No space left on device"

        enlarge(small_disk)
        await client.resume(ref)
        done = await until(client, ref, is_complete)
        assert digest(Path(done.output_path or "")) == digest(path)
        await client.remove(ref, delete_files=True)


@contextlib.asynccontextmanager
async def opened(client: Builtin) -> AsyncIterator[Builtin]:
    """Closed also when the test fails, so that it holds no file of the disk."""
    try:
        yield client
    finally:
        await client.close()


def enlarge(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=20m", disk], check=True)


async def test_a_download_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    client = builtin(tmp_path / "data", download_folder=str(tmp_path / "file" / "downloads"))
    with pytest.raises(Unavailable, match="cannot be written"):
        await client.test()
    await client.close()


async def test_an_address_that_is_not_here_is_told(tmp_path: Path) -> None:
    client = builtin(tmp_path / "data", listen_interface="192.0.2.1")
    with pytest.raises(Unavailable, match="No port could be opened"):
        await client.test()
    await client.close()


async def test_a_taken_port_is_passed_over(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        client = builtin(tmp_path / "data", listen_port=taken.getsockname()[1])
        await client.test()
        await client.close()
