"""Expressions over the name of the release."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import holds, of_series

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"value": r"\bx264\b"}, {}, True),
    ({"value": r"\bx265\b"}, {}, False),
    ({"value": "OPEN$"}, {"title": "Sintel.2010.1080p-OPEN.mkv"}, True),
    ({"value": "mkv"}, {"title": "Sintel.1080p.mkv"}, False),
    ({"value": "mkv"}, {"title": "Sintel.mkv.1080p"}, True),
    ({"value": "sintel"}, {}, False),  # the film's title is put as "A Movie"
    ({"value": r"^A Movie\.2010"}, {}, True),  # a title of one word has no dot
    ({"value": r"^A\.Movie\.2010"}, {"title": "Mr.Proper.2010.720p", "parsed": {"title": "Mr Proper"}}, True),
    ({"value": r"^A Movie 2010"}, {"title": "Mr Proper 2010 720p", "parsed": {"title": "Mr Proper"}}, True),
    ({"value": r"\bproper\b"}, {"title": "Mr.Proper.2010.720p", "parsed": {"title": "Mr Proper"}}, False),
    ({"value": r"\bproper\b"}, {"title": "Mr.Proper.2010.PROPER.720p", "parsed": {"title": "Mr Proper"}}, True),
    (
        {"value": r"remux"},
        {"title": "Remux aka Proper 2010", "parsed": {"title": "Remux", "alternate_titles": ["Proper"]}},
        False,
    ),
    (
        {"value": r"proper"},
        {"title": "Remux aka Proper 2010", "parsed": {"title": "Remux", "alternate_titles": ["Proper"]}},
        False,
    ),
    ({"value": r"^\[OPEN\]"}, {"title": "[OPEN] Open 2010", "parsed": {"title": "Open"}}, True),
    ({"value": r"^\[A Movie\] 2010"}, {"title": "[Mr Proper] 2010 720p", "parsed": {"title": "Mr Proper"}}, True),
    ({"value": "sintel"}, of_series({}), True),
    ({"value": r"\[OPEN\]"}, of_series({"title": "【OPEN】 Pioneer One - 01"}), True),
    ({"value": "pıoneer"}, of_series({"title": "Pioneer One"}), False),  # a dotless i is no i
    ({"value": "pıoneer"}, of_series({"title": "PıONEER One"}), True),
    ({"value": "k"}, of_series({"title": "300 \u212a"}), True),  # the sign of the kelvin is a k
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_name_is_searched_without_ending_and_film_title(
    fields: dict[str, Any], release: dict[str, Any], expected: bool
) -> None:
    assert holds("ReleaseTitle", fields, release) is expected
