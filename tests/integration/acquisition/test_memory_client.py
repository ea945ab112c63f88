"""The client in memory keeps the port's promises, so that what is tested with it holds for the real ones."""

from __future__ import annotations

from monarr.core.kinds import Protocol
from monarr.core.torrents import info_hash_of
from monarr.ports.download_client import AddDownload, ClientState, DownloadClient
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import torrent

CONTENT = torrent("Sintel")
ADDING = AddDownload(name="Sintel", protocol=Protocol.TORRENT, content=CONTENT)


async def test_it_goes_by_the_info_hash_and_adding_twice_is_adding_once() -> None:
    client = MemoryClient()
    fulfils: DownloadClient = client
    assert await fulfils.add(ADDING) == await fulfils.add(ADDING) == info_hash_of(CONTENT)
    assert len(await fulfils.list_downloads()) == 1


async def test_a_magnet_goes_by_its_hash() -> None:
    magnet = "magnet:?xt=urn:btih:" + "C" * 40
    adding = AddDownload(name="Sintel", protocol=Protocol.TORRENT, magnet_url=magnet)
    assert await MemoryClient().add(adding) == "c" * 40


async def test_what_has_gone_is_none_and_removing_it_again_is_quiet() -> None:
    client = MemoryClient()
    ref = await client.add(ADDING)
    await client.remove(ref, delete_files=True)
    await client.remove(ref, delete_files=True)
    assert await client.find(ref) is None
    assert client.removed == [(ref, True)]


async def test_another_category_is_found_by_name_only() -> None:
    client = MemoryClient()
    ref = await client.add(ADDING)
    client.becomes(ref, category="else")
    assert await client.list_downloads() == []
    assert (await client.find(ref)) is not None


async def test_pause_and_resume_are_states() -> None:
    client = MemoryClient()
    ref = await client.add(ADDING)
    await client.pause(ref)
    assert client.downloads[ref].state is ClientState.PAUSED
    await client.resume(ref)
    assert client.downloads[ref].state is ClientState.DOWNLOADING
    assert [file.path for file in await client.files(ref)] == ["Sintel.mkv"]
