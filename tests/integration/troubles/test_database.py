"""The database locked by another program, read-only, full, damaged, gone, or the process killed while it writes: one
sentence that says what to do, nothing lost, and work goes on by itself once the trouble is over."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, func, insert, select, text

from monarr.bootstrap import open_house
from monarr.db import job_queue
from monarr.db.engine import Database, DatabaseUnavailable, engine_url
from monarr.db.models import Job, SettingRow
from monarr.jobs.scheduler import Scheduler
from monarr.jobs.worker import Worker
from monarr.services.context import House
from monarr.settings import StartupSettings
from tests.integration.jobs.conftest import eventually, running
from tests.integration.jobs.test_worker import Digging
from tests.support.postgres import PostgresServer

NAMES = select(SettingRow.key).order_by(SettingRow.key)


def remember(connection: Connection, key: str, value: Any = True) -> None:
    connection.execute(insert(SettingRow), {"key": key, "value": value, "updated_at": datetime.now(UTC)})


def remembered(db: Database) -> list[str]:
    return list(db.read_now(lambda c: c.execute(NAMES).scalars().all()))


def impatient(db: Database) -> Database:
    """Waits a moment only for what is locked, where a house waits half a minute."""
    event.listen(db.engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=20"))
    return db


@pytest.fixture
def lite(migrated_sqlite_url: str) -> Iterator[Database]:
    db = impatient(Database(migrated_sqlite_url))
    yield db
    db.close()


@pytest.fixture
def either(migrated_database_url: str) -> Iterator[Database]:
    db = Database(migrated_database_url)
    yield db
    db.close()


@pytest.fixture
def full_disk(migrated_sqlite_url: str, tmp_path: Path) -> Iterator[tuple[Database, Path]]:
    """A database that knows `a` on a disk of 3 MB, and the file that takes all the rest of it."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True)
    if made.returncode != 0:
        pytest.skip("mounting is not allowed here")
    path, filler = folder / "monarr.sqlite3", folder / "filler"
    path.write_bytes(Path(migrated_sqlite_url.removeprefix("sqlite:///")).read_bytes())
    db = Database(f"sqlite:///{path}")
    try:
        db.write_now(remember, "a")
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        yield db, filler
    finally:
        db.close()
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_database_that_another_program_holds_is_told_and_used_again_when_free(lite: Database) -> None:
    assert lite.path is not None
    other = sqlite3.connect(lite.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable, match=r"Another program holds the database locked. Close it"):
        lite.write_now(remember, "a")
    assert remembered(lite) == []  # reading goes on
    other.execute("COMMIT")
    other.close()
    lite.write_now(remember, "b")
    assert remembered(lite) == ["b"]


async def test_jobs_go_on_by_themselves_once_the_database_is_free(migrated_sqlite_url: str, tmp_path: Path) -> None:
    digging = Digging()
    digging.free.set()
    settings = StartupSettings(data_dir=tmp_path / "data", database_url=migrated_sqlite_url, port=0)
    async with open_house(settings) as house:
        impatient(house.db)
        house.db.engine.dispose()  # so that all connections are impatient
        job_id = await house.db.write(job_queue.enqueue, "dig", {"hole": 1}, now=house.clock.now())
        other = sqlite3.connect(tmp_path / "monarr.sqlite3", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        async with running(Worker(house, digging.types(), poll_seconds=0.05)):
            await _stands_still(house, job_id)
            assert await Scheduler(house, "one")._turn() > 0
            other.execute("COMMIT")
            other.close()
            await eventually(lambda: _has_ended(house, job_id))


async def _stands_still(house: House, job_id: int) -> None:
    await asyncio.sleep(0.2)
    assert not await _has_ended(house, job_id)


async def _has_ended(house: House, job_id: int) -> bool:
    state = await house.db.read(lambda c: c.execute(select(Job.state).where(Job.id == job_id)).scalar())
    return state == "completed"


def test_a_database_that_cannot_be_written_is_told_and_can_be_read(either: Database) -> None:
    either.write_now(remember, "a")
    url = f"sqlite:///file:{either.path}?mode=ro&uri=true" if either.is_sqlite else either.url
    reader = Database(url)
    if not either.is_sqlite:
        event.listen(reader.engine, "connect", _read_only)
    try:
        with pytest.raises(DatabaseUnavailable, match=r"The database is read-only. Check the rights"):
            reader.write_now(remember, "b")
        assert remembered(reader) == ["a"]
    finally:
        reader.close()


def _read_only(raw: Any, _record: Any) -> None:
    raw.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
    raw.commit()


def test_a_full_disk_is_told_nothing_is_lost_and_room_mends_it(full_disk: tuple[Database, Path]) -> None:
    db, filler = full_disk
    with pytest.raises(DatabaseUnavailable, match=r"The disk of the database is full. Make room"):
        db.write_now(remember, "b", "x" * 200_000)
    assert remembered(db) == ["a"]
    filler.unlink()
    db.write_now(remember, "c", "x" * 200_000)
    assert remembered(db) == ["a", "c"]
    assert db.read_now(lambda c: c.execute(text("PRAGMA integrity_check")).scalar()) == "ok"


@pytest.fixture
def full_postgres(postgres: PostgresServer, migrated_postgres_template: str, tmp_path: Path) -> Iterator[Any]:
    """A database of PostgreSQL that knows `a` on a disk of its own, and the file that takes all the rest of it."""
    folder = Path(
        tempfile.mkdtemp(prefix="monarr-small-disk-")
    )  # outside of pytest's folder, which is for one user only
    owner = postgres.data_owner()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(folder)], capture_output=True)
    if made.returncode != 0 or owner is None:
        subprocess.run(["umount", "-l", str(folder)], capture_output=True)
        folder.rmdir()
        pytest.skip("mounting is not allowed here")
    folder.chmod(0o755)
    (space := folder / "space").mkdir()
    os.chown(space, owner, -1)
    url = postgres.create_database(template=migrated_postgres_template, folder=space)
    db = Database(url)
    try:
        db.write_now(remember, "a")
        yield db, folder / "filler"
    finally:
        db.close()
        postgres.drop_database(url)
        postgres.drop_space(space)
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def test_a_full_disk_of_postgresql_is_told_nothing_is_lost_and_room_mends_it(full_postgres: Any) -> None:
    db, filler = full_postgres
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    with pytest.raises(DatabaseUnavailable, match=r"The disk of the database is full. Make room"):
        for number in range(200):
            db.write_now(remember, f"b{number}", os.urandom(20_000).hex())
    written = remembered(db)
    assert written[0] == "a"
    filler.unlink()
    db.write_now(remember, "c", "x" * 200_000)
    assert remembered(db) == [*written, "c"]


def test_a_damaged_file_is_told(lite: Database) -> None:
    assert lite.path is not None
    lite.write_now(remember, "a")
    lite.engine.dispose()
    with lite.path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(lite.path.stat().st_size - 4096))
    with pytest.raises(DatabaseUnavailable, match=r"damaged. Stop Monarr and restore a backup"):
        lite.read_now(lambda c: c.execute(select(func.count()).select_from(Job)).scalar())


def test_killed_while_writing_all_of_a_unit_is_there_or_nothing(either: Database) -> None:
    url = either.url
    either.engine.dispose()  # a child must not share connections
    child = os.fork()
    if child == 0:
        own = Database(url)
        own.write_now(remember, "whole")
        own.write_now(_remember_and_die, "half")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert remembered(either) == ["whole"]
    either.write_now(remember, "after")
    assert remembered(either) == ["after", "whole"]


def _remember_and_die(connection: Connection, key: str) -> None:
    remember(connection, key)
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(10)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_postgresql_that_went_away_is_told_and_used_again_when_back(either: Database) -> None:
    either.write_now(remember, "a")
    admin = create_engine(engine_url(either.url), isolation_level="AUTOCOMMIT")
    end_others = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()"
    )
    with admin.connect() as connection:
        connection.execute(end_others)
    admin.dispose()
    with pytest.raises(DatabaseUnavailable, match="The database does not answer"):
        remembered(either)
    assert remembered(either) == ["a"]
