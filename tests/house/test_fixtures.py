"""The fixtures do what they promise: real, separate, empty databases of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text

from tests.support.live import require_program
from tests.support.ports import free_port, is_listening
from tests.support.postgres import PostgresServer, name_of
from tests.support.reused import ReusedDatabases


def _engine_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_gets_a_database_of_its_own_with_nothing_in_it(empty_database_url: str, turn: int) -> None:
    engine = create_engine(_engine_url(empty_database_url))
    assert inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE left_by_{turn} (id integer)"))
    engine.dispose()


def test_a_dropped_database_is_gone(postgres: PostgresServer) -> None:
    url = postgres.create_database()
    postgres.drop_database(url)
    with pytest.raises(psycopg.OperationalError, match=name_of(url)):
        psycopg.connect(url)


def test_a_copied_database_holds_what_its_template_held(postgres: PostgresServer) -> None:
    template = postgres.create_database()
    with psycopg.connect(template) as connection:
        connection.execute("CREATE TABLE film AS SELECT 'Sintel' AS title")
    copy = postgres.create_database(template=name_of(template))
    with psycopg.connect(copy) as connection:
        assert connection.execute("SELECT title FROM film").fetchone() == ("Sintel",)


def test_postgresql_is_new_enough(postgres: PostgresServer) -> None:
    assert postgres.version() >= 150000


def test_database_tests_carry_their_marks(request: pytest.FixtureRequest, empty_database_url: str) -> None:
    marks = {mark.name for mark in request.node.iter_markers()}
    assert marks >= ({"data", "postgresql"} if empty_database_url.startswith("postgresql") else {"data"})


def test_a_missing_program_skips_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MONARR_TEST_REQUIRE_LIVE", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        require_program("no-such-program")


def test_a_missing_program_fails_where_all_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONARR_TEST_REQUIRE_LIVE", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        require_program("no-such-program")


def test_a_program_that_is_there_is_found() -> None:
    assert require_program("sh").samefile(Path("/bin/sh"))


def test_a_free_port_has_no_listener() -> None:
    assert not is_listening(free_port())


class TestReused:
    """A database that goes from test to test is as new each time."""

    @pytest.fixture
    def databases(self, postgres: PostgresServer) -> Iterator[ReusedDatabases]:
        template = postgres.create_database()
        with psycopg.connect(template) as connection:
            connection.execute("CREATE TABLE quality (id serial PRIMARY KEY, name text, size int, "
                               "double int GENERATED ALWAYS AS (size * 2) STORED)")  # fmt: skip
            connection.execute("CREATE TABLE film (id serial PRIMARY KEY, quality_id int REFERENCES quality)")
            connection.execute("INSERT INTO quality (name, size) VALUES ('tab\tand\nline', 2), (NULL, 3)")
        databases = ReusedDatabases(postgres, name_of(template))
        yield databases
        databases.close()
        postgres.drop_database(template)

    @staticmethod
    def _contents(url: str) -> list[tuple[object, ...]]:
        with psycopg.connect(url) as connection:
            rows = connection.execute("SELECT * FROM quality ORDER BY id").fetchall()
            return [*rows, *connection.execute("SELECT count(*) FROM film").fetchall()]

    def test_its_first_rows_and_numbers_are_back(self, databases: ReusedDatabases) -> None:
        url = databases.take()
        first = self._contents(url)
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO film (quality_id) VALUES (1), (2)")
            connection.execute("UPDATE quality SET name = 'other'")
        databases.give_back(url)
        assert databases.take() == url
        assert self._contents(url) == first == [(1, "tab\tand\nline", 2, 4), (2, None, 3, 6), (0,)]
        with psycopg.connect(url) as connection:
            numbers = [connection.execute(f"INSERT INTO {table} DEFAULT VALUES RETURNING id").fetchone()
                       for table in ("quality", "film")]  # fmt: skip
        assert numbers == [(3,), (1,)]

    def test_one_whose_tables_were_changed_is_not_given_again(self, databases: ReusedDatabases) -> None:
        url = databases.take()
        with psycopg.connect(url) as connection:
            connection.execute("ALTER TABLE film ADD COLUMN year int")
        databases.give_back(url)
        assert databases.take() != url

    def test_who_is_still_connected_is_cut(self, databases: ReusedDatabases) -> None:
        url = databases.take()
        left = psycopg.connect(url)
        left.execute("INSERT INTO film (quality_id) VALUES (1)")
        databases.give_back(url)
        assert databases.take() == url
        assert self._contents(url)[-1] == (0,)
        with pytest.raises(psycopg.OperationalError):
            left.execute("SELECT 1")
        left.close()
