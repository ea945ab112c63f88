"""The migrations: up, down, and the same as the models, on both databases."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, inspect
from sqlalchemy import text as sql

from monarr.core.errors import MonarrError
from monarr.db import migrate
from monarr.db.engine import make_engine
from monarr.db.migrations import full_text
from monarr.db.models import Base


@pytest.fixture
def engine(migrated_database_url: str) -> Iterator[Engine]:
    made = make_engine(migrated_database_url, pool_size=1)
    yield made
    made.dispose()


def test_the_migrated_database_has_what_the_models_say(engine: Engine) -> None:
    options = {
        "compare_type": True,
        "include_object": lambda _, name, kind, *__: not full_text.is_search_part(name, kind),
    }
    with engine.connect() as connection, warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore",
            message=".*(uq_naming_config_shared|uq_quality_profile_shared_name|uq_custom_format_(shared|own)_name).*",
        )
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_every_check_of_the_models_is_in_the_database(engine: Engine) -> None:
    inspector = inspect(engine)
    for table in Base.metadata.tables.values():
        meant = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        assert {str(check["name"]) for check in inspector.get_check_constraints(table.name)} == meant, table.name


def test_every_partial_index_keeps_its_condition(engine: Engine) -> None:
    kind = engine.dialect.name
    meant = {
        index.name for table in Base.metadata.tables.values() for index in table.indexes
        if index.dialect_options[kind]["where"] is not None
    }  # fmt: skip
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        if kind == "sqlite"
        else "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    )
    with engine.connect() as connection:
        found = {name for name, text in connection.exec_driver_sql(query) if " WHERE " in text}
    assert found == meant


def test_genres_of_titles_lie_in_their_key_on_sqlite(migrated_sqlite_url: str) -> None:
    engine = make_engine(migrated_sqlite_url, pool_size=1)
    with engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'item_genre'").scalar_one()
    engine.dispose()
    assert "WITHOUT ROWID" in made


def test_down_to_nothing_leaves_nothing(migrated_database_url: str) -> None:
    migrate.downgrade(migrated_database_url, "base")
    engine = make_engine(migrated_database_url, pool_size=1)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()


def test_down_and_up_again_gives_a_working_search(migrated_database_url: str) -> None:
    migrate.downgrade(migrated_database_url, "base")
    migrate.upgrade(migrated_database_url)
    engine = make_engine(migrated_database_url, pool_size=1)
    with engine.begin() as connection:
        connection.execute(sql("INSERT INTO title_term (term, uses) VALUES ('sintel', 1)"))
        find = (
            "SELECT count(*) FROM title_term_fts WHERE title_term_fts MATCH '\"int\"'"
            if engine.dialect.name == "sqlite"
            else "SELECT count(*) FROM title_term WHERE term % 'sintle'"
        )
        assert connection.exec_driver_sql(find.replace("% '", "%% '")).scalar() == 1
    engine.dispose()


def test_upgrading_twice_changes_nothing(migrated_database_url: str) -> None:
    migrate.upgrade(migrated_database_url)
    assert migrate.state(migrated_database_url) == (migrate.head(), migrate.head())


def test_there_is_one_linear_history() -> None:
    scripts = ScriptDirectory(str(migrate.HERE))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1
    assert all(not script.is_merge_point for script in scripts.walk_revisions())


def test_a_database_of_a_newer_version_is_left_alone(migrated_database_url: str) -> None:
    engine = make_engine(migrated_database_url, pool_size=1)
    with engine.begin() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(migrate.NewerData, match="9999"):
        migrate.upgrade(migrated_database_url)


def test_without_the_right_to_add_trigrams_postgres_says_what_to_do(postgres) -> None:  # type: ignore[no-untyped-def]
    url = postgres.create_database()
    engine = make_engine(url, pool_size=1)
    with engine.begin() as connection:
        connection.execute(sql("DROP ROLE IF EXISTS monarr_plain"))
        connection.execute(sql("CREATE ROLE monarr_plain"))
        connection.execute(sql("SET LOCAL ROLE monarr_plain"))
        with pytest.raises(MonarrError, match="CREATE EXTENSION pg_trgm"):
            full_text.create(connection)
    with engine.begin() as connection:
        connection.execute(sql("DROP ROLE monarr_plain"))
    engine.dispose()
    postgres.drop_database(url)


def test_the_steps_are_read_as_alembic_reads_them() -> None:
    scripts = ScriptDirectory(str(migrate.HERE))
    assert migrate.head() == scripts.get_current_head()
    assert all(migrate.is_known(script.revision) for script in scripts.walk_revisions())
    assert not migrate.is_known("9999")


def test_a_database_of_this_version_is_seen_without_alembic(migrated_sqlite_url: str) -> None:
    look = f"import sys; from monarr.db import migrate; print(migrate.state({migrated_sqlite_url!r}), 'alembic' in sys.modules)"
    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)
    assert seen.stdout.strip() == f"{(migrate.head(), migrate.head())} False"
