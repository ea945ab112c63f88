"""What a title is to its owner."""

from __future__ import annotations

import pytest

from monarr.core.wanted import State, cue, item_state, series_state, title_state


@pytest.mark.parametrize(
    ("here", "good", "monitored", "available", "says"),
    [
        (True, True, True, True, State.HERE),
        (True, False, True, True, State.BETTER),
        (True, False, False, True, State.HERE),
        (False, False, True, True, State.MISSING),
        (False, False, True, False, State.UNRELEASED),
        (False, False, False, True, State.UNMONITORED),
    ],
)
def test_one_film_or_episode(here: bool, good: bool, monitored: bool, available: bool, says: State) -> None:
    assert item_state(here=here, good=good, monitored=monitored, available=available) is says


@pytest.mark.parametrize(
    ("episodes", "says"),
    [
        ("", "unmonitored"),
        ("here here unreleased", "here"),
        ("here missing", "partly"),
        ("better missing unreleased", "partly"),
        ("missing unreleased", "missing"),
        ("here better unmonitored", "better"),
        ("unreleased unmonitored", "unreleased"),
    ],
)
def test_a_series_from_its_episodes(episodes: str, says: str) -> None:
    assert series_state([State(word) for word in episodes.split()]) == says


@pytest.mark.parametrize(
    ("versions", "film", "series"),
    [
        ("here", "here", "here"),
        ("here missing", "better", "partly"),
        ("here better", "better", "better"),
        ("here unreleased", "here", "here"),
        ("missing unreleased", "missing", "missing"),
        ("partly here", "partly", "partly"),
        ("unmonitored", "unmonitored", "unmonitored"),
        ("", "unmonitored", "unmonitored"),
    ],
)
def test_one_mark_over_several_versions(versions: str, film: str, series: str) -> None:
    states = [State(word) for word in versions.split()]
    assert title_state(states, is_series=False) == film
    assert title_state(states, is_series=True) == series


@pytest.mark.parametrize(
    ("state", "downloads", "says"),
    [
        ("here", [], "here"),
        ("unreleased", [], "waiting"),
        ("unmonitored", [], "off"),
        ("missing", ["downloading"], "arriving"),
        ("missing", ["downloading", "stalled"], "stalled"),
        ("better", ["stalled", "blocked"], "turn"),
        ("here", ["imported", "failed"], "here"),
    ],
)
def test_what_is_under_way_wins(state: str, downloads: list[str], says: str) -> None:
    assert cue(state, downloads) == says
    assert cue(state, downloads, broken=True) == "broken"
    assert cue("missing", searching=True) == "searching"
