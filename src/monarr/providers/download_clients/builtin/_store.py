"""What survives a restart: one file per torrent with libtorrent's resume data and Monarr's own notes, each written whole
or not at all, and a lock so that one process at a time holds the session.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from monarr.core.errors import Unavailable
from monarr.core.text import text

log = logging.getLogger("monarr.downloads.builtin")

_SUFFIX = ".resume"


class Note(msgspec.Struct, kw_only=True):
    """What Monarr knows of a torrent beyond libtorrent."""

    name: str
    category: str | None = None
    seed_ratio: float | None = None
    seed_minutes: int | None = None
    wanted_files: tuple[int, ...] | None = None
    added_at: datetime
    completed_at: datetime | None = None


class Store:
    """The files in one folder. Nothing here touches libtorrent: resume data are bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lost_power = False  # the machine went down with the session open: not all that was written is on the disk
        self._lock: IO[bytes] | None = None

    def open(self) -> None:
        """Takes the folder for this process. Raises Unavailable when another one has it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = (self.folder / "session.lock").open("ab")
        try:
            _take(lock)
        except OSError as error:
            lock.close()
            raise Unavailable(text("Another Monarr process holds the built-in BitTorrent client.")) from error
        self._lock = lock
        self._note_opening()

    def _note_opening(self) -> None:
        """Leaves word of this run, to be found by the next one if it does not end in order."""
        boot = _boot()
        mark = self.folder / "session.open"
        with contextlib.suppress(FileNotFoundError):
            self.lost_power = boot is not None and mark.read_text("utf-8") != boot
        mark.write_text(boot or "", "utf-8")

    def close(self) -> None:
        """Lets the folder go; safe to call twice. The end of the process, however it comes, does the same."""
        if self._lock is not None:
            (self.folder / "session.open").unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def load(self) -> dict[str, bytes]:
        """Resume data by ref. A file that cannot be read is left where it is, and logged."""
        found = {}
        for path in sorted(self.folder.glob(f"*{_SUFFIX}")):
            try:
                found[path.stem] = path.read_bytes()
            except OSError as error:
                log.warning("resume_unreadable ref=%s error=%s", path.stem, error)
        return found

    def load_one(self, ref: str) -> bytes:
        """What is kept for a torrent. Raises OSError when it cannot be read."""
        return (self.folder / f"{ref}{_SUFFIX}").read_bytes()

    def save(self, ref: str, data: bytes) -> None:
        """Replaces what is kept for a torrent; on the disk when this returns."""
        write_whole(self.folder / f"{ref}{_SUFFIX}", data)

    def forget(self, ref: str) -> None:
        (self.folder / f"{ref}{_SUFFIX}").unlink(missing_ok=True)

    def load_session(self) -> bytes | None:
        """The session's own state (known DHT nodes), if it was left."""
        with contextlib.suppress(OSError):
            return (self.folder / "session.state").read_bytes()
        return None

    def save_session(self, data: bytes) -> None:
        write_whole(self.folder / "session.state", data)


def write_whole(path: Path, data: bytes) -> None:
    """Writes beside, then renames: a reader finds the old content or the new one."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(path)


def _boot() -> str | None:
    """Names the machine's current start; None where the system does not say (anything but Linux)."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return None


def _take(lock: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
