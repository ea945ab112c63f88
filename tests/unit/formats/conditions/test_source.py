"""Sources, which Sonarr and Radarr count differently."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import holds, of_series, quality

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"value": 7}, quality("WEBDL-1080p"), True),
    ({"value": 7}, quality("WEBRip-1080p"), False),
    ({"value": 8}, quality("WEBRip-720p"), True),
    ({"value": 9}, quality("Bluray-1080p"), True),
    ({"value": 9}, quality("Remux-1080p"), True),  # to Radarr a remux is a modified Blu-ray
    ({"value": 9}, quality("BR-DISK"), True),
    ({"value": 6}, quality("HDTV-720p"), True),
    ({"value": 6}, quality("Raw-HD"), True),
    ({"value": 5}, quality("DVD-R"), True),
    ({"value": 5}, quality("DVDSCR"), True),
    ({"value": 1}, quality("CAM"), True),
    ({"value": 2}, quality("TELESYNC"), True),
    ({"value": 3}, quality("TELECINE"), True),
    ({"value": 4}, quality("WORKPRINT"), True),
    ({"value": 0}, quality("Unknown"), True),
    ({"value": "webdl"}, quality("WEBDL-1080p"), True),
    ({"value": 3}, of_series(quality("WEBDL-1080p")), True),
    ({"value": 4}, of_series(quality("WEBRip-2160p")), True),
    ({"value": 7}, of_series(quality("Remux-1080p")), True),  # to Sonarr it is a source of its own
    ({"value": 7}, of_series(quality("Bluray-1080p Remux")), True),
    ({"value": 7}, of_series(quality("WEBDL-1080p")), False),
    ({"value": 6}, of_series(quality("Remux-1080p")), False),
    ({"value": 6}, of_series(quality("Bluray-576p")), True),
    ({"value": 2}, of_series(quality("Raw-HD")), True),
    ({"value": 1}, of_series(quality("Raw-HD")), False),
    ({"value": 1}, of_series(quality("SDTV")), True),
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_source_is_that_of_the_quality(fields: dict[str, Any], release: dict[str, Any], expected: bool) -> None:
    assert holds("Source", fields, release) is expected
