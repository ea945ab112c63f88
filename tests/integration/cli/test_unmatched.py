"""`monarr unmatched`: listed, left alone, looked up and refused, on both databases."""

from __future__ import annotations

import pytest

from tests.integration.acquisition.scene import Scene
from tests.integration.cli.conftest import Monarr
from tests.integration.pages.test_unmatched import NAME, wait


@pytest.fixture
def house(house: tuple[Monarr, Scene]) -> tuple[Monarr, Scene]:
    """The house with a film in it."""
    house[1].film("Sintel")
    return house


def test_folders_are_listed_with_what_they_may_be(house: tuple[Monarr, Scene]) -> None:
    monarr, scene = house
    folder = wait(scene)
    (row,) = monarr("unmatched", "list", "films", "--json").data
    assert (row["id"], row["file_count"], row["guesses"][0]["key"]) == (folder, 2, "tmdb:1")
    assert "Hollow Day (2018) tmdb:1" in monarr("unmatched", "list").out.replace("\n", " ")


def test_one_is_left_alone_by_its_path_and_listed_again_by_its_number(house: tuple[Monarr, Scene]) -> None:
    monarr, scene = house
    folder = wait(scene)
    path = monarr("unmatched", "list", "--json").data[0]["path"]
    assert path.endswith(NAME)
    assert monarr("unmatched", "leave", path, "--json").data["left_alone"] is True
    assert monarr("unmatched", "list", "--json").data[0]["left_alone"] is True
    assert "is listed" in monarr("unmatched", "leave", folder, "--undo").out
    assert monarr("unmatched", "list", "--json").data[0]["left_alone"] is False


def test_what_is_asked_amiss_is_said(house: tuple[Monarr, Scene]) -> None:
    monarr, scene = house
    folder = wait(scene)
    assert monarr("unmatched", "add", folder, "no id").code == 2
    assert monarr("unmatched", "leave", "/nowhere").code == 3
    assert monarr("unmatched", "take-back", "12").code == 3
    assert monarr("unmatched", "look", folder, "--json").data["titles"] == []
