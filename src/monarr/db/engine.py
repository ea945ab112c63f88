"""Connections and units of work.

A unit of work is one synchronous function that runs all its statements in one transaction:

    title = await db.read(find_title, title_id)
    await db.write(rename_title, title_id, "Sintel")

Each call is one hop into a small pool of threads. On SQLite there is one writer: write units begin IMMEDIATE and queue
behind a lock of this process, so that nobody meets "database is locked". Units that write the file journal ask for
`durable=True` (synchronous=FULL). What must happen after the commit (waking the job worker, telling live listeners) is
noted with `notice(connection, topic)` and handed to the listeners once the transaction is safe.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy import text as sql
from sqlalchemy.pool import PoolProxiedConnection, QueuePool

from monarr.core.errors import MonarrError
from monarr.core.text import Text, text
from monarr.db.presence import Presence
from monarr.db.threads import UnitThreads

P = ParamSpec("P")
R = TypeVar("R")
Listener = Callable[[frozenset[str]], None]

_NOTICES = "monarr.notices"


class DatabaseUnavailable(MonarrError):
    """The database cannot be used just now: locked, full, read-only or gone. Nothing was changed."""


def notice(connection: Connection, topic: str) -> None:
    """Asks that the listeners hear `topic` (such as `jobs` or `events`) once this unit has committed."""
    connection.info.setdefault(_NOTICES, set()).add(topic)


def engine_url(url: str) -> str:
    """The SQLAlchemy address for `sqlite:///…` or `postgresql://…`. Raises ValueError for other engines."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if parsed.get_backend_name() == "sqlite":
        return url
    raise ValueError(f"Monarr speaks SQLite and PostgreSQL; this address begins with {parsed.drivername}.")


def make_engine(url: str, *, pool_size: int = 10) -> Engine:
    """An engine with the settings that STACK.md measured."""
    address = engine_url(url)
    if address.startswith("sqlite"):
        engine = create_engine(
            address,
            poolclass=QueuePool,
            pool_size=pool_size,
            max_overflow=4,
            hide_parameters=True,  # a statement's error is logged and kept: never with what it would have stored
            pool_use_lifo=True,  # the connection used last has the warmest cache
            connect_args={"check_same_thread": False, "timeout": 30, "factory": _SqliteConnection},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        # Not a listener to "begin": one listener to an engine's events makes every statement call all of them.
        engine.dialect.do_begin = _begin_sqlite  # type: ignore[method-assign]
        return engine
    engine = create_engine(
        address, pool_size=pool_size, max_overflow=4, hide_parameters=True, pool_pre_ping=False, pool_recycle=1800
    )
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


class _SqliteConnection(sqlite3.Connection):
    """The driver's connection, which knows how its next transaction begins."""

    begin = "BEGIN"


def _prepare_sqlite(raw: sqlite3.Connection, _record: Any) -> None:
    raw.isolation_level = None
    cursor = raw.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")
    try:
        cursor.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):
            raise
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16384", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_postgresql(raw: Any, _record: Any) -> None:
    raw.execute("SET TIME ZONE 'UTC'")  # moments come as they are kept here, and need no change of zone one by one
    raw.commit()


def _begin_sqlite(dbapi_connection: PoolProxiedConnection) -> None:
    raw: Any = dbapi_connection.driver_connection
    raw.execute(raw.begin)


class Database:
    """The house's database. One per process; `close` gives everything back."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = make_engine(url)
        self._reader = self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._threads = UnitThreads(min(8, (os.cpu_count() or 2) + 2))
        self._write_lock = threading.Lock()
        self._listeners: list[Listener] = []
        self.presence = Presence(self.engine, self.path)

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database; None for PostgreSQL and for a database in memory."""
        name = make_url(self.url).database if self.is_sqlite else None
        return Path(name) if name and name != ":memory:" else None

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` with the topics of each committed unit, from the thread that committed. Returns the way to
        stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    async def read(self, unit: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Runs a unit that only reads."""
        return await self._threads.run(partial(self.read_now, unit, *args, **kwargs))

    async def write(self, unit: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Runs a unit that writes; all or nothing."""
        return await self._threads.run(partial(self.write_now, unit, *args, **kwargs))

    async def write_durably(
        self, unit: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """As `write`, and on the disk for sure when it returns: for the file journal."""
        return await self._threads.run(partial(self.write_durably_now, unit, *args, **kwargs))

    def read_now(self, unit: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`read` for code that is synchronous already."""
        with _translated(), self._reader.connect() as connection:
            return unit(connection, *args, **kwargs)

    def write_now(self, unit: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`write` for code that is synchronous already."""
        with self._writing() as connection:
            return unit(connection, *args, **kwargs)

    def write_durably_now(self, unit: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`write_durably` for code that is synchronous already."""
        with self._writing(durable=True) as connection:
            return unit(connection, *args, **kwargs)

    @contextmanager
    def _writing(self, *, durable: bool = False) -> Iterator[Connection]:
        with _translated():
            if not self.is_sqlite:
                with self.engine.connect() as connection:
                    connection.info.pop(_NOTICES, None)
                    with connection.begin():
                        yield connection
                        self._notify(connection)
                    topics = connection.info.pop(_NOTICES, None)
            else:
                with self._write_lock, self.engine.connect() as connection:
                    connection.info.pop(_NOTICES, None)
                    raw: Any = connection.connection.driver_connection
                    raw.begin = "BEGIN IMMEDIATE"
                    if durable:
                        raw.execute("PRAGMA synchronous=FULL")
                    try:
                        with connection.begin():
                            yield connection
                    finally:
                        raw.begin = "BEGIN"
                        if durable:
                            raw.execute("PRAGMA synchronous=NORMAL")
                    topics = connection.info.pop(_NOTICES, None)
        if topics:
            for listener in list(self._listeners):
                listener(frozenset(topics))

    @staticmethod
    def _notify(connection: Connection) -> None:
        """Other processes hear the same topics, when the transaction commits."""
        for topic in connection.info.get(_NOTICES, ()):
            connection.execute(sql("SELECT pg_notify('monarr', :topic)"), {"topic": topic})

    def close(self) -> None:
        """Waits for running units and closes all connections."""
        self._threads.close()
        self.presence.close()
        self.engine.dispose()


_UNREACHABLE = ("connect", "server closed", "terminat", "unable to open", "disk i/o", "starting up", "shutting down")
_OF_THE_STATEMENT = (exc.IntegrityError, exc.ProgrammingError, exc.DataError, exc.NotSupportedError)


@contextmanager
def _translated() -> Iterator[None]:
    """Turns the drivers' complaints about the house (not about the statement) into a sentence."""
    try:
        yield
    except exc.DatabaseError as error:
        if isinstance(error, _OF_THE_STATEMENT) or (sentence := _sentence(str(error.orig).strip())) is None:
            raise
        raise DatabaseUnavailable(sentence) from error


def _sentence(reason: str) -> Text | None:
    words = reason.lower()
    if "readonly" in words or "read-only" in words:
        return text("The database is read-only. Check the rights of the data folder.")
    if "malformed" in words or "not a database" in words:
        return text("The database file is damaged. Stop Monarr and restore a backup with monarr restore.")
    if "full" in words or "no space" in words:
        return text("The disk of the database is full. Make room; Monarr goes on by itself.")
    if "locked" in words or "busy" in words:
        return text("Another program holds the database locked. Close it, then try again.")
    if any(word in words for word in _UNREACHABLE):
        first = next(iter(reason.splitlines()), "")
        return text("The database does not answer: {reason}", reason=first)
    return None
