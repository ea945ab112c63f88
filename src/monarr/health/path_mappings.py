"""Folders that other programs see under another path are there on this side."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import select

from monarr.core.text import text
from monarr.db.models import PathMapping
from monarr.health.model import Check, Finding
from monarr.services.context import House

_MAPPED = select(PathMapping.local_path, PathMapping.remote_path, PathMapping.download_client_id)


async def run(house: House) -> Finding | None:
    for row in await house.db.read(lambda c: c.execute(_MAPPED).all()):
        if not await asyncio.to_thread(Path(row.local_path).is_dir):
            page = "/settings/download-clients" if row.download_client_id is not None else "/settings/players"
            sentence = text(
                "{local} is not there; {remote} is mapped to it. Mount it, or change the mapping.",
                local=row.local_path,
                remote=row.remote_path,
            )
            return Finding(sentence, page)
    return None


CHECK = Check("path_mappings", text("Path mappings"), run)
