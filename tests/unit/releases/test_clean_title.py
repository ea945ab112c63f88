"""The key by which titles are compared."""

from __future__ import annotations

import pytest

from monarr.core.releases import clean_title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Spider-Man", "spider man"),
        ("The Amélie & Co.", "Amelie and Co"),
        ("Grey's Way", "Greys.Way"),
        ("Straße", "Strasse"),
        ("A Moth", "Moth"),
        ("Moth: The Return", "Moth - Return"),
        ("S.H.O.R.E.", "S H O R E"),
        ("Smørrebrød", "Smorrebrod"),
        ("が", "か\u3099"),
    ],
)
def test_titles_written_differently_are_the_same(one: str, other: str) -> None:
    assert clean_title(one) == clean_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The A Team", "Team"),
        ("机器人", "机器"),
        ("ガ", "カ"),
        ("한국", "한구"),
        ("The", "A"),
        ("???", "!!!"),
        ("Moth 2", "Moth"),
    ],
)
def test_different_titles_stay_different(one: str, other: str) -> None:
    assert clean_title(one) != clean_title(other)


def test_no_title_is_lost_altogether() -> None:
    assert all(clean_title(title) for title in ("The", "A", "...", "???", "桃"))
