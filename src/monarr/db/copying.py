"""Whole databases as rows: copied from one engine to the other, written to a backup, read back, and compared.

Order of tables is that of their references. A checksum is the sum of the rows' hashes, so that it does not depend on
the order in which an engine gives them.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Date, MetaData, Table, case, func, insert, inspect, select
from sqlalchemy import text as sql
from sqlalchemy.exc import SAWarning

from monarr.core.errors import Conflict, MonarrError
from monarr.core.text import text
from monarr.db.engine import make_engine
from monarr.db.migrate import downgrade, is_before, state, upgrade
from monarr.db.models import Base, MediaItem
from monarr.db.models.base import Moment

BATCH = 1000
_NOT_EMPTY = text("The database to copy to is not empty. Give an empty one.")
Progress = Callable[[str, int, int], None]  # table, rows done, rows in all
_JSON = msgspec.json.Encoder(order="deterministic")


class CopyDiffers(MonarrError):
    """What arrived is not what was sent."""


class TableSum(msgspec.Struct, frozen=True):
    """How many rows a table has, and the sum of their hashes (16 hex digits)."""

    rows: int
    checksum: str


def tables() -> list[Table]:
    """All tables, each after those it points at."""
    return list(Base.metadata.sorted_tables)


def tables_in(connection: Connection) -> list[Table]:
    """As `tables`, as far as a database has them: one that has not been brought to this version yet lacks tables, and
    columns of others."""
    there = {name: {column["name"] for column in columns} for (_, name), columns in _columns(connection).items()}
    return [_narrowed(table, there[table.name]) for table in tables() if table.name in there]


def _columns(connection: Connection) -> Any:
    with warnings.catch_warnings():  # kinds of columns that SQLAlchemy does not know are none of ours
        warnings.simplefilter("ignore", SAWarning)
        return inspect(connection).get_multi_columns()


def _narrowed(table: Table, names: set[str]) -> Table:
    """The table with these columns alone; itself when these are all."""
    if names.issuperset(table.columns.keys()):
        return table
    kept = (Column(column.name, column.type, primary_key=column.primary_key) for column in table.columns)
    return Table(table.name, MetaData(), *(column for column in kept if column.name in names))


@contextmanager
def snapshot(url: str) -> Iterator[Connection]:
    """A connection that sees one moment of the database, whatever others write meanwhile."""
    engine = make_engine(url, pool_size=1)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
    finally:
        engine.dispose()


def copy_database(source_url: str, target_url: str, progress: Progress | None = None) -> dict[str, TableSum]:
    """Copies one database into another, empty one, and brings that to this version. All or nothing. Raises Conflict,
    CopyDiffers, NewerData."""
    revision, _ = state(source_url)
    if revision is None:
        raise Conflict(text("The database to copy from is empty."))
    _bring_to(target_url, revision)
    engine = make_engine(target_url, pool_size=1)
    try:
        with snapshot(source_url) as source, engine.connect() as target, target.begin():
            sums = copy_all(source, target, progress)
    finally:
        engine.dispose()
    upgrade(target_url)
    return sums


def _bring_to(url: str, revision: str) -> None:
    """An empty database to the tables of the one that is copied, which may be of an older version. Raises Conflict when
    it holds anything."""
    there, _ = state(url)
    if there is not None:
        with snapshot(url) as connection:
            if not is_empty(connection):
                raise Conflict(_NOT_EMPTY)
    if there is None or is_before(there, revision):
        upgrade(url, revision)
    elif there != revision:
        downgrade(url, revision)


def iterate_rows(connection: Connection, table: Table) -> Iterator[list[Any]]:
    """The rows of a table as lists of plain values, in an order in which they can be inserted. The connection must be in
    a transaction (`snapshot`): PostgreSQL streams in none other."""
    statement = select(table)
    if table.name == MediaItem.__tablename__:
        parents_first = case((table.c.parent_id.is_(None), 0), (table.c.kind.in_(("season", "album")), 1), else_=2)
        statement = statement.order_by(parents_first, table.c.id)
    result = connection.execute(statement, execution_options={"stream_results": True, "yield_per": BATCH})
    for row in result:
        yield list(row)


def row_as_json(row: list[Any]) -> bytes:
    """One row as one line of JSON, always the same bytes for the same values."""
    return _JSON.encode(row)


def row_from_json(table: Table, line: bytes) -> list[Any]:
    """The way back from `row_as_json`. Raises ValueError when the line does not fit the table."""
    values = msgspec.json.decode(line)
    columns = list(table.columns)
    if not isinstance(values, list) or len(values) != len(columns):
        raise ValueError(f"A row of {table.name} has {len(columns)} columns.")
    return [_typed(column, value) for column, value in zip(columns, values, strict=True)]


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value


def insert_rows(
    connection: Connection, table: Table, rows: Iterable[list[Any]], on_batch: Callable[[int], None] | None = None
) -> TableSum:
    """Inserts rows in batches and returns what was inserted."""
    names = [column.name for column in table.columns]
    count, total = 0, 0
    batch: list[dict[str, Any]] = []
    statement = insert(table)
    for row in rows:
        total += _hash(row)
        batch.append(dict(zip(names, row, strict=True)))
        if len(batch) == BATCH:
            connection.execute(statement, batch)
            count += len(batch)
            batch = []
            if on_batch is not None:
                on_batch(count)
    if batch:
        connection.execute(statement, batch)
        count += len(batch)
        if on_batch is not None:
            on_batch(count)
    return TableSum(count, _shown(total))


def sum_table(connection: Connection, table: Table) -> TableSum:
    """Counts and sums a table as it stands."""
    count, total = 0, 0
    for row in iterate_rows(connection, table):
        count += 1
        total += _hash(row)
    return TableSum(count, _shown(total))


def _hash(row: list[Any]) -> int:
    return int.from_bytes(hashlib.blake2b(row_as_json(row), digest_size=8).digest())


def _shown(total: int) -> str:
    return f"{total % 2**64:016x}"


def is_empty(connection: Connection) -> bool:
    """True when no table of Monarr has a row."""
    there = tables_in(connection)
    return not any(connection.execute(select(1).select_from(table).limit(1)).first() for table in there)


def empty_tables(connection: Connection) -> None:
    """Takes every row out of every table, those that point before those they point at."""
    for table in reversed(tables_in(connection)):
        connection.execute(table.delete())


def copy_all(source: Connection, target: Connection, progress: Progress | None = None) -> dict[str, TableSum]:
    """Copies every row into an empty database, and compares counts and checksums of what arrived. Raises Conflict when
    the target holds anything, CopyDiffers when something arrived otherwise; the caller then rolls the target back."""
    if not is_empty(target):
        raise Conflict(_NOT_EMPTY)
    sums: dict[str, TableSum] = {}
    for table in tables_in(source):
        in_all = source.execute(select(func.count()).select_from(table)).scalar_one()
        report = None if progress is None else _reporter(progress, table.name, in_all)
        sent = insert_rows(target, table, iterate_rows(source, table), report)
        arrived = sum_table(target, table)
        if sent != arrived:
            raise CopyDiffers(
                text(
                    "Table {table} did not arrive as it was sent ({sent} rows sent, {arrived} there). Nothing was kept.",
                    table=table.name,
                    sent=sent.rows,
                    arrived=arrived.rows,
                )
            )
        sums[table.name] = arrived
    reset_sequences(target)
    return sums


def _reporter(progress: Progress, name: str, in_all: int) -> Callable[[int], None]:
    return lambda done: progress(name, done, in_all)


def reset_sequences(connection: Connection) -> None:
    """New rows must get numbers after those that were copied with their numbers (PostgreSQL; SQLite knows by itself)."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables_in(connection):
        column = table.columns.get("id")
        if column is None or not column.primary_key:
            continue
        sequence = connection.execute(
            sql("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": f'"{table.name}"'}
        ).scalar()
        if sequence:
            top = connection.execute(select(func.max(column))).scalar()
            connection.execute(
                sql("SELECT setval(CAST(:sequence AS regclass), :top, :used)"),
                {"sequence": sequence, "top": top or 1, "used": top is not None},
            )
