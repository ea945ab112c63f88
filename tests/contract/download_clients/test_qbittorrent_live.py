"""Real qBittorrent keeps the promises of download clients. Measured on 4.5.2 (Web API 2.8.19)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from monarr.core.errors import AuthenticationFailed, Unavailable
from monarr.ports.download_client import DownloadClient
from monarr.providers.download_clients.qbittorrent import QBittorrent
from monarr.providers.http import Http
from tests.contract.download_clients.clients import qbittorrent
from tests.contract.download_clients.suite import Offered, TorrentClientSuite, is_complete, until
from tests.live.qbittorrent import PASSWORD, USER, RunningQBittorrent, running_qbittorrent
from tests.support.ports import free_port

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningQBittorrent]:
    with running_qbittorrent(tmp_path_factory.mktemp("qbittorrent")) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http()
    yield http
    await http.aclose()


class TestQBittorrent(TorrentClientSuite):
    @pytest.fixture
    async def client(self, program: RunningQBittorrent, http: Http) -> AsyncIterator[DownloadClient]:
        client = qbittorrent(program.url, http, username=USER, password=PASSWORD)
        yield client
        for download in await client.list_downloads():
            await client.remove(download.ref, delete_files=True)
        async with asyncio.timeout(10):
            while await client.list_downloads():  # noqa: ASYNC110 - a program outside sets no event
                await asyncio.sleep(0.1)

    async def test_a_download_whose_category_was_changed_is_still_found(
        self, client: QBittorrent, program: RunningQBittorrent, http: Http, film: Offered
    ) -> None:
        ref = await client.add(film.adding())
        stranger = qbittorrent(program.url, http, username=USER, password=PASSWORD, category="elsewhere")
        await stranger.test()
        await stranger._api.post("torrents/setCategory", {"hashes": ref, "category": "elsewhere"})
        assert await client.list_downloads() == []
        assert (await until(client, ref, lambda download: download.category == "elsewhere")).ref == ref
        await client.remove(ref, delete_files=True)

    async def test_a_download_removed_behind_our_back_is_not_found(
        self, client: QBittorrent, program: RunningQBittorrent, http: Http, film: Offered
    ) -> None:
        ref = await client.add(film.adding())
        await qbittorrent(program.url, http, username=USER, password=PASSWORD).remove(ref, delete_files=True)
        assert await client.find(ref) is None

    async def test_an_imported_download_moves_to_its_category(
        self, program: RunningQBittorrent, http: Http, film: Offered, client: QBittorrent
    ) -> None:
        sorting = qbittorrent(program.url, http, username=USER, password=PASSWORD, imported_category="imported")
        ref = await sorting.add(film.adding())
        await sorting.mark_imported(ref)
        await until(sorting, ref, lambda download: download.category == "imported")
        await sorting.remove(ref, delete_files=True)

    async def test_a_download_may_wait_until_it_is_resumed(
        self, program: RunningQBittorrent, http: Http, film: Offered, client: QBittorrent
    ) -> None:
        waiting = qbittorrent(program.url, http, username=USER, password=PASSWORD, initial_state="paused")
        ref = await waiting.add(film.adding())
        await until(waiting, ref, lambda download: download.state.value == "paused")
        await waiting.resume(ref)
        assert await until(waiting, ref, is_complete)

    async def test_the_download_folder_is_the_one_it_is_set_to(
        self, client: QBittorrent, program: RunningQBittorrent
    ) -> None:
        assert await client.download_folder() == program.downloads

    async def test_a_wrong_password_is_told_as_that(self, program: RunningQBittorrent, http: Http) -> None:
        with pytest.raises(AuthenticationFailed, match="does not take this user name and password"):
            await qbittorrent(program.url, http, username=USER, password="wrong").test()

    async def test_a_missing_login_is_told_as_that(self, program: RunningQBittorrent, http: Http) -> None:
        with pytest.raises(AuthenticationFailed, match="wants a user name and password"):
            await qbittorrent(program.url, http).test()


async def test_no_login_is_needed_where_qbittorrent_trusts_the_host(tmp_path: Path, http: Http) -> None:
    with running_qbittorrent(tmp_path / "profile", asks_for_password=False) as program:
        await qbittorrent(program.url, http).test()


async def test_a_client_that_is_not_there_is_unavailable(http: Http) -> None:
    with pytest.raises(Unavailable):
        await qbittorrent(f"http://127.0.0.1:{free_port()}", http).test()
