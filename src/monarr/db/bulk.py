"""Thousands of rows into a table at once, each replacing the one before with the same key.

A statement with a parameter for each value of each row takes longer to write and to read than to carry out. PostgreSQL gets
the rows as one JSON document, SQLite as values for one prepared statement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import JSON, Connection, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite

Rows = Sequence[Mapping[str, Any]]


class _Prepared(NamedTuple):
    statement: str
    columns: tuple[tuple[str, Callable[[Any], Any] | None], ...]  # in the order of the statement


def upsert(
    connection: Connection, table: Table, rows: Rows, *, key: tuple[str, ...], replaced: tuple[str, ...]
) -> None:
    """Writes the rows, which all have the same columns. Of those with an equal `key` the last one stays; of one that is there
    already the columns `replaced` are written anew. The key has no nulls."""
    if not rows:
        return
    names = tuple(rows[0])
    if connection.dialect.name == "sqlite":
        statement, columns = _on_sqlite(table, names, key, replaced)
        values = [tuple([row[name] if write is None else write(row[name]) for name, write in columns]) for row in rows]
        connection.exec_driver_sql(statement, values)
        return
    last = {tuple([row[name] for name in key]): row for row in rows}  # one statement meets each key once
    document = msgspec.json.encode(list(last.values())).decode()
    connection.execute(_on_postgresql(table, names, key, replaced), {"rows": document})


@cache
def _on_sqlite(table: Table, names: tuple[str, ...], key: tuple[str, ...], replaced: tuple[str, ...]) -> _Prepared:
    dialect = sqlite.dialect()
    statement = sqlite.insert(table).values({name: bindparam(name) for name in names})
    statement = statement.on_conflict_do_update(
        index_elements=list(key), set_={name: statement.excluded[name] for name in replaced}
    )
    compiled = statement.compile(dialect=dialect)
    processors = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
    return _Prepared(str(compiled), tuple((name, processors[name]) for name in compiled.positiontup or ()))


@cache
def _on_postgresql(table: Table, names: tuple[str, ...], key: tuple[str, ...], replaced: tuple[str, ...]) -> Any:
    given = func.json_to_recordset(cast(bindparam("rows", type_=Text()), JSON()))
    listed = given.table_valued(*(column(name, table.c[name].type) for name in names))
    listed = listed.render_derived(name="given", with_types=True)
    read = select(*(listed.c[name] for name in names))
    statement = postgresql.insert(table).from_select(list(names), read, include_defaults=False)
    return statement.on_conflict_do_update(
        index_elements=list(key), set_={name: statement.excluded[name] for name in replaced}
    )
