"""Migrations, run by Alembic from inside the package: no configuration file is needed.

Most starts find a database that is of this version. Alembic is loaded only when there is a step to go: what a database is
at and what this version knows is read without it.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect
from sqlalchemy import text as sql

from monarr.core.errors import MonarrError
from monarr.core.text import text
from monarr.db.engine import make_engine

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent / "migrations"
_NAMED = re.compile(r'^(revision|down_revision)(?:: [^=]+)? = (?:"([^"]+)"|None)$', re.MULTILINE)


class NewerData(MonarrError):
    """The database was written by a newer version of Monarr, and is left alone."""


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.attributes["connection"] = connection
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return config


@cache
def _steps() -> dict[str, str | None]:
    """Each step's revision with the one before it, as the files of the steps say."""
    found = [dict(_NAMED.findall(path.read_text(encoding="utf-8"))) for path in (HERE / "versions").glob("[0-9]*.py")]
    return {named["revision"]: named["down_revision"] or None for named in found}


def head() -> str:
    """The newest revision that this version knows."""
    (newest,) = set(_steps()) - set(_steps().values())
    return newest


def current(connection: Connection) -> str | None:
    """The revision of a database; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(sql("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return found


def is_known(revision: str) -> bool:
    return revision in _steps()


def is_before(revision: str, other: str) -> bool:
    """Whether one known revision comes before another."""
    before = _steps()[other]
    return before is not None and (before == revision or is_before(revision, before))


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
    from alembic import command

    command.upgrade(_config(connection), revision)


def downgrade_on(connection: Connection, revision: str) -> None:
    """As `downgrade`, on a connection of the caller: inside its transaction when it has one."""
    from alembic import command

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
    gc.collect()  # the steps leave models of all tables behind that hold one another, and a start collects nothing else
