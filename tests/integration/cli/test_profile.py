"""`monarr profile`: goals, profiles made from them, and what does not fit."""

from __future__ import annotations

from tests.integration.cli.conftest import Monarr


def test_a_profile_is_made_from_a_goal(monarr: Monarr) -> None:
    codes = {one["code"] for one in monarr("profile", "goals", "--kind", "series", "--json").data}
    assert {"anime", "1080p-small"} <= codes
    made = monarr("profile", "add", "anime", "--kind", "series", "--json")
    assert made.code == 0
    found = next(one for one in monarr("profile", "list", "--json").data if one["id"] == made.data["id"])
    assert (found["name"], found["goal"], found["state"]) == ("Anime", "anime", "same")
    assert "follows Anime" in monarr("profile", "list").out


def test_an_unknown_goal_and_one_for_other_titles_are_refused(monarr: Monarr) -> None:
    assert monarr("profile", "add", "8k").code == 3
    assert monarr("profile", "add", "anime", "--kind", "movie").code == 2


def test_scores_of_files_are_worked_out_when_asked_for(monarr: Monarr) -> None:
    done = monarr("formats", "rescore", "--json")
    assert (done.code, done.data["file_count"]) == (0, 0)
    assert "0 files looked at" in monarr("formats", "rescore", "--profile", "1").out
    assert monarr("formats", "rescore", "--profile", "1", "--title", "2").code == 2
    assert monarr("formats", "rescore", "--title", "99").code == 3
