"""`monarr what-if`: a change from a file, told and saved."""

from __future__ import annotations

import json
from pathlib import Path

from tests.integration.cli.conftest import Monarr


def test_a_change_of_a_profile_needs_only_what_differs(monarr: Monarr, tmp_path: Path) -> None:
    [first, *_] = monarr("profile", "list", "--json").data
    change = tmp_path / "change.json"
    change.write_text(json.dumps({"kind": "profile", "profile_id": first["id"], "profile": {"name": "Mine"}}))
    told = monarr("what-if", change, "--json")
    assert (told.code, told.data["saved"], told.data["effects"]) == (0, False, [])
    assert told.data["sentence"] == "This change would alter nothing that is known today."
    assert "Nothing has changed yet." in monarr("what-if", change).out
    assert monarr("what-if", change, "--save").code == 0
    assert "Mine" in {one["name"] for one in monarr("profile", "list", "--json").data}


def test_a_delay_is_made_from_a_file_and_then_changed(monarr: Monarr, tmp_path: Path) -> None:
    change = tmp_path / "change.json"
    change.write_text(json.dumps({"kind": "delay", "delay": {"name": "Wait", "torrent_minutes": 60}}))
    assert monarr("what-if", change, "--grab", "--json").data["grabbed"] == []
    [made] = monarr("delay-profiles", "list", "--json").data
    change.write_text(json.dumps({"kind": "delay", "delay_id": made["id"], "delay": {"usenet_minutes": 5}}))
    assert monarr("what-if", change, "--save").code == 0
    [made] = monarr("delay-profiles", "list", "--json").data
    assert (made["name"], made["torrent_minutes"], made["usenet_minutes"]) == ("Wait", 60, 5)


def test_what_is_no_change_is_told(monarr: Monarr, tmp_path: Path) -> None:
    change = tmp_path / "change.json"
    for written, code in (("{", 2), ('{"kind": "weather"}', 2), ('{"kind": "delay", "delay_id": 9}', 3)):
        change.write_text(written)
        assert monarr("what-if", change).code == code
    assert monarr("what-if", tmp_path / "missing.json").code == 2
