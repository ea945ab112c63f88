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
from monarr.db.migrate import state, upgrade
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


@pytest.mark.parametrize("target_revision", [None, "0003", "head"])
def test_a_database_of_an_older_version_arrives_as_one_of_this(
    tmp_path: Path, empty_database_url: str, target_revision: str | None
) -> None:
    source = f"sqlite:///{tmp_path / 'older.sqlite3'}"
    upgrade(source, "0006")
    _write(source, lambda c: c.execute(insert(Tag), {"label": "kept"}))
    if target_revision is not None:
        upgrade(empty_database_url, target_revision)
    assert copy_database(source, empty_database_url)["tag"].rows == 1
    assert _write(empty_database_url, lambda c: c.execute(select(Tag.label)).scalars().all()) == ["kept"]
    now, newest = state(empty_database_url)
    assert now == newest
    assert state(source)[0] == "0006"


def test_there_must_be_something_to_copy(tmp_path: Path, empty_database_url: str) -> None:
    with pytest.raises(Conflict, match="copy from is empty"):
        copy_database(f"sqlite:///{tmp_path / 'nothing.sqlite3'}", empty_database_url)
