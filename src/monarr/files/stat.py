"""Which file is it? Size, time of change and inode tell, and survive link and rename."""

from __future__ import annotations

import errno
import hashlib
import os
import stat as modes
from pathlib import Path

import msgspec

from monarr.core.errors import FileError
from monarr.core.text import text

_HASHED_BYTES = 64 * 1024


class Identity(msgspec.Struct, frozen=True):
    size_bytes: int
    modified_ns: int
    inode: int
    device: int
    link_count: int = 1


def identify(path: Path | str) -> Identity | None:
    """The regular file at `path`, links not followed; None when nothing is there. Raises FileError when something else
    is there, or when it may not be seen."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise told(error, path) from error
    if not modes.S_ISREG(found.st_mode):
        raise FileError(text("“{name}” is no plain file.", name=Path(path).name), path=path, reason="other")
    return Identity(found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev, found.st_nlink)


def quick_hash(path: Path | str, size_bytes: int) -> str:
    """A hash of the size and of the first and last 64 KiB: tells two files apart for the price of two reads."""
    digest = hashlib.blake2b(str(size_bytes).encode(), digest_size=16)
    with open(path, "rb") as file:
        digest.update(file.read(_HASHED_BYTES))
        if size_bytes > _HASHED_BYTES:
            file.seek(max(_HASHED_BYTES, size_bytes - _HASHED_BYTES))
            digest.update(file.read(_HASHED_BYTES))
    return digest.hexdigest()


def free_bytes(folder: Path | str) -> int | None:
    """Room for this process on the disk of the folder or of its nearest parent that is there; None when unknown."""
    path = Path(folder)
    while not path.exists() and path != path.parent:
        path = path.parent
    try:
        figures = os.statvfs(path)
    except OSError:
        return None
    return figures.f_bavail * figures.f_frsize


def told(error: OSError, path: Path | str) -> FileError:
    """The system's error as a sentence and a stable reason."""
    name = Path(path).name
    known = {
        errno.ENOSPC: ("disk-full", text("The disk is full. Make room, then try again.")),
        errno.EDQUOT: ("disk-full", text("The disk quota is used up. Make room, then try again.")),
        errno.EFBIG: ("disk-full", text("“{name}” is larger than this disk or account allows.", name=name)),
        errno.EACCES: ("not-readable", text("Monarr may not touch “{name}”. Check its owner and rights.", name=name)),
        errno.EPERM: ("not-writable", text("Monarr may not touch “{name}”. Check its owner and rights.", name=name)),
        errno.EROFS: ("not-writable", text("The disk of “{name}” is read-only.", name=name)),
        errno.ENOENT: ("vanished", text("“{name}” is no longer there.", name=name)),
        errno.ENOTDIR: ("vanished", text("“{name}” is no longer there.", name=name)),
        errno.EEXIST: ("exists", text("There is already a file called “{name}”.", name=name)),
        errno.ENAMETOOLONG: ("name-too-long", text("The name “{name}…” is too long for the disk.", name=name[:40])),
    }
    reason, sentence = known.get(
        error.errno or 0,
        ("other", text("The disk says of “{name}”: {reason}", name=name, reason=error.strerror or "?")),
    )
    return FileError(sentence, path=path, reason=reason)
