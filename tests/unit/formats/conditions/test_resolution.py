"""Lines, as the quality has them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import holds, of_series, quality

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"value": 1080}, quality("WEBDL-1080p"), True),
    ({"value": 2160}, quality("WEBDL-1080p"), False),
    ({"value": 480}, quality("SDTV"), True),
    ({"value": 480}, quality("DVD"), False),  # Radarr's plain DVD has no lines
    ({"value": 0}, quality("DVD"), True),
    ({"value": 480}, quality("DVD-R"), True),
    ({"value": 1080}, quality("BR-DISK"), True),
    ({"value": 0}, quality("CAM"), True),
    ({"value": 0}, quality("Unknown"), True),
    (
        {"value": 1080},
        {"title": "Sintel.1080p", "parsed": {"quality": "Unknown"}},
        False,
    ),  # the quality counts, not the name
    ({"value": "480"}, of_series(quality("DVD")), True),
    ({"value": 2160}, of_series(quality("Remux-2160p")), True),
    ({"value": 576}, of_series(quality("Bluray-576p")), True),
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_lines_are_those_of_the_quality(fields: dict[str, Any], release: dict[str, Any], expected: bool) -> None:
    assert holds("Resolution", fields, release) is expected
