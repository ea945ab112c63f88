"""Names made from a grammar are read as they were made: whatever stands beside what."""

from __future__ import annotations

import pytest

from monarr.core.releases import parse_release
from tests.support.grammar import make
from tests.support.names import says
from tests.support.numbered import NUMBERINGS, make_absolute, make_numbered


@pytest.mark.parametrize("kind", ["movie", "series"])
@pytest.mark.parametrize("seed", range(0, 4000, 400))
def test_made_names_are_read_as_they_were_made(seed: int, kind: str) -> None:
    for number in range(seed, seed + 400):
        name, expected = make(number, kind)
        found = says(parse_release(name))
        assert {field: found.get(field) for field in expected} == expected, name


@pytest.mark.parametrize("numbering", [*NUMBERINGS, "absolute"])
@pytest.mark.parametrize("seed", range(0, 1000, 500))
def test_made_numbers_are_read_as_they_were_made(seed: int, numbering: str) -> None:
    for number in range(seed, seed + 500):
        name, expected = make_absolute(number) if numbering == "absolute" else make_numbered(number, numbering)
        found = says(parse_release(name))
        assert {field: found.get(field) for field in expected} == expected, name
