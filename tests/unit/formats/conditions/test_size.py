"""Sizes in gigabytes of 1024³ bytes: more than the least, at most the greatest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import GB, holds

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"min": 1, "max": 2}, {"size_bytes": 2 * GB}, True),
    ({"min": 1, "max": 2}, {"size_bytes": 2 * GB + 1}, False),
    ({"min": 1, "max": 2}, {"size_bytes": GB}, False),
    ({"min": 1, "max": 2}, {"size_bytes": GB + 1}, True),
    ({"min": 1, "max": 2}, {"size_bytes": 1_500_000_000}, True),
    ({"min": 2, "max": 3}, {"size_bytes": 2_100_000_000}, False),  # 2.1 GB of a thousand each
    ({"min": 0.5, "max": 0.75}, {"size_bytes": 600_000_000}, True),
    ({"min": "1", "max": "2"}, {"size_bytes": 2 * GB}, True),
    ({"min": 0, "max": 2}, {}, False),  # not known
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_size_lies_between(fields: dict[str, Any], release: dict[str, Any], expected: bool) -> None:
    assert holds("Size", fields, release) is expected
