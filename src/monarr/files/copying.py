"""Bytes from one disk to another: shared where the file system can (reflink), else copied and read back."""

from __future__ import annotations

import hashlib
import os
import threading

from monarr.core.errors import FileError
from monarr.core.text import text

_FICLONE = 0x40049409
_CHUNK_BYTES = 4 << 20
_COPIES = threading.BoundedSemaphore(2)  # more at once only send a disk's heads to and fro


def reflink(source: str, target: str) -> None:
    """A new file that shares the bytes of `source` until one of them changes. Raises OSError where that is unknown."""
    import fcntl

    with open(source, "rb") as one, open(target, "xb") as other:
        try:
            fcntl.ioctl(other.fileno(), _FICLONE, one.fileno())
        except OSError:
            os.unlink(target)
            raise


def copy_verified(source: str, target: str, size_bytes: int, modified_ns: int) -> None:
    """Copies, writes to the disk, reads back and compares. Raises FileError (`growing`) when the source changed
    meanwhile, (`other`) when the copy differs; OSError of the disk as it comes. At most two copies go on at once."""
    with _COPIES:
        _copy_verified(source, target, size_bytes, modified_ns)


def _copy_verified(source: str, target: str, size_bytes: int, modified_ns: int) -> None:
    with open(source, "rb", buffering=0) as one, open(target, "xb", buffering=0) as other:
        written = _pour(one.fileno(), other.fileno())
        os.fsync(other.fileno())
        _forget_cached(other.fileno())
        after = os.fstat(one.fileno())
    if (after.st_size, after.st_mtime_ns) != (size_bytes, modified_ns):
        raise FileError(text("The file changed while it was copied."), path=source, reason="growing")
    with open(target, "rb", buffering=0) as copied:
        if _pour(copied.fileno(), None) != written:
            raise FileError(text("The copy differs from the file; the disk may be failing."), path=target)


def _pour(source: int, target: int | None) -> str:
    """Copies everything, or only reads where there is no target; returns the hash of what was read."""
    digest = hashlib.blake2b(digest_size=32)
    while chunk := os.read(source, _CHUNK_BYTES):
        digest.update(chunk)
        view = memoryview(chunk)
        while target is not None and view:
            view = view[os.write(target, view) :]
    return digest.hexdigest()


def _forget_cached(handle: int) -> None:
    """So that reading back reads the disk, not the memory."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        advise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
