"""The server as a process: it answers, stops cleanly, and says why when it cannot start."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Start = Callable[..., subprocess.Popen[str]]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def command(folder: Path, *words: object) -> list[str]:
    return [sys.executable, "-m", "monarr.cli", "--data-dir", str(folder), *map(str, words)]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `monarr …` in the background, and ends it whatever happens."""
    processes: list[subprocess.Popen[str]] = []

    def begin(*words: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command(tmp_path / "data", *words), stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
        )
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


def address(process: subprocess.Popen[str]) -> str:
    """Where the server says it answers."""
    assert process.stderr is not None
    for line in process.stderr:
        if "Monarr answers at" in line:
            return line.split()[-1]
    raise AssertionError("The server ended before it answered.")


def said(tmp_path: Path, *words: object) -> tuple[int, str]:
    done = subprocess.run(
        command(tmp_path / "data", *words), capture_output=True, text=True, timeout=60, env=ENVIRONMENT
    )
    return done.returncode, done.stderr


def test_it_answers_under_its_base_path_and_stops_when_told(start: Start, tmp_path: Path) -> None:
    server = start("serve", "--port", 0, "--base-path", "/media")
    url = address(server)
    assert url.endswith("/media/")
    with urllib.request.urlopen(url + "ping", timeout=10) as answer:
        assert answer.status == 200
    server.send_signal(signal.SIGTERM)
    assert server.wait(20) == 0
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_second_server_on_the_folder_is_refused_and_a_worker_is_not(start: Start, tmp_path: Path) -> None:
    address(start("serve", "--port", 0))
    code, words = said(tmp_path, "serve", "--port", 0)
    assert code == 4
    assert "Another Monarr server" in words
    worker = start("worker")
    assert worker.stderr is not None
    assert any("Working as" in line for line in worker.stderr)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0


def test_a_running_server_does_the_work_of_a_command(start: Start, tmp_path: Path) -> None:
    address(start("serve", "--port", 0))
    code, words = said(tmp_path, "jobs", "run", "housekeeping")
    assert (code, words) == (0, "")
    with sqlite3.connect(tmp_path / "data" / "monarr.sqlite3") as database:
        row = database.execute("SELECT state, worker FROM job WHERE type = 'housekeeping'").fetchone()
        holders = {holder for (holder,) in database.execute("SELECT holder FROM lease WHERE name = 'scheduler'")}
    database.close()
    assert row[0] == "completed"
    assert row[1] in holders


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, words = said(tmp_path, "serve", "--port", other.getsockname()[1])
    assert code == 4
    assert "is taken by another program" in words
    assert "Traceback" not in words


def test_data_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    assert said(tmp_path, "db", "upgrade")[0] == 0
    with sqlite3.connect(tmp_path / "data" / "monarr.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = 'from_tomorrow'")
    database.close()
    code, words = said(tmp_path, "serve", "--port", 0)
    assert code == 1
    assert "newer version" in words


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    code, words = said(tmp_path, "serve", "--port", 0, "--data-dir", "/proc/monarr")
    assert code == 1
    assert "cannot be used" in words
