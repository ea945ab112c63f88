"""Expressions over the release group."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import holds

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"value": "^(OPEN|FREE)$"}, {}, True),
    ({"value": "^(open)$"}, {}, True),
    ({"value": "^(OPE)$"}, {}, False),
    ({"value": "PEN"}, {}, True),
    ({"value": r"^(?!OPEN)"}, {}, False),
    ({"value": "."}, {"parsed": {"release_group": None}}, False),
    ({"value": "^$"}, {"parsed": {"release_group": None}}, False),
    ({"value": ".*"}, {"parsed": {"release_group": ""}}, False),
    ({"value": r"^(G\.R)$"}, {"parsed": {"release_group": "G.R"}}, True),
    ({"value": "^(GRÜN)$"}, {"parsed": {"release_group": "Grün"}}, True),
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_group_is_searched_and_a_missing_one_never_found(
    fields: dict[str, Any], release: dict[str, Any], expected: bool
) -> None:
    assert holds("ReleaseGroup", fields, release) is expected
