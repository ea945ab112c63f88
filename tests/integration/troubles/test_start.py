"""What a user sees on the terminal when Monarr cannot start: one line that says what to do, and the exit code."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

import monarr.bootstrap
import monarr.cli.serve  # noqa: F401
from monarr.cli import cli

NOBODY = 65534


def one_line(words: str) -> str:
    """What was said; not a word of Python in it."""
    [line] = [line for line in words.splitlines() if " info " not in line]
    assert "Traceback" not in line and "Error" not in line
    return line


def refused(tmp_path: Path, *words: object, nobody: bool = False) -> tuple[int, str]:
    """`monarr serve` in a process of its own: its exit code and its line. `nobody`: by a user without rights, where
    this one is root."""
    report = tmp_path / "said"
    report.touch()
    child = os.fork()
    if child == 0:
        sys.stderr = report.open("w", buffering=1)
        if nobody and os.getuid() == 0:
            os.setgroups([])
            os.setuid(NOBODY)
        os._exit(cli.run(["--data-dir", str(tmp_path / "data"), "serve", "--port", "0", *map(str, words)]))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), one_line(report.read_text())


@pytest.fixture
def open_path(tmp_path: Path) -> Path:
    """A folder that everybody reaches."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path(folder.anchor):
            folder.chmod(folder.stat().st_mode | 0o055 if folder.name != "tmp" else folder.stat().st_mode)
    return tmp_path


def test_a_broken_settings_file_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "monarr.toml").write_text("port = 8810\nbind = = 1\n")
    code, line = refused(tmp_path)
    assert code == 2
    assert "monarr.toml is not written as TOML" in line and "line 2" in line


def test_another_kind_of_database_is_told(tmp_path: Path) -> None:
    code, line = refused(tmp_path, "--database-url", "mysql://monarr@localhost/monarr")
    assert (code, "begins with sqlite:/// or postgresql://" in line) == (2, True)


def test_a_postgresql_that_does_not_run_is_told_without_its_password(tmp_path: Path) -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]
        code, line = refused(tmp_path, "--database-url", f"postgresql://ada:hidden-word@127.0.0.1:{port}/monarr")
    assert code == 5
    assert line.endswith("Start it, or correct MONARR_DATABASE_URL.") and "hidden-word" not in line


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "monarr.sqlite3").write_text("These are not the rows you are looking for. " * 10)
    code, line = refused(tmp_path)
    assert (code, "bring back a backup with monarr restore" in line) == (5, True)


def test_a_damaged_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret.key").write_bytes(b"short")
    code, line = refused(tmp_path)
    assert (code, "Put it back from a backup, or move it away" in line) == (1, True)


def test_a_file_in_place_of_the_data_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    code, line = refused(tmp_path)
    assert (code, "Choose another one with MONARR_DATA_DIR" in line) == (1, True)


def test_an_address_of_another_machine_is_told(tmp_path: Path) -> None:
    code, line = refused(tmp_path, "--bind", "203.0.113.9")
    assert (code, "cannot listen on 203.0.113.9" in line) == (2, True)


@pytest.mark.parametrize("mode", [0o000, 0o555])
def test_a_data_folder_of_somebody_else_is_told(open_path: Path, mode: int) -> None:
    folder = open_path / "data"
    folder.mkdir()
    for name in ("assets", "cache", "backups", "logs", "downloads"):
        (folder / name).mkdir()
    folder.chmod(mode)
    try:
        code, line = refused(open_path, nobody=True)
    finally:
        folder.chmod(0o700)
    assert code in (1, 2)
    assert "to the user that runs Monarr" in line and "Permission denied" in line
