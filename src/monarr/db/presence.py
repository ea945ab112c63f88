"""Is the process that wrote this still alive? Told by a lock that the system takes back when a process ends, however it
ends: on SQLite a locked file beside the database, on PostgreSQL an advisory lock of a session.

The file journal needs it: at start an act that is still open is finished or taken back, unless its process lives.
"""

from __future__ import annotations

import contextlib
import fcntl
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine
from sqlalchemy import text as sql


def _pass_by(point: str) -> None:
    """Nothing happens between two steps."""


class Presence:
    """This process, as others see it. `id` is written beside what it has begun; `running` holds the acts it is busy
    with. `between` is called with a name between the steps of every act: tests end the process there."""

    def __init__(self, engine: Engine, database_path: Path | None) -> None:
        self._engine, self._folder = engine, None if database_path is None else database_path.parent / "holders"
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._session: Connection | None = None
        self.id = secrets.randbits(62)
        self.running: set[str] = set()
        self.between: Callable[[str], None] = _pass_by

    def hold(self) -> int:
        """Takes the lock, once, and returns `id`."""
        with self._lock:
            if self._engine.dialect.name == "postgresql":
                if self._session is None:
                    self._session = self._engine.execution_options(isolation_level="AUTOCOMMIT").connect()
                    self._session.execute(sql("SELECT pg_advisory_lock(:id)"), {"id": self.id})
            elif self._folder is not None and self._file is None:
                self._folder.mkdir(exist_ok=True)
                self._file = (self._folder / str(self.id)).open("wb")
                fcntl.flock(self._file, fcntl.LOCK_EX)
        return self.id

    def is_alive(self, holder: int, connection: Connection) -> bool:
        """Whether the process with that id still runs. It must have called `hold` before it was written anywhere."""
        if holder == self.id:
            return True
        if connection.dialect.name == "postgresql":
            got = bool(connection.execute(sql("SELECT pg_try_advisory_lock(:id)"), {"id": holder}).scalar())
            if got:
                connection.execute(sql("SELECT pg_advisory_unlock(:id)"), {"id": holder})
            return not got
        return self._folder is not None and _is_locked(self._folder / str(holder))

    def close(self) -> None:
        """Gives the lock back."""
        with self._lock:
            if self._session is not None:
                self._session.invalidate()  # the session ends, and its lock with it
                self._session.close()
            if self._file is not None and self._folder is not None:
                (self._folder / str(self.id)).unlink(missing_ok=True)
                self._file.close()
            self._session = self._file = None


def _is_locked(path: Path) -> bool:
    """A file that nobody locks any more is a dead process's, and is removed."""
    try:
        file: Any = path.open("rb")
    except FileNotFoundError:
        return False
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        with contextlib.suppress(OSError):
            path.unlink()
    return False
