"""One episode, several, or a season."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.unit.formats.matching import holds, of_series

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"value": 1}, of_series({"parsed": {"season": 1, "episodes": [1]}}), True),
    ({"value": 1}, of_series({"parsed": {"absolute_episodes": [12]}}), True),
    ({"value": 2}, of_series({"parsed": {"season": 1, "episodes": [1, 2]}}), True),
    ({"value": 2}, of_series({"parsed": {"absolute_episodes": [12, 13]}}), True),
    ({"value": 3}, of_series({"parsed": {"season": 1, "full_season": True}}), True),
    ({"value": 0}, of_series({"parsed": {"season": 1, "part": 2}}), True),  # a part is no season
    ({"value": 0}, of_series({"parsed": {"air_date": date(2010, 6, 16)}}), True),  # to Sonarr a date is no number
    ({"value": 1}, of_series({"parsed": {"season": 1, "episodes": [1]}, "release_type": "season_pack"}), False),
    ({"value": 3}, of_series({"parsed": {"season": 1, "episodes": [1]}, "release_type": "season_pack"}), True),
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_numbers_say_the_type(fields: dict[str, Any], release: dict[str, Any], expected: bool) -> None:
    assert holds("ReleaseType", fields, release) is expected
