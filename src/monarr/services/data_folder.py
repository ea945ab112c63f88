"""The data folder: made for its owner only, and used by one server at a time when the database is SQLite."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monarr.core.errors import Conflict, MonarrError
from monarr.core.text import text
from monarr.services.context import Paths

_FOLDERS = ("assets", "cache", "backups", "logs", "downloads")


def make_data_folder(data: Path) -> Paths:
    """The folders, made where they are not there. Raises MonarrError when that is not possible."""
    try:
        if not data.is_dir():
            data.mkdir(parents=True, mode=0o700)
            data.chmod(0o700)
        for name in _FOLDERS:
            (data / name).mkdir(exist_ok=True)
        _check_writable(data, *(data / name for name in _FOLDERS))
    except OSError as error:
        raise MonarrError(
            text(
                "The data folder {folder} cannot be used: {reason}. Choose another one with MONARR_DATA_DIR, or give"
                " it to the user that runs Monarr.",
                folder=str(data),
                reason=error.strerror or str(error),
            )
        ) from error
    return Paths(data, *(data / name for name in _FOLDERS))


def _check_writable(*folders: Path) -> None:
    for folder in folders:
        if not os.access(folder, os.W_OK | os.X_OK):
            code = errno.EROFS if os.statvfs(folder).f_flag & os.ST_RDONLY else errno.EACCES
            raise OSError(code, os.strerror(code), str(folder))


@contextmanager
def only_server(data: Path) -> Iterator[None]:
    """Holds the data folder for one server. The lock goes with the process, however that ends. Raises Conflict."""
    path = data / "server.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            other = os.pread(handle, 32, 0).decode(errors="replace").strip() or "?"
            raise Conflict(
                text(
                    "Another Monarr server (process {process}) uses the data folder {folder}. Stop it first, or give"
                    " this one a folder of its own with --data-dir.",
                    process=other,
                    folder=str(data),
                )
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def check_local(path: Path) -> None:
    """Raises Conflict for a SQLite file on a network file system: its locks do not hold there."""
    kind = _file_system_of(path.parent)
    if kind in ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"):
        raise Conflict(
            text(
                "The database {path} lies on a network drive ({kind}), where SQLite cannot be used by several"
                " machines. Keep the data folder on a disk of this machine, or use PostgreSQL.",
                path=str(path),
                kind=kind,
            )
        )


def _file_system_of(folder: Path) -> str:
    """The type of the file system that holds a folder; "" when unknown."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in mounts:
        _device, point, its_kind, *_rest = line.split(" ")
        point = point.replace("\\040", " ")
        if (str(folder) + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(best):
            best, kind = point, its_kind
    return kind
