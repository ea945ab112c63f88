"""Many rows and long lists, each in one go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, insert, select, update

from monarr.db.bulk import upsert
from monarr.db.models import IndexerRow, MediaItem, Release
from monarr.db.within import within, within_pairs
from tests.integration.db import samples
from tests.integration.db.samples import NOW

RELEASE: Any = Release.__table__
ITEM: Any = MediaItem.__table__
KEY, REPLACED = ("indexer_id", "guid"), ("title", "seeders", "facts", "last_seen_at")


@pytest.fixture
def indexer_id(connection: Connection) -> int:
    row = {"name": "A", "implementation": "torznab", "protocol": "torrent"}
    return int(connection.execute(insert(IndexerRow).returning(IndexerRow.id), row).scalar_one())


def release(indexer_id: int, guid: str, **more: Any) -> dict[str, Any]:
    given = {"indexer_id": indexer_id, "guid": guid, "indexer_name": "A", "title": "Sintel", "protocol": "torrent",
             "size_bytes": None, "seeders": 3, "first_seen_at": NOW, "last_seen_at": NOW, "facts": {}}  # fmt: skip
    return given | more


def stored(connection: Connection) -> list[Any]:
    return list(connection.execute(select(RELEASE).order_by(RELEASE.c.id)))


def test_rows_are_kept_as_they_are_given(connection: Connection, indexer_id: int) -> None:
    at = datetime(2026, 3, 1, 9, 30, 0, 1, tzinfo=timezone(timedelta(hours=2)))
    facts = {"words": ["é", '"', "\\", "\n"], "number": 0.1, "none": None}
    odd = release(
        indexer_id, "1'%s:x", title='Sintel "é" \\ %(a)s ?\n', size_bytes=2**53 + 1, first_seen_at=at, facts=facts
    )
    upsert(connection, RELEASE, [odd, release(indexer_id, "2")], key=KEY, replaced=REPLACED)
    first, second = stored(connection)
    assert {name: getattr(first, name) for name in odd} == odd | {"first_seen_at": at.astimezone(UTC)}
    assert (second.guid, second.size_bytes, second.facts) == ("2", None, {})


def test_a_row_with_a_known_key_replaces_what_it_says_anew(connection: Connection, indexer_id: int) -> None:
    upsert(connection, RELEASE, [release(indexer_id, "1")], key=KEY, replaced=REPLACED)
    later = NOW + timedelta(hours=1)
    again = release(indexer_id, "1", title="Spring", seeders=None, first_seen_at=later, last_seen_at=later)
    upsert(connection, RELEASE, [again], key=KEY, replaced=REPLACED)
    (row,) = stored(connection)
    assert (row.title, row.seeders, row.first_seen_at, row.last_seen_at) == ("Spring", None, NOW, later)


def test_of_two_rows_with_one_key_the_last_stays(connection: Connection, indexer_id: int) -> None:
    rows = [release(indexer_id, "1", seeders=1), release(indexer_id, "2"), release(indexer_id, "1", seeders=9)]
    upsert(connection, RELEASE, rows, key=KEY, replaced=REPLACED)
    assert [(row.guid, row.seeders) for row in stored(connection)] == [("1", 9), ("2", 3)]


def test_what_is_written_already_is_stored_word_for_word(connection: Connection, indexer_id: int) -> None:
    row = release(indexer_id, "1", facts=msgspec.Raw(b'{"b":[1,"x"],"a":1.50}'))
    upsert(connection, RELEASE, [row], key=KEY, replaced=REPLACED)
    assert stored(connection)[0].facts == {"b": [1, "x"], "a": 1.5}


def test_no_rows_are_no_statement(connection: Connection) -> None:
    upsert(connection, RELEASE, [], key=KEY, replaced=REPLACED)
    assert stored(connection) == []


@pytest.mark.parametrize("count", [0, 1, 40_000])
def test_a_list_of_any_length_is_one_parameter(connection: Connection, count: int) -> None:
    library_id = samples.library(connection)
    ids = [samples.film(connection, title, library_id)[0] for title in ("Sintel", "Spring")]
    by_id = select(ITEM.c.title).where(within(ITEM.c.id, "ids"))
    by_name = select(ITEM.c.title).where(within(ITEM.c.title, "names"))
    numbers = [*range(1_000_000, 1_000_000 + count), *ids[:count]]
    names = [*(f"é {n}" for n in range(count)), *["Sintel", "Spring"][:count]]
    expected = ["Sintel", "Spring"][:count]
    assert sorted(connection.execute(by_id, {"ids": numbers}).scalars()) == expected
    assert sorted(connection.execute(by_name, {"names": names}).scalars()) == expected


@pytest.mark.parametrize("count", [0, 1, 40_000])
def test_pairs_of_any_number_are_one_parameter(connection: Connection, count: int) -> None:
    library_id = samples.library(connection)
    first, second = (samples.film(connection, title, library_id)[0] for title in ("Sintel", "Spring"))
    pairs = [(first, 2010), (second, 1066), *((10_000 + number, 2010) for number in range(count))]
    connection.execute(update(ITEM).values(year=2010))
    asked = select(ITEM.c.id).where(within_pairs(ITEM.c.id, ITEM.c.year, "pairs"))
    assert list(connection.execute(asked, {"pairs": pairs}).scalars()) == [first]
    assert list(connection.execute(asked, {"pairs": []}).scalars()) == []
