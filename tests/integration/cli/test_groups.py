"""`monarr groups`: the standings, one group factor by factor, and what is not known."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monarr.core.reputation import Tally, weigh
from monarr.db.engine import Database
from monarr.db.repositories.reputation import save_groups
from tests.integration.cli.conftest import Monarr

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def known(folder: Path, name: str) -> None:
    """A group of which nothing was seen but the name."""
    database = Database(f"sqlite:///{folder / 'data' / 'monarr.sqlite3'}")
    tally = Tally()
    found: dict[str, Any] = {name.lower(): (name, tally, weigh(tally, NOW))}
    database.write_now(save_groups, found, NOW)
    database.close()


def test_groups_are_listed_and_explained(monarr: Monarr, tmp_path: Path) -> None:
    assert monarr("groups", "--json").data == []
    known(tmp_path, "OPEN")
    [row] = monarr("groups", "--json").data
    assert (row["name"], row["score"]) == ("OPEN", 50.0)
    told = monarr("groups", "open", "--json").data
    assert told["sentence"] == "OPEN stands at 50 of 100: Unknown, and that is not sure at all."
    assert len(told["factors"]) == 8
    assert "Unknown; counts as neutral." in monarr("groups", "OPEN").out


def test_an_unknown_group_is_not_found_and_says_so(monarr: Monarr) -> None:
    answer = monarr("groups", "NOBODY")
    assert answer.code == 3 and "Nothing of a group called “NOBODY” was seen yet." in answer.err
