"""The built-in BitTorrent client, where this process runs it, hears its peers and can write."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from monarr.core.errors import ProviderError
from monarr.core.text import text
from monarr.db.models import DownloadClientRow
from monarr.health.model import Check, Finding
from monarr.services.context import House


async def run(house: House) -> Finding | None:
    if house.torrents is None or not house.torrents.held:
        return None  # nobody needed it yet, or another process runs it and looks after it
    row: Any = DownloadClientRow
    ours = select(row.id).where(row.implementation == house.torrents.implementation, row.enabled)
    for client_id in await house.db.read(lambda c: c.execute(ours).scalars().all()):
        try:
            async with house.sources.using("download_client", client_id) as client:
                await client.test()
        except ProviderError as error:
            return Finding(error.message, "/settings/download-clients")
    return None


CHECK = Check("torrent_port", text("Built-in BitTorrent"), run)
