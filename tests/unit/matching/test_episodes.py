"""Episodes are found by season and number, by absolute number, by date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from monarr.core.matching import WantedEpisode, match_episodes
from monarr.core.releases import ParsedRelease

SERIES = [
    WantedEpisode(id=1, season=0, number=1, absolute=1),
    WantedEpisode(id=11, season=1, number=1, absolute=1, air_date=date(2020, 1, 6)),
    WantedEpisode(id=12, season=1, number=2, absolute=2, air_date=date(2020, 1, 7)),
    WantedEpisode(id=21, season=2, number=1, absolute=3, air_date=date(2021, 1, 7)),
    WantedEpisode(id=22, season=2, number=2, absolute=4, scene_season=3, scene_number=1),
]


@pytest.mark.parametrize(
    ("says", "ids"),
    [
        ({"season": 1, "episodes": [2]}, (12,)),
        ({"season": 1, "episodes": [2, 1]}, (11, 12)),
        ({"season": 1, "episodes": [9]}, ()),
        ({"season": 0, "episodes": [1]}, (1,)),
        ({"season": 1, "full_season": True}, (11, 12)),
        ({"season": 1, "seasons": [1, 2], "full_season": True}, (11, 12, 21)),
        ({"season": 1, "part": 1}, ()),
        ({"season": 1, "extras": True, "full_season": True}, ()),
        ({"absolute_episodes": [1.0, 3.0]}, (11, 21)),
        ({"absolute_episodes": [2.5]}, ()),
        ({"season": 7, "episodes": [3], "absolute_episodes": [3]}, (21,)),
        ({"air_date": date(2020, 1, 7)}, (12,)),
        ({"season": 3, "episodes": [1]}, (22,)),
        ({"season": 2, "episodes": [2]}, ()),
        ({}, ()),
    ],
)
def test_a_name_gives_the_episodes_that_it_says(says: dict[str, Any], ids: tuple[int, ...]) -> None:
    assert match_episodes(ParsedRelease(type="series", title="x", **says), SERIES) == ids
