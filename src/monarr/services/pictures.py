"""The store of pictures: `assets/ab/cd/<sha256>.<extension>`, written once, safely; and smaller ones of them, made when
asked for and kept in the cache."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from monarr.core.errors import FileError
from monarr.core.text import text
from monarr.files.rights import Rights, apply_rights
from monarr.media.images import ImageFacts, inspect_image, make_thumbnail
from monarr.services.context import House

WIDTHS = (64, 160, 240, 342, 500, 780, 1280, 1920)
_TALLEST = 6000


def blob_path(assets: Path, sha256: str, extension: str) -> Path:
    """Where a picture lies."""
    return assets / sha256[:2] / sha256[2:4] / f"{sha256}.{extension}"


def store_picture(assets: Path, content: bytes, facts: ImageFacts) -> dict[str, Any]:
    """Writes the picture, unless it is there, and returns its row: safe on the disk when this returns."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = blob_path(assets, sha256, facts.extension)
    if not path.exists() or path.stat().st_size != len(content):
        write_safely(path, content)
    return {
        "sha256": sha256, "extension": facts.extension, "mime": facts.mime, "size_bytes": len(content),
        "width": facts.width, "height": facts.height, "phash": facts.phash, "dhash": facts.dhash,
        "dominant_color": facts.dominant_color,
    }  # fmt: skip


def keep_picture(assets: Path, content: bytes) -> tuple[ImageFacts, dict[str, Any]]:
    """Looks at a stranger's picture and writes it into the store; gives its facts and its row. Raises MediaError when it
    is none."""
    facts = inspect_image(content)
    return facts, store_picture(assets, content, facts)


def write_safely(path: Path, content: bytes, rights: Rights = Rights()) -> None:  # noqa: B008 - it never changes
    """Writes a file whole or not at all: under another name, synced, then renamed. Raises FileError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".monarr-", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~_umask())
            if not rights.are_plain:
                apply_rights(rights, name, is_folder=False)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise FileError(
            text("{file} could not be written: {reason}", file=path.name, reason=error.strerror or str(error)),
            path=path,
            reason=_REASONS.get(error.errno or 0, "other"),
        ) from error


_REASONS = {13: "not-writable", 28: "disk-full", 30: "not-writable", 36: "name-too-long", 1: "not-writable"}


def _umask() -> int:
    """What the process masks; only asked by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


async def image_path(house: House, sha256: str, extension: str, width: int | None = None) -> Path | None:
    """The file of a picture, or of a WebP of at most that width (rounded up to one of `WIDTHS`); None when the store no
    longer has it."""
    original = blob_path(house.paths.assets, sha256, extension)
    if width is None:
        return original if await asyncio.to_thread(original.exists) else None
    fitting = next((one for one in WIDTHS if one >= width), WIDTHS[-1])
    kept = house.paths.cache / "images" / sha256[:2] / f"{sha256}-{fitting}.webp"
    if await asyncio.to_thread(kept.exists):
        return kept
    return await asyncio.to_thread(_make, original, kept, fitting)


def _make(original: Path, kept: Path, width: int) -> Path | None:
    try:
        content = original.read_bytes()
    except FileNotFoundError:
        return None
    write_safely(kept, make_thumbnail(content, width, _TALLEST))
    return kept
