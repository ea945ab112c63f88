"""What a download holds: bounded, and never outside of it. Links are not followed."""

from __future__ import annotations

import os
import stat as modes
from pathlib import Path

import msgspec

from monarr.core.errors import FileError
from monarr.core.importing import Found
from monarr.core.text import text
from monarr.files.stat import told

_MOST_FILES = 20_000
_DEEPEST = 24


class Walk(msgspec.Struct, frozen=True):
    """`root` is the folder that the files' paths start from: the parent, for a download of one file. `links` and
    `strange` (pipes, devices) were passed over."""

    root: Path
    files: tuple[Found, ...]
    links: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


def walk_download(path: Path) -> Walk:
    """The files of a download, which is a folder or one file. Raises FileError: `vanished`, `not-readable`, or `other`
    for more than 20,000 files."""
    try:
        top = os.lstat(path)
    except OSError as error:
        raise told(error, path) from error
    if modes.S_ISLNK(top.st_mode):
        raise FileError(
            text("“{name}” is a link to another place; Monarr imports real files only.", name=path.name), path=path
        )
    if modes.S_ISREG(top.st_mode):
        return Walk(path.parent, (_found(path.name, top),))
    files: list[Found] = []
    passed: dict[str, list[str]] = {"links": [], "strange": []}
    _enter(path, "", 0, files, passed)
    return Walk(
        path, tuple(sorted(files, key=lambda each: each.path)), tuple(passed["links"]), tuple(passed["strange"])
    )


def _enter(folder: Path, prefix: str, depth: int, files: list[Found], passed: dict[str, list[str]]) -> None:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                relative = f"{prefix}{entry.name}"
                found = entry.stat(follow_symlinks=False)
                if modes.S_ISLNK(found.st_mode):
                    passed["links"].append(relative)
                elif modes.S_ISDIR(found.st_mode):
                    if depth < _DEEPEST:
                        _enter(Path(entry.path), relative + "/", depth + 1, files, passed)
                elif modes.S_ISREG(found.st_mode):
                    files.append(_found(relative, found))
                else:
                    passed["strange"].append(relative)
                if len(files) > _MOST_FILES:
                    raise FileError(text("The download holds more than {limit} files.", limit=_MOST_FILES), path=folder)
    except OSError as error:
        raise told(error, folder) from error


def _found(relative: str, found: os.stat_result) -> Found:
    return Found(
        path=relative,
        size_bytes=found.st_size,
        modified_ns=found.st_mtime_ns,
        inode=found.st_ino,
        device=found.st_dev,
    )
