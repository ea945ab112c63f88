"""Marks of the indexer, as bits that the two applications count differently."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import holds, of_series

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"value": 1}, {"flags": frozenset({"freeleech"})}, True),
    ({"value": 1}, {}, False),
    ({"value": 32}, {"flags": frozenset({"internal"})}, True),
    ({"value": 8}, {"flags": frozenset({"internal"})}, False),
    ({"value": 8}, {"flags": frozenset({"ptp_golden"})}, True),
    ({"value": 2048}, {"flags": frozenset({"nuked"})}, True),
    ({"value": 8}, of_series({"flags": frozenset({"internal"})}), True),
    ({"value": 128}, of_series({"flags": frozenset({"nuked"})}), True),
    ({"value": 256}, of_series({"flags": frozenset({"subtitles"})}), True),
    ({"value": 33}, {"flags": frozenset({"internal"})}, False),  # two bits ask for both
    ({"value": 33}, {"flags": frozenset({"internal", "freeleech"})}, True),
    ({"value": "freeleech"}, {"flags": frozenset({"freeleech"})}, True),
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_flag_is_set(fields: dict[str, Any], release: dict[str, Any], expected: bool) -> None:
    assert holds("IndexerFlag", fields, release) is expected
