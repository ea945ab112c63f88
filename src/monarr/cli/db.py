"""`monarr db`: the database by hand."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from monarr.cli._group import Group, terminal
from monarr.core.errors import MonarrError
from monarr.core.text import text


@click.group(cls=Group)
def db() -> None:
    """The database: bring it up or down, look whether it is whole, copy it. Stop the server before."""


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database to REVISION (the newest). One with anything in it is backed up before."""
    from monarr.bootstrap import prepare_database
    from monarr.db import migrate
    from monarr.ports.clock import SystemClock
    from monarr.secrets import Cipher, load_key
    from monarr.services.data_folder import make_data_folder

    settings = terminal().settings()
    if revision == "head":
        paths = make_data_folder(settings.data_dir)
        prepare_database(settings, paths, Cipher(load_key(paths.data / "secret.key")), SystemClock())
    else:
        migrate.upgrade(settings.database_url, revision)
    _tell_state(settings.database_url)


@db.command()
@click.argument("revision")
@click.option("--yes", is_flag=True, help="Do not ask.")
def downgrade(revision: str, yes: bool) -> None:
    """Take the database back to REVISION ("base": empty it). What an older version cannot hold is lost."""
    from monarr.db import migrate

    url = terminal().settings().database_url
    if not yes:
        click.confirm(f"Take {_hidden(url)} back to {revision}? Make a backup before.", abort=True)
    migrate.downgrade(url, revision)
    _tell_state(url)


def _tell_state(url: str) -> None:
    from monarr.db import migrate

    revision, head = migrate.state(url)
    data = {"revision": revision, "head": head, "current": revision == head}
    terminal().answer(data, lambda console: console.print(f"The database is at step {revision or 'base'} of {head}."))


@db.command()
def check() -> None:
    """Look whether the database is whole: version, integrity, references, counts."""
    from monarr.db import migrate
    from monarr.db.copying import snapshot, sum_table, tables

    spoken = terminal()
    url = spoken.settings().database_url
    revision, head = migrate.state(url)
    if revision is None:
        raise MonarrError(text("The database is empty. `monarr serve` or `monarr db upgrade` fills it."))
    sums: dict[str, Any] = {}
    with snapshot(url) as connection, spoken.progress() as progress:
        problems = _problems(connection) if connection.dialect.name == "sqlite" else []
        task = progress.add_task("Reading the tables", total=len(tables()))
        if revision == head:
            for table in tables():
                sums[table.name] = sum_table(connection, table)
                progress.advance(task)
    data = {"revision": revision, "head": head, "problems": problems, "tables": msgspec.to_builtins(sums)}
    rows = sum(total.rows for total in sums.values())
    spoken.answer(data, lambda console: console.print(f"Step {revision} of {head}, {len(sums)} tables, {rows} rows."))
    if problems:
        raise MonarrError(text("The database is damaged: {problem}. Restore a backup.", problem=problems[0]))


def _problems(connection: Any) -> list[str]:
    """What SQLite says of its file and of references that lead nowhere."""
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)") if row[0] != "ok"]
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.append(f"row {row[1]} of {row[0]} points at a row of {row[2]} that is not there")
    return found[:20]


@db.command()
@click.argument("target")
def copy(target: str) -> None:
    """Copy the database to TARGET (postgresql://… or sqlite:///…), which must be empty, and compare what arrived."""
    from monarr.db.copying import copy_database

    spoken = terminal()
    with spoken.progress() as progress:
        tasks: dict[str, Any] = {}

        def report(table: str, done: int, in_all: int) -> None:
            if table not in tasks:
                tasks[table] = progress.add_task(table, total=in_all)
            progress.update(tasks[table], completed=done)

        sums = copy_database(spoken.settings().database_url, target, report)
    rows = sum(total.rows for total in sums.values())
    sentence = f"Copied {rows} rows of {len(sums)} tables; counts and checksums agree."
    data = {"rows": rows, "tables": msgspec.to_builtins(sums)}
    spoken.answer(data, lambda console: console.print(sentence))
    spoken.say(f"Now start Monarr with MONARR_DATABASE_URL={_hidden(target)}")


def _hidden(url: str) -> str:
    from sqlalchemy import make_url

    return make_url(url).render_as_string(hide_password=True)
