"""`monarr rename`: what would be renamed, renaming a title and a library, on both databases."""

from __future__ import annotations

from tests.integration.acquisition.scene import Scene
from tests.integration.cli.conftest import Monarr
from tests.integration.pages.test_rename import NAME, placed


def test_a_dry_run_says_both_names_and_changes_nothing(house: tuple[Monarr, Scene]) -> None:
    monarr, scene = house
    film, file, path = placed(scene)
    (line,) = monarr("rename", film, "--dry-run", "--json").data["lines"]
    assert (line["file_id"], line["old_path"], line["problem"]) == (file, str(path), None)
    assert line["new_path"] == str(path.parent / NAME)
    told = monarr("rename", "--library", "films", "--dry-run")
    assert told.code == 0 and str(path) in told.out and f"-> {path.parent / NAME}" in told.out
    assert path.exists()


def test_a_title_is_renamed_and_then_there_is_nothing_left(house: tuple[Monarr, Scene]) -> None:
    monarr, scene = house
    film, _, path = placed(scene)
    answer = monarr("rename", film, "--json")
    assert answer.code == 0, answer.err
    assert len(answer.data["act_ids"]) == 1 and (path.parent / NAME).exists() and not path.exists()
    assert "Every file bears its name already." in monarr("rename", film, "--dry-run").out
    assert "Nothing was renamed." in monarr("rename", film).out


def test_a_library_is_renamed_and_what_was_in_the_way_is_said(house: tuple[Monarr, Scene]) -> None:
    monarr, scene = house
    _, _, path = placed(scene)
    _, _, other = placed(scene, "Detour")
    taken = other.parent / NAME.replace("Sintel", "Detour")
    taken.write_bytes(b"another")
    answer = monarr("rename", "--library", "films", "--json")
    assert answer.code == 0, answer.err
    assert len(answer.data["act_ids"]) == 1 and (path.parent / NAME).exists()
    assert [one["path"] for one in answer.data["left"]] == [str(other)] and other.exists()


def test_what_is_asked_amiss_is_said(monarr: Monarr) -> None:
    for words in (("rename",), ("rename", "1", "--library", "films")):
        answer = monarr(*words)
        assert answer.code == 2 and "Give either ITEM or --library." in answer.err
    assert monarr("rename", "--library", "nowhere").code == 3
