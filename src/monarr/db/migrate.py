"""Migrations, run by Alembic from inside the package: no configuration file is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from monarr.core.errors import MonarrError
from monarr.core.text import text
from monarr.db.engine import make_engine

HERE = Path(__file__).parent / "migrations"


class NewerData(MonarrError):
    """The database was written by a newer version of Monarr, and is left alone."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.attributes["connection"] = connection
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return config


def head() -> str:
    """The newest revision that this version knows."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None
    return revision


def current(connection: Connection) -> str | None:
    """The revision of a database; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known(revision: str) -> bool:
    scripts = ScriptDirectory.from_config(_config())
    return any(script.revision == revision for script in scripts.walk_revisions())


def state(url: str) -> tuple[str | None, str]:
    """The database's revision and the newest one. Raises NewerData when the database is ahead of this version."""
    engine = make_engine(url, pool_size=1)
    try:
        with engine.connect() as connection:
            revision = current(connection)
            if revision is None and any(t for t in inspect(connection).get_table_names() if t == "media_item"):
                raise MonarrError(text("The database has Monarr's tables but no version mark. Restore a backup of it."))
    finally:
        engine.dispose()
    if revision is not None and not is_known(revision):
        raise NewerData(
            text(
                "The database is of a newer version of Monarr (step {revision}). Install that version, or restore a"
                " backup made by this one.",
                revision=revision,
            )
        )
    return revision, head()


def upgrade(url: str, revision: str = "head") -> None:
    """Brings a database to a revision; each step is a transaction."""
    _run(url, revision, upgrade_on)


def downgrade(url: str, revision: str) -> None:
    """Takes a database back to an earlier revision (`base`: empty)."""
    _run(url, revision, downgrade_on)


def upgrade_on(connection: Connection, revision: str) -> None:
    """As `upgrade`, on a connection of the caller: inside its transaction when it has one."""
    command.upgrade(_config(connection), revision)


def downgrade_on(connection: Connection, revision: str) -> None:
    """As `downgrade`, on a connection of the caller: inside its transaction when it has one."""
    command.downgrade(_config(connection), revision)


def _run(url: str, revision: str, step: Callable[[Connection, str], None]) -> None:
    state(url)
    engine = make_engine(url, pool_size=1)
    try:
        with engine.connect() as connection:
            step(connection, revision)
            connection.commit()
    finally:
        engine.dispose()
