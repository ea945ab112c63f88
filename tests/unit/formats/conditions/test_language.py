"""Languages, in the numbers of both applications."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.formats.matching import holds, of_series

CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"value": 1}, {}, True),
    ({"value": 4}, {}, False),
    ({"value": 4}, {"parsed": {"languages": ["English", "German"]}}, True),
    ({"value": 1, "exceptLanguage": True}, {}, False),
    ({"value": 1, "exceptLanguage": True}, {"parsed": {"languages": ["English", "German"]}}, True),
    ({"value": 4, "exceptLanguage": True}, {}, True),
    ({"value": 4, "exceptLanguage": "true"}, {}, True),
    ({"value": 1, "exceptLanguage": "false"}, {}, True),
    ({"value": 1, "exceptLanguage": False}, {"parsed": {"languages": ["Unknown"]}}, False),
    ({"value": 0}, {"parsed": {"languages": ["Unknown"]}}, True),
    ({"value": -2}, {"original_language": "English"}, True),
    ({"value": -2}, {"original_language": "Dutch"}, False),
    ({"value": -2, "exceptLanguage": True}, {"original_language": "English"}, False),
    ({"value": -2, "exceptLanguage": True}, {"original_language": "Dutch"}, True),
    ({"value": -2}, {"parsed": {"languages": ["Original"]}}, True),  # nobody knows which, but it is the original
    ({"value": -2}, {"original_language": "Unknown", "parsed": {"languages": ["Original"]}}, True),
    ({"value": -2}, {"original_language": "Dutch", "parsed": {"languages": ["German", "Original"]}}, True),
    ({"value": 7}, {"original_language": "Dutch", "parsed": {"languages": ["German", "Original"]}}, True),
    ({"value": -1}, {}, False),  # no release is in "Any"
    ({"value": 26}, {"parsed": {"languages": ["Hindi"]}}, True),
    ({"value": 26}, of_series({"parsed": {"languages": ["Arabic"]}}), True),
    ({"value": 26}, of_series({"parsed": {"languages": ["Hindi"]}}), False),
    ({"value": 30}, {"parsed": {"languages": ["Portuguese (Brazil)"]}}, True),
    ({"value": 33}, of_series({"parsed": {"languages": ["Portuguese (Brazil)"]}}), True),
    ({"value": "german"}, {"parsed": {"languages": ["German"]}}, True),
]


@pytest.mark.parametrize(("fields", "release", "expected"), CASES)
def test_the_languages_are_asked(fields: dict[str, Any], release: dict[str, Any], expected: bool) -> None:
    assert holds("Language", fields, release) is expected
