"""A migration that is killed: the database is of one version or of the other, and the next start goes on from there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect
from sqlalchemy import text as sql

from monarr.db import migrate
from monarr.db.engine import make_engine
from monarr.db.models import Base, SettingRow

EVERY = 61  # statements between two deaths; a prime, so that they fall on all kinds of steps
MOST = 400

Dying = Callable[[str, str, int], bool]


@pytest.fixture(scope="module")
def dying() -> Iterator[Dying]:
    """Runs a migration that dies at a statement; false when it was done before."""
    arguments = [sys.executable, "-m", "tests.integration.troubles.mortal_migration"]
    folder = Path(__file__).parents[3]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder) as process:
        assert process.stdin is not None and process.stdout is not None
        asked, told = process.stdin, process.stdout

        def run(url: str, revision: str, at: int) -> bool:
            asked.write(json.dumps([url, revision, at]) + "\n")
            asked.flush()
            return bool(json.loads(told.readline()))

        yield run
        asked.close()


def tables(url: str) -> set[str]:
    engine = make_engine(url, pool_size=1)
    found = {name for name in inspect(engine).get_table_names() if "_fts" not in name}
    engine.dispose()
    return found


def test_an_upgrade_killed_anywhere_is_all_or_nothing_and_goes_on(empty_database_url: str, dying: Dying) -> None:
    deaths = 0
    for at in range(0, MOST * EVERY, EVERY):
        if not dying(empty_database_url, "head", at):
            break
        deaths += 1
        revision, _ = migrate.state(empty_database_url)
        assert revision is None or migrate.is_known(revision)
        if revision is None:
            assert tables(empty_database_url) <= {"alembic_version"}
    else:
        pytest.fail("the migration never ends")
    assert deaths > 2
    assert migrate.state(empty_database_url) == (migrate.head(), migrate.head())
    assert tables(empty_database_url) >= set(Base.metadata.tables)


def test_a_downgrade_killed_in_the_middle_keeps_what_was_there(migrated_database_url: str, dying: Dying) -> None:
    engine = make_engine(migrated_database_url, pool_size=1)
    with engine.begin() as connection:
        connection.execute(insert(SettingRow), {"key": "kept", "value": 1, "updated_at": datetime.now(UTC)})
    assert dying(migrated_database_url, "base", 60)
    migrate.upgrade(migrated_database_url)
    with engine.connect() as connection:
        assert connection.execute(sql("SELECT count(*) FROM setting WHERE key = 'kept'")).scalar() == 1
    engine.dispose()
