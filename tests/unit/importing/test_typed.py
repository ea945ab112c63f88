"""Episodes as people type them."""

from __future__ import annotations

import pytest

from monarr.core.importing.typed import read_typed_episodes, write_typed_episodes


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("S01E03", ((1, 3),)),
        ("s1e3", ((1, 3),)),
        ("1x03", ((1, 3),)),
        ("1×03", ((1, 3),)),
        ("S02E01E02", ((2, 1), (2, 2))),
        ("S02E01-E03", ((2, 1), (2, 2), (2, 3))),
        ("2x01-03", ((2, 1), (2, 2), (2, 3))),
        ("2x01, 3x01", ((2, 1), (3, 1))),
        ("S00E01; S00E01", ((0, 1),)),
        ("", ()),
    ],
)
def test_what_is_typed_is_read(typed: str, numbers: tuple[tuple[int, int], ...]) -> None:
    assert read_typed_episodes(typed) == numbers
    assert read_typed_episodes(write_typed_episodes(numbers)) == numbers


@pytest.mark.parametrize("typed", ["three", "S01", "E03", "1-3", "S01E03 and more", "1x1-9999", "x", "S01E03-"])
def test_what_is_no_episode_is_said_to_be_none(typed: str) -> None:
    assert read_typed_episodes(typed) is None
