"""The videos below a library's folder, with what tells whether they changed: size and time. Nothing is opened."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from monarr.core.file_endings import VIDEOS

_DEEPEST = 24
# Folders that other programs keep for themselves.
_PASSED = frozenset(("@eadir", "#recycle", "$recycle.bin", "lost+found", "system volume information"))


class Seen(msgspec.Struct, frozen=True):
    size_bytes: int
    modified_ns: int
    inode: int = 0


class LibraryWalk(msgspec.Struct, frozen=True):
    """Videos by absolute path, and the folders that could not be read, or whose name is no text."""

    videos: dict[str, Seen]
    unreadable: tuple[str, ...] = ()


def walk_library(top: Path) -> LibraryWalk:
    """Every video below a folder, or the one that `top` is. Links to folders, hidden folders (the recycle store among
    them) and those of other programs are passed over."""
    videos: dict[str, Seen] = {}
    unreadable: list[str] = []
    if top.is_file():
        found = top.stat()
        videos[str(top)] = Seen(found.st_size, found.st_mtime_ns, found.st_ino)
        return LibraryWalk(videos)
    _enter(str(top), 0, videos, unreadable)
    return LibraryWalk(videos, tuple(unreadable))


def _enter(folder: str, depth: int, videos: dict[str, Seen], unreadable: list[str]) -> None:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if not _is_text(name):
                    unreadable.append(f"{folder}/{name.encode(errors='surrogateescape').decode(errors='replace')}")
                    continue
                if name.startswith(".") or name.lower() in _PASSED:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if depth < _DEEPEST:
                        _enter(entry.path, depth + 1, videos, unreadable)
                elif name[name.rfind(".") :].lower() in VIDEOS and entry.is_file():
                    found = entry.stat()
                    videos[entry.path] = Seen(found.st_size, found.st_mtime_ns, found.st_ino)
    except OSError:
        unreadable.append(folder)


def _is_text(name: str) -> bool:
    """Whether the name is text at all: disks hold any bytes, but neither database does."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
