"""Expressions over the edition."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import holds

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"value": "cut"}, {"parsed": {"edition": "Director's Cut"}}, True),
    ({"value": "^cut"}, {"parsed": {"edition": "Director's Cut"}}, False),
    ({"value": "cut"}, {}, False),
    ({"value": ".*"}, {}, False),  # no edition, nothing found
    ({"value": "cut"}, {"title": "Sintel.2010.Final.Cut.1080p"}, False),  # what the name was read as counts
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_edition_is_searched(fields: dict[str, Any], release: dict[str, Any], expected: bool) -> None:
    assert holds("Edition", fields, release) is expected
