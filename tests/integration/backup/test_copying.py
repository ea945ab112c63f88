"""From SQLite to PostgreSQL, and back: everything arrives, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from monarr.core.errors import Conflict
from monarr.db.copying import copy_all, sum_table, tables
from monarr.db.engine import Database
from monarr.db.migrate import upgrade
from monarr.db.models import MediaItem, Tag


@pytest.fixture
def pair(tmp_path: Path, migrated_database_url: str, furnished: Callable[[str], str]):
    """A furnished SQLite database, and an empty one of the engine under test."""
    source_url = f"sqlite:///{tmp_path / 'source.sqlite3'}"
    upgrade(source_url)
    source, target = Database(furnished(source_url)), Database(migrated_database_url)
    yield source, target
    source.close()
    target.close()


def test_every_table_arrives_with_the_same_sum(pair) -> None:
    source, target = pair
    sums = source.read_now(lambda here: target.write_now(lambda there: copy_all(here, there)))
    for table in tables():
        assert source.read_now(sum_table, table) == target.read_now(sum_table, table) == sums[table.name]
    assert sums["media_item"].rows == 4


def test_new_rows_get_numbers_after_those_that_came(pair) -> None:
    source, target = pair
    source.read_now(lambda here: target.write_now(lambda there: copy_all(here, there)))
    number = target.write_now(lambda c: c.execute(insert(Tag).returning(Tag.id), {"label": "new"}).scalar_one())
    assert number == 1
    titles = {"kind": "movie", "title": "x", "sort_title": "x", "clean_title": "x"}
    top = source.read_now(lambda c: c.execute(select(MediaItem.added_at)).scalars().first())
    statement = insert(MediaItem).returning(MediaItem.id)
    assert target.write_now(lambda c: c.execute(statement, {**titles, "added_at": top}).scalar_one()) == 51


def test_a_database_that_holds_something_is_refused(pair) -> None:
    source, target = pair
    target.write_now(lambda c: c.execute(insert(Tag), {"label": "mine"}))
    with pytest.raises(Conflict, match="not empty"):
        source.read_now(lambda here: target.write_now(lambda there: copy_all(here, there)))
    assert target.read_now(lambda c: c.execute(select(Tag.label)).scalars().all()) == ["mine"]
