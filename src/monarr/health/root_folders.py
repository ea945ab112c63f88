"""The folders of the libraries are there, readable and writable, and take the mode and group of the settings."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from sqlalchemy import select

from monarr.core.text import Text, text
from monarr.db.models import RootFolder
from monarr.files.rights import Rights, apply_rights
from monarr.health.model import Check, Finding
from monarr.services.context import House
from monarr.services.file_rights import read_rights


async def run(house: House) -> Finding | None:
    paths = await house.db.read(lambda c: c.execute(select(RootFolder.path).order_by(RootFolder.path)).scalars().all())
    for path in paths:
        problem = await asyncio.to_thread(_problem, Path(path))
        if problem is not None:
            return Finding(problem, "/settings/libraries")
    rights = await house.db.read(read_rights)
    for path in paths if not rights.are_plain else ():
        problem = await asyncio.to_thread(_refused_rights, Path(path), rights)
        if problem is not None:
            return Finding(problem, "/settings/general", "warning")
    return None


def _refused_rights(path: Path, rights: Rights) -> Text | None:
    """Tries mode and group on a file that goes at once."""
    try:
        handle, name = tempfile.mkstemp(prefix=".monarr-", suffix=".part", dir=path)
    except OSError:
        return None  # the check above tells of that
    try:
        os.close(handle)
        return apply_rights(rights, name, is_folder=False)
    finally:
        Path(name).unlink(missing_ok=True)


def _problem(path: Path) -> Text | None:
    if not path.is_dir():
        return text("{path} is not there. Is its disk plugged in and mounted?", path=str(path))
    if not os.access(path, os.R_OK | os.X_OK):
        return text("{path} cannot be read. Give the folder to the user that runs Monarr.", path=str(path))
    if not os.access(path, os.W_OK):
        return text("{path} cannot be written. Give the folder to the user that runs Monarr.", path=str(path))
    return None


CHECK = Check("root_folders", text("Library folders"), run)
