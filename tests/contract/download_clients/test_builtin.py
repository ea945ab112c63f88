"""The built-in client keeps the promises of download clients, for real over loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monarr.ports.download_client import DownloadClient
from tests.contract.download_clients.clients import builtin
from tests.contract.download_clients.suite import TorrentClientSuite


class TestBuiltin(TorrentClientSuite):
    @pytest.fixture
    async def client(self, tmp_path: Path) -> AsyncIterator[DownloadClient]:
        client = builtin(tmp_path / "data")
        yield client
        await client.close()
