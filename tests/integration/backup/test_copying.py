"""From SQLite to PostgreSQL, and back: everything arrives, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from monarr.core.errors import Conflict
from monarr.db.copying import copy_database, snapshot, sum_table, tables
from monarr.db.engine import Database
from monarr.db.migrate import upgrade
from monarr.db.models import MediaItem, Tag


@pytest.fixture
def source(tmp_path: Path, furnished: Callable[[str], str]) -> str:
    """A furnished SQLite database."""
    url = f"sqlite:///{tmp_path / 'source.sqlite3'}"
    upgrade(url)
    return furnished(url)


def _write(url: str, unit: Callable[[Connection], object]) -> object:
    db = Database(url)
    try:
        return db.write_now(unit)
    finally:
        db.close()


def test_every_table_arrives_with_the_same_sum(source: str, empty_database_url: str) -> None:
    sums = copy_database(source, empty_database_url)
    with snapshot(source) as here, snapshot(empty_database_url) as there:
        for table in tables():
            assert sum_table(here, table) == sum_table(there, table) == sums[table.name]
    assert sums["media_item"].rows == 4


def test_new_rows_get_numbers_after_those_that_came(source: str, empty_database_url: str) -> None:
    copy_database(source, empty_database_url)
    title = {"kind": "movie", "title": "x", "sort_title": "x", "clean_title": "x", "added_at": datetime.now(UTC)}
    statement = insert(MediaItem).returning(MediaItem.id)
    assert _write(empty_database_url, lambda c: c.execute(statement, title).scalar_one()) == 51


def test_a_database_that_holds_something_is_refused(source: str, migrated_database_url: str) -> None:
    _write(migrated_database_url, lambda c: c.execute(insert(Tag), {"label": "mine"}))
    with pytest.raises(Conflict, match="not empty"):
        copy_database(source, migrated_database_url)
    assert _write(migrated_database_url, lambda c: c.execute(select(Tag.label)).scalars().all()) == ["mine"]


def test_what_fails_half_way_leaves_the_target_empty(source: str, empty_database_url: str) -> None:
    def stop(name: str, _done: int, _rows: int) -> None:
        if name == "media_item":
            raise OSError("pulled the plug")

    with pytest.raises(OSError, match="plug"):
        copy_database(source, empty_database_url, progress=stop)
    with snapshot(empty_database_url) as there:
        assert all(sum_table(there, table).rows == 0 for table in tables())
