"""There is room on the disks of the libraries and of Monarr itself."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from sqlalchemy import select

from monarr.core.text import text
from monarr.db.models import RootFolder
from monarr.health.model import Check, Finding
from monarr.messages.human import size
from monarr.services.context import House

FULL_BYTES = 250_000_000
SCARCE_BYTES = 2_000_000_000


async def run(house: House) -> Finding | None:
    paths = await house.db.read(lambda c: c.execute(select(RootFolder.path).order_by(RootFolder.path)).scalars().all())
    scarcest: tuple[int, str] | None = None
    for path in [*paths, str(house.paths.data)]:
        free = await asyncio.to_thread(_free_bytes, Path(path))
        if free is not None and (scarcest is None or free < scarcest[0]):
            scarcest = (free, path)
    if scarcest is None or scarcest[0] >= SCARCE_BYTES:
        return None
    sentence = text("{path} has {free} left. Make room.", path=scarcest[1], free=size(scarcest[0]))
    return Finding(sentence, "/settings/libraries", "error" if scarcest[0] < FULL_BYTES else "warning")


def _free_bytes(path: Path) -> int | None:
    """None for a folder that is not there: another check tells of it."""
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return None


CHECK = Check("disk_space", text("Disk space"), run)
