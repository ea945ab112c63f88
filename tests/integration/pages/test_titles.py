"""Home, the library and the pages of titles."""

from __future__ import annotations

from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import People


async def test_home_of_an_empty_house_offers_the_first_title(people: People) -> None:
    answer = await people.ada.get("/")
    assert answer.status_code == 200
    assert "Add a title" in answer.text


async def test_the_library_shows_its_films_as_wall_and_table(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    for view in ("", "?view=table"):
        answer = await people.ada.get(f"/library/films{view}")
        assert answer.status_code == 200, answer.text
        assert f"/title/{film}" in answer.text and "Sintel" in answer.text


async def test_a_missing_film_has_its_lane_and_why(people: People, scene: Scene) -> None:
    film = scene.film("Sintel")
    answer = await people.ada.get(f"/title/{film}")
    assert answer.status_code == 200
    assert "Sintel" in answer.text and "Missing" in answer.text and "intertitle" in answer.text


async def test_a_series_lists_its_episodes_with_their_states(people: People, scene: Scene) -> None:
    series, _ = scene.series("Pioneer One", 3)
    answer = await people.ada.get(f"/title/{series}")
    assert answer.status_code == 200
    assert "Season 1" in answer.text and "Why?" in answer.text
