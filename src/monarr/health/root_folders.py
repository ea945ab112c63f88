"""The folders of the libraries are there, readable and writable."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from sqlalchemy import select

from monarr.core.text import Text, text
from monarr.db.models import RootFolder
from monarr.health.model import Check, Finding
from monarr.services.context import House


async def run(house: House) -> Finding | None:
    paths = await house.db.read(lambda c: c.execute(select(RootFolder.path).order_by(RootFolder.path)).scalars().all())
    for path in paths:
        problem = await asyncio.to_thread(_problem, Path(path))
        if problem is not None:
            return Finding(problem, "/settings/libraries")
    return None


def _problem(path: Path) -> Text | None:
    if not path.is_dir():
        return text("{path} is not there. Is its disk plugged in and mounted?", path=str(path))
    if not os.access(path, os.R_OK | os.X_OK):
        return text("{path} cannot be read. Give the folder to the user that runs Monarr.", path=str(path))
    if not os.access(path, os.W_OK):
        return text("{path} cannot be written. Give the folder to the user that runs Monarr.", path=str(path))
    return None


CHECK = Check("root_folders", text("Library folders"), run)
