"""What makes a quality special."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import holds, quality

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"value": 5}, quality("Remux-2160p"), True),
    ({"value": 5}, quality("DVD-R"), True),
    ({"value": 5}, quality("Bluray-2160p"), False),
    ({"value": 4}, quality("BR-DISK"), True),
    ({"value": 3}, quality("Raw-HD"), True),
    ({"value": 2}, quality("DVDSCR"), True),
    ({"value": 1}, quality("REGIONAL"), True),
    ({"value": 0}, quality("WEBDL-1080p"), True),
    ({"value": 0}, quality("Remux-1080p"), False),
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_modifier_is_that_of_the_quality(fields: dict[str, Any], release: dict[str, Any], expected: bool) -> None:
    assert holds("QualityModifier", fields, release) is expected
