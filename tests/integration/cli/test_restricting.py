"""Delay and release profiles from the command line."""

from __future__ import annotations

from tests.integration.cli.conftest import Monarr


def test_delay_profiles_are_made_changed_ordered_and_removed(monarr: Monarr) -> None:
    first = monarr("delay-profiles", "add", "Patient", "--torrent-minutes", 120, "--tag", "slow", "--json").data["id"]
    second = monarr("delay-profiles", "add", "Usenet", "--prefer", "usenet", "--torrents", "no", "--json").data["id"]
    assert monarr("delay-profiles", "edit", first, "--usenet-minutes", 30, "--not-for-best", "yes").code == 0
    assert monarr("delay-profiles", "order", second, first).code == 0
    listed = monarr("delay-profiles", "list", "--json").data
    assert [one["name"] for one in listed] == ["Usenet", "Patient"]
    patient = listed[1]
    assert (patient["torrent_minutes"], patient["usenet_minutes"], patient["tags"]) == (120, 30, ["slow"])
    assert patient["bypass_if_highest_quality"] and not listed[0]["enable_torrent"]
    assert monarr("delay-profiles", "remove", second).code == 0
    assert "Patient" in monarr("delay-profiles", "list").out
    assert monarr("delay-profiles", "remove", second).code == 3


def test_release_profiles_are_made_changed_and_removed(monarr: Monarr) -> None:
    made = monarr("release-profiles", "add", "No cams", "--must-not", "cam", "--must-not", "/hd-?ts/", "--json").data[
        "id"
    ]
    assert monarr("release-profiles", "edit", made, "--must", "1080p", "--name", "Mine").code == 0
    (stored,) = monarr("release-profiles", "list", "--json").data
    assert (stored["name"], stored["required"], stored["forbidden"]) == ("Mine", ["1080p"], ["cam", "/hd-?ts/"])
    wrong = monarr("release-profiles", "edit", made, "--must", "/(/")
    assert wrong.code == 2 and "cannot be read" in wrong.err
    assert monarr("release-profiles", "remove", made).code == 0
    assert monarr("release-profiles", "edit", made, "--must", "x").code == 3
