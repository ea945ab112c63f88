"""PostgreSQL databases that are used by many tests: emptied after each, which takes a tenth of the time of a new one.

A database goes back to what its template holds: the rows that the migrations put there, and sequences as they were. One
whose tables are no longer those of the template, or that will not be emptied, is dropped, and the next test gets a new
one.
"""

from __future__ import annotations

import time
from typing import Any

import psycopg
from psycopg import sql

from tests.support.postgres import PostgresServer

_MOST_USES = 100  # what is deleted stays in the files, as nothing is vacuumed: after these a new one is cheaper
_GONE_SECONDS = 10
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
_SEQUENCES = "SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
_SHAPE = """
    SELECT (SELECT md5(string_agg(format('%s.%s %s', c.relname, a.attname, a.atttypid), ',' ORDER BY c.relname, a.attnum))
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace),
           (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_proc),
           (SELECT md5(string_agg(pg_get_indexdef(indexrelid), ',' ORDER BY indexrelid)) FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = 'public'::regnamespace)
"""
_OTHERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()"


class ReusedDatabases:
    """Copies of one template (a name), each used by one test at a time."""

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server, self._template = server, template
        self._free: list[str] = []
        self._uses: dict[str, int] = {}
        self._first: _First | None = None

    def take(self) -> str:
        """The address of a database as the template is."""
        url = self._free.pop() if self._free else self._server.create_database(template=self._template)
        self._uses[url] = self._uses.get(url, 0) + 1
        if self._first is None:
            with psycopg.connect(url, autocommit=True) as connection:
                self._first = _First(connection)
        return url

    def give_back(self, url: str) -> None:
        """Cuts whoever is still connected, and makes it ready for the next test."""
        if self._uses[url] < _MOST_USES and self._is_emptied(url):
            self._free.append(url)
        else:
            self._server.drop_database(url)

    def close(self) -> None:
        for url in self._free:
            self._server.drop_database(url)

    def _is_emptied(self, url: str) -> bool:
        assert self._first is not None
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                _cut_others(connection)
                return self._first.restore(connection)
        except (psycopg.Error, TimeoutError):
            return False


class _First:
    """What a database was before its first test."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        tables = [name for (name,) in connection.execute(_TABLES)]
        self._shape = connection.execute(_SHAPE).fetchone()
        self._rows = {name: rows for name in tables if (rows := _Rows(connection, name)).data}
        self._empty = sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in tables)
        self._rewind = sql.SQL("; ").join(
            sql.SQL("SELECT setval({}, {}, {})").format(f'"{name}"', value, called)
            for name, value, called in connection.execute(_SEQUENCES)
        )

    def restore(self, connection: psycopg.Connection[Any]) -> bool:
        """False when the tables are no longer what they were."""
        if connection.execute(_SHAPE).fetchone() != self._shape:
            return False
        with connection.transaction():
            # Neither foreign keys nor triggers: all that they would do is undone here too.
            connection.execute("SET LOCAL session_replication_role = replica")
            connection.execute(self._empty)
            for rows in self._rows.values():
                rows.put(connection)
            connection.execute(self._rewind)
        return True


class _Rows:
    """The rows of a table, as COPY gives and takes them."""

    def __init__(self, connection: psycopg.Connection[Any], table: str) -> None:
        columns = [sql.Identifier(name) for (name,) in connection.execute(_COLUMNS, (f'public."{table}"',))]
        place = sql.SQL("{} ({})").format(sql.Identifier(table), sql.SQL(", ").join(columns))
        self._into = sql.SQL("COPY {} FROM STDIN").format(place)
        with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(place)) as copy:
            self.data = b"".join(bytes(part) for part in copy)

    def put(self, connection: psycopg.Connection[Any]) -> None:
        with connection.cursor().copy(self._into) as copy:
            copy.write(self.data)


def _cut_others(connection: psycopg.Connection[Any]) -> None:
    """Ends the other connections of this database. Raises TimeoutError."""
    deadline = time.monotonic() + _GONE_SECONDS
    while others := connection.execute(_OTHERS).fetchall():
        if time.monotonic() > deadline:
            raise TimeoutError
        for (pid,) in others:
            connection.execute("SELECT pg_terminate_backend(%s)", (pid,))
        time.sleep(0.005)
