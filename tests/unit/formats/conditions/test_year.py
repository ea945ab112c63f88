"""Years from one to another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import holds

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"min": 2010, "max": 2010}, {}, True),
    ({"min": 2009, "max": 2011}, {}, True),
    ({"min": 2011, "max": 2012}, {}, False),
    ({"min": 1900, "max": 2100}, {"parsed": {"year": None}}, False),
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_year_lies_between(fields: dict[str, Any], release: dict[str, Any], expected: bool) -> None:
    assert holds("Year", fields, release) is expected
