"""A connection to a migrated database of each kind, in a transaction that is taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from monarr.db.engine import make_engine


@pytest.fixture
def connection(migrated_database_url: str) -> Iterator[Connection]:
    engine = make_engine(migrated_database_url, pool_size=1)
    with engine.connect() as open_connection, open_connection.begin() as transaction:
        yield open_connection
        transaction.rollback()
    engine.dispose()
