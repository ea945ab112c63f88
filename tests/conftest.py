"""Fixtures for all tests: databases of both kinds, and a browser.

A test that takes `migrated_database_url` (all tables there) or `empty_database_url` (nothing there; `database_url` is
the same) runs twice: on SQLite and on PostgreSQL. Such tests carry the mark `data`, and those of the second kind
`postgresql` too.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.postgres import PostgresServer, name_of, running_server
from tests.support.reused import ReusedDatabases

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DATABASE_KINDS = ("sqlite", "postgresql")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "database_kind" not in names and "postgres" not in names:
            continue
        item.add_marker("data")
        callspec = getattr(item, "callspec", None)
        kind = callspec.params.get("database_kind") if callspec is not None else None
        if kind == "postgresql" or "postgres" in names:
            item.add_marker("postgresql")


@pytest.fixture(params=DATABASE_KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`: the test runs once on each."""
    return str(request.param)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL for the whole run, started at the first need."""
    with running_server() as server:
        yield server


@pytest.fixture
def empty_database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'monarr.sqlite3'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.create_database()
    yield url
    server.drop_database(url)


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """The address of a database with nothing in it."""
    return empty_database_url


@pytest.fixture
def migrated_database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with all tables and nothing in them but what the migrations put there."""
    if database_kind == "sqlite":
        path = tmp_path / "monarr.sqlite3"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    databases: ReusedDatabases = request.getfixturevalue("migrated_postgres_databases")
    url = databases.take()
    yield url
    databases.give_back(url)


@pytest.fixture
def migrated_sqlite_url(migrated_sqlite_template: Path, tmp_path: Path) -> str:
    """For tests to which the kind of database is all the same: a migrated SQLite database."""
    path = tmp_path / "monarr.sqlite3"
    shutil.copyfile(migrated_sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def migrated_sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file, to be copied, never to be opened: the migrations run once a session."""
    path = tmp_path_factory.mktemp("template") / "monarr.sqlite3"
    _migrate()(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that copying the one file copies all
    connection.close()
    return path


@pytest.fixture(scope="session")
def migrated_postgres_template(postgres: PostgresServer) -> Iterator[str]:
    """The name of a migrated database, to be copied, never to be opened."""
    url = postgres.create_database()
    _migrate()(url)
    yield name_of(url)
    postgres.drop_database(url)


@pytest.fixture(scope="session")
def migrated_postgres_databases(postgres: PostgresServer, migrated_postgres_template: str) -> Iterator[ReusedDatabases]:
    """Copies of the migrated database."""
    databases = ReusedDatabases(postgres, migrated_postgres_template)
    yield databases
    databases.close()


def _migrate() -> Callable[[str], object]:
    from monarr.db.migrate import upgrade  # here, so that tests without a database do not load all of it

    return upgrade


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium for the tests of one module. They must be plain functions, as Playwright's synchronous side
    and an event loop do not live in one thread."""
    from tests.support.browser import chromium  # here: most runs need no browser

    with chromium() as running:
        yield running
