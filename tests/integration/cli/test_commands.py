"""Commands from end to end, on a data folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.cli.conftest import Monarr

PASSWORD = "correct horse battery"


def test_a_library_is_made_with_its_folder_and_listed(monarr: Monarr, tmp_path: Path) -> None:
    made = monarr("library", "add", "Films", "--type", "movie", "--folder", tmp_path / "films", "--json")
    assert (made.code, made.data["name"]) == (0, "Films")
    assert (tmp_path / "films").is_dir()
    (listed,) = monarr("library", "list", "--json").data
    assert (listed["slug"], listed["folders"], listed["is_default"]) == ("films", [str(tmp_path / "films")], True)


def test_a_further_folder_is_added_to_a_library_by_its_slug(monarr: Monarr, tmp_path: Path) -> None:
    monarr("library", "add", "Films", "--type", "movie")
    assert monarr("library", "folder", "add", "films", tmp_path / "more").code == 0
    assert monarr("library", "list", "--json").data[0]["folders"] == [str(tmp_path / "more")]


def test_a_name_that_is_taken_is_told_by_its_field(monarr: Monarr) -> None:
    monarr("library", "add", "Films", "--type", "movie")
    again = monarr("library", "add", "Films", "--type", "movie")
    assert again.code == 2
    assert "name: Another library has this name." in again.err


def test_accounts_are_made_listed_and_changed(monarr: Monarr) -> None:
    assert monarr("user", "add", "ada", "--role", "owner", "--password", PASSWORD).code == 0
    assert monarr("user", "add", "ben", "--password", PASSWORD + "!").code == 0
    assert monarr("user", "role", "ben", "moderator").code == 0
    assert monarr("user", "password", "ben", "--password", PASSWORD + "?").code == 0
    roles = {one["username"]: one["roles"] for one in monarr("user", "list", "--json").data}
    assert roles == {"ada": ["owner"], "ben": ["moderator"]}


def test_a_member_before_the_owner_is_told_what_to_do(monarr: Monarr) -> None:
    answer = monarr("user", "add", "ben", "--password", PASSWORD)
    assert answer.code == 1
    assert "--role owner" in answer.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["why", "Sintel"], 3, "Nothing in the libraries is called “Sintel”"),
        (["search", "77"], 3, "Nothing in the libraries is called “77”"),
        (["grab", "77"], 3, "Release 77 is not in the ledger"),
        (["grab", "77", "--reason", "It is the restored one"], 2, "--reason is for --override"),
        (["grab", "77", "--for", "Sintel"], 3, "Sintel"),
        (["grab", "77", "--episode", "1"], 2, "--episode is for --for and --season"),
        (["library", "scan", "films"], 3, "There is no library called “films”"),
        (["jobs", "cancel", "77"], 3, "There is no job 77"),
        (["jobs", "retry", "77"], 3, "There is no job 77"),
        (["jobs", "run", "dance"], 2, "There is no job called dance"),
        (["jobs", "run", "scan_path", "path"], 2, "name=value"),
        (["user", "role", "cleo", "guest"], 3, "Nobody is called cleo"),
        (["add", "Sintel"], 2, "--kind movie"),
        (["add", "Sintel", "--kind", "movie"], 3, "no library for this yet"),
        (["restore", "/nowhere/a.zip", "--yes"], 1, "There is no file /nowhere/a.zip"),
        (["serve", "--port", "99999"], 2, "99999 is no port"),
        (["dance"], 2, "No such command"),
    ],
)
def test_asked_for_what_is_not_there_the_answer_says_so(monarr: Monarr, words: list[str], code: int, told: str) -> None:
    answer = monarr(*words)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err
    assert "Traceback" not in answer.err


def test_with_json_failures_are_json_too(monarr: Monarr) -> None:
    answer = monarr("jobs", "cancel", "77", "--json")
    assert answer.err.startswith('{"error":"There is no job 77')


def test_without_a_server_the_command_does_the_work(monarr: Monarr) -> None:
    answer = monarr("jobs", "run", "housekeeping", "--json")
    assert (answer.code, answer.data["results"][0]["files"]) == (0, 0)
    (job,) = monarr("jobs", "list", "--json").data
    assert (job["type"], job["state"], job["priority"]) == ("housekeeping", "completed", 2)


def test_a_job_that_fails_fails_the_command_with_its_reason(monarr: Monarr) -> None:
    answer = monarr("jobs", "run", "refresh_title", "title_id=77")
    assert (answer.code, answer.err) == (3, "There is no title 77.\n")
    failing = monarr("jobs", "run", "import_download", "download_id=77")
    (failed,) = monarr("jobs", "list", "--state", "failed", "--json").data
    assert (failing.code, failing.err.strip()) == (1, failed["error"])


def test_the_database_is_brought_up_checked_and_taken_down(monarr: Monarr) -> None:
    assert monarr("db", "upgrade").code == 0
    checked = monarr("db", "check", "--json").data
    assert (checked["problems"], checked["revision"]) == ([], checked["head"])
    assert monarr("db", "downgrade", "base", "--yes", "--json").data["revision"] is None
    assert monarr("db", "check").code == 1


def test_the_database_is_copied_and_compared(monarr: Monarr, tmp_path: Path) -> None:
    monarr("library", "add", "Films", "--type", "movie")
    copied = monarr("db", "copy", f"sqlite:///{tmp_path / 'copy.sqlite3'}", "--json")
    assert (copied.code, copied.data["tables"]["library"]["rows"]) == (0, 1)
    assert monarr("db", "copy", f"sqlite:///{tmp_path / 'copy.sqlite3'}").code == 4


def test_a_backup_brings_back_what_was_lost(monarr: Monarr) -> None:
    monarr("library", "add", "Films", "--type", "movie")
    saved = monarr("backup", "--json").data
    assert saved["size_bytes"] > 0
    monarr("db", "downgrade", "base", "--yes")
    monarr("db", "upgrade")
    assert monarr("library", "list", "--json").data == []
    restored = monarr("restore", saved["path"], "--yes", "--json")
    assert (restored.code, restored.data["secrets_readable"]) == (0, True)
    assert [one["name"] for one in monarr("library", "list", "--json").data] == ["Films"]


def test_the_doctor_says_what_is_missing_and_where_it_runs(monarr: Monarr) -> None:
    answer = monarr("doctor", "--json")
    states = {one["subject"]: one["state"] for one in answer.data["checks"]}
    assert (answer.code, states["check:indexers"], states["check:database"]) == (0, "warning", "ok")
    assert answer.data["environment"]["running"] == "no server or worker"


def test_the_doctor_fails_when_a_library_folder_is_gone(monarr: Monarr, tmp_path: Path) -> None:
    monarr("library", "add", "Films", "--type", "movie", "--folder", tmp_path / "films")
    (tmp_path / "films").rmdir()
    answer = monarr("doctor")
    assert answer.code == 1
    assert "is not there" in answer.out


def test_the_queue_is_empty_at_first(monarr: Monarr) -> None:
    assert monarr("queue", "--json").data == []
    assert "Nothing is on its way." in monarr("queue").out
