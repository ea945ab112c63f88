"""A process of its own that holds the built-in client: the tests kill it.

Called with the data folder and a torrent file; prints the bytes it has, once they change, until it is ended.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from monarr.core.kinds import Protocol
from monarr.ports.download_client import AddDownload
from tests.contract.download_clients.clients import builtin


async def hold(data_path: Path, torrent: bytes) -> None:
    client = builtin(data_path)
    ref = await client.add(AddDownload(name="Held", protocol=Protocol.TORRENT, content=torrent))
    while True:
        download = await client.find(ref)
        assert download is not None
        print((download.size_bytes or 0) - (download.left_bytes or 0), flush=True)
        await asyncio.sleep(0.1)


asyncio.run(hold(Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()))
