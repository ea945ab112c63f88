"""Portraits of those who play in a title and who made it: fetched once, kept by their content like every picture."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from monarr.core.errors import FileError, MediaError, ProviderError
from monarr.db.repositories.people import list_without_portrait, set_portrait
from monarr.services.context import House
from monarr.services.pictures import keep_picture

log = logging.getLogger(__name__)
_MOST_BYTES = 10_000_000
_AT_ONCE = 4


async def fetch_portraits(house: House, title_id: int) -> int:
    """Fetches the portraits that are on offer and not kept yet, those of the first names first; returns how many came.
    One that cannot be had is passed over: the next description of the title tries it again."""
    wanted = await house.db.read(list_without_portrait, title_id)
    gate = asyncio.Semaphore(_AT_ONCE)

    async def fetch(row: Any) -> bool:
        async with gate:
            return await _fetch(house, row.id, row.image_url)

    return sum(await asyncio.gather(*(fetch(row) for row in wanted)))


async def _fetch(house: House, person_id: int, url: str) -> bool:
    try:
        answer = await house.http.request("GET", url, max_bytes=_MOST_BYTES, timeout_seconds=30)
        _facts, stored = await asyncio.to_thread(keep_picture, house.paths.assets, answer.content)
    except (ProviderError, MediaError, FileError) as error:
        log.info("portrait_not_fetched", extra={"person_id": person_id, "reason": str(error.message)})
        return False
    return await house.db.write(set_portrait, person_id, {**stored, "source_url": url}, house.clock.now())
