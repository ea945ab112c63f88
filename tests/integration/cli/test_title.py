"""`monarr title`: names, numbers and switches, on both databases."""

from __future__ import annotations

from monarr.db.models import ItemTag, MediaItem, Movie
from tests.integration.acquisition.scene import Scene
from tests.integration.cli.conftest import Monarr


def test_a_film_is_looked_for_otherwise(monarr: Monarr, scene: Scene) -> None:
    film = scene.film("Sintel")
    changed = monarr("title", "edit", film, "--monitored", "no", "--from", "in_cinemas", "--tag", "kids")
    assert changed.code == 0 and "“Sintel” is changed." in changed.out
    assert [row.minimum_availability for row in scene.rows(Movie)] == ["in_cinemas"]
    assert [row.monitored for row in scene.rows(MediaItem, id=film)] == [False] and scene.rows(ItemTag, item_id=film)
    assert monarr("title", "edit", film, "--type", "anime").code == 2
    assert monarr("title", "edit", "Nobody", "--monitored", "no").code == 3


def test_an_episode_is_left_alone(monarr: Monarr, scene: Scene) -> None:
    series, episodes = scene.series("Paper Cranes", 2)
    assert monarr("title", "edit", series, "--monitored", "no", "--season", 1, "--episode", 2).code == 0
    assert [row.id for row in scene.rows(MediaItem, monitored=False)] == [episodes[1]]


def test_a_name_is_given_and_taken(monarr: Monarr, scene: Scene) -> None:
    film = scene.film("Sintel")
    made = monarr("title", "add-name", film, "Durian", "--json").data["id"]
    assert monarr("title", "add-name", film, "durian").code == 4
    assert [one["title"] for one in monarr("title", "names", film, "--json").data] == ["Durian"]
    assert monarr("title", "remove-name", film, made).code == 0
    assert "no other name" in monarr("title", "names", film).out
    assert monarr("title", "remove-name", film, made).code == 3


def test_numbers_are_set_and_confirmed(monarr: Monarr, scene: Scene) -> None:
    series, _ = scene.series("Paper Cranes", 2)
    given = ("--scene-season", 2, "--scene-episode", 1, "--absolute", 14)
    assert monarr("title", "set-numbers", series, 1, 2, *given, "--json").data == {"count": 1}
    second = monarr("title", "numbers", series, "--season", 1, "--json").data[1]
    assert (second["absolute_number"], second["scene_season"], second["is_confirmed"]) == (14, 2, True)
    assert "S02E01" in monarr("title", "numbers", series).out
    assert monarr("title", "set-numbers", series, 1, 2, "--as-catalogue").code == 0
    assert monarr("title", "numbers", series, "--json").data[1]["scene_number"] is None
    assert monarr("title", "set-numbers", series, 1, 1, "--scene-episode", 4).code == 2
    assert monarr("title", "set-numbers", series, 7, 1, "--absolute", 4).code == 3
