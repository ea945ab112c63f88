"""Full text and typing mistakes: what each database keeps beside `search_title` and `title_term`.

SQLite has two FTS5 tables that follow their tables by triggers; PostgreSQL a generated `tsvector` with a GIN index, and
a trigram index. None of it is in the models, since the two differ; `is_search_part` tells comparisons to leave it out.
"""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from monarr.core.errors import MonarrError
from monarr.core.text import text

_FTS = {
    "search_title": ("text", "tokenize='unicode61 remove_diacritics 2', prefix='2 3'"),
    "title_term": ("term", "tokenize='trigram'"),
}
_GENERATED = "words"
_POSTGRES_INDEXES = ("ix_search_title_words", "ix_title_term_trigram")


def is_search_part(name: str | None, kind: str) -> bool:
    """Whether a table, column or index belongs to the search of one database alone."""
    if kind == "table":
        return name is not None and name.startswith(tuple(f"{table}_fts" for table in _FTS))
    return name in _POSTGRES_INDEXES if kind == "index" else kind == "column" and name == _GENERATED


def create(connection: Connection) -> None:
    """Makes the search of the connection's database. Raises MonarrError when PostgreSQL lacks pg_trgm or forbids it."""
    if connection.dialect.name == "sqlite":
        for table, (column, options) in _FTS.items():
            for statement in _fts_table(table, column, options):
                connection.exec_driver_sql(statement)
        return
    _need_trigrams(connection)
    connection.exec_driver_sql(
        "ALTER TABLE search_title ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED"
    )
    connection.exec_driver_sql("CREATE INDEX ix_search_title_words ON search_title USING gin (words)")
    connection.exec_driver_sql("CREATE INDEX ix_title_term_trigram ON title_term USING gin (term gin_trgm_ops)")


def drop(connection: Connection) -> None:
    """Takes it away again. The extension stays: others may use it."""
    if connection.dialect.name == "sqlite":
        for table in _FTS:
            for event in ("insert", "delete", "update"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_fts_{event}")
            connection.exec_driver_sql(f"DROP TABLE {table}_fts")
        return
    for index in _POSTGRES_INDEXES:
        connection.exec_driver_sql(f"DROP INDEX {index}")
    connection.exec_driver_sql("ALTER TABLE search_title DROP COLUMN words")


def _fts_table(table: str, column: str, options: str) -> list[str]:
    fts = f"{table}_fts"
    add = f"INSERT INTO {fts}(rowid, {column}) VALUES (new.id, new.{column});"  # noqa: S608 - names of our own
    remove = f"INSERT INTO {fts}({fts}, rowid, {column}) VALUES ('delete', old.id, old.{column});"  # noqa: S608
    return [
        f"CREATE VIRTUAL TABLE {fts} USING fts5({column}, content='{table}', content_rowid='id', {options})",
        f"CREATE TRIGGER {fts}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {fts}_delete AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {fts}_update AFTER UPDATE OF {column} ON {table} BEGIN {remove} {add} END",
    ]


def _need_trigrams(connection: Connection) -> None:
    if connection.exec_driver_sql("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'").first():
        return
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION pg_trgm")
    except DBAPIError as error:
        raise MonarrError(
            text(
                "Search needs PostgreSQL's extension pg_trgm, and this account may not add it. Let an administrator run"
                " “CREATE EXTENSION pg_trgm” in the database, then start Monarr again. PostgreSQL said: {reason}",
                reason=str(error.orig).strip().splitlines()[0],
            )
        ) from error
