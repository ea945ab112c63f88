"""Posters of titles that are not here yet: what a source offers, fetched by Monarr for whoever looks for a title, so that
no browser asks strangers for pictures.

An address is handed out enciphered, and only such a one is fetched: nobody can have Monarr ask for another.
"""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from monarr.core.errors import FileError, MediaError, NotFound, ProviderError
from monarr.core.text import text
from monarr.media.images import make_thumbnail
from monarr.secrets import SecretUnreadable
from monarr.services.context import House
from monarr.services.pictures import write_safely

KEPT = timedelta(days=7)
_PLACE = "preview:picture:address"
_WIDTH, _HEIGHT = 176, 528
_MOST_BYTES = 10_000_000
_LONGEST_ADDRESS = 2000


def preview_token(house: House, url: str | None) -> str | None:
    """What stands for the picture in an address of Monarr's own; None where there is none, or none of a sane length."""
    return house.cipher.encrypt(url, _PLACE) if url and len(url) <= _LONGEST_ADDRESS else None


async def preview_picture(house: House, token: str) -> bytes:
    """The picture as a small WebP, from the cache for a week. Raises NotFound for a token that is none of ours, and when
    the picture cannot be had."""
    try:
        url = house.cipher.decrypt(token, _PLACE)
    except SecretUnreadable:
        raise _missing() from None
    kept = _folder(house) / f"{hashlib.sha256(url.encode()).hexdigest()}.webp"
    with suppress(OSError):
        return await asyncio.to_thread(kept.read_bytes)
    try:
        answer = await house.http.request("GET", url, max_bytes=_MOST_BYTES, timeout_seconds=20)
        small = await asyncio.to_thread(make_thumbnail, answer.content, _WIDTH, _HEIGHT)
    except (ProviderError, MediaError):
        raise _missing() from None
    with suppress(FileError):  # a full disk keeps nothing for the next time; the picture is shown all the same
        await asyncio.to_thread(write_safely, kept, small)
    return small


async def sweep_previews(house: House) -> int:
    """Removes those that were fetched a week ago; returns how many."""
    return await asyncio.to_thread(_sweep, _folder(house), house.clock.now() - KEPT)


def _sweep(folder: Path, before: datetime) -> int:
    swept = 0
    for path in folder.glob("*.webp"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _folder(house: House) -> Path:
    return house.paths.cache / "previews"


def _missing() -> NotFound:
    return NotFound(text("There is no such picture."))
