"""Titles match by confidence with named parts."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.core.kinds import MediaKind
from monarr.core.matching import WantedTitle, confirm, distance, match_title
from monarr.core.releases import ParsedRelease

SINTEL = WantedTitle(
    kind=MediaKind.MOVIE,
    title="Sintel",
    year=2010,
    main_aliases=("The Durian Film",),
    aliases=("Durian",),
    imdb_id="tt1727587",
)
ELEPHANTS = WantedTitle(kind=MediaKind.MOVIE, title="Elephants Dream Revisited", year=2006)
PIONEER = WantedTitle(kind=MediaKind.SERIES, title="Pioneer One (2010)", year=2010)


def film(title: str, year: int | None = None, **more: Any) -> ParsedRelease:
    return ParsedRelease(type="movie", title=title, year=year, **more)


@pytest.mark.parametrize(
    ("parsed", "wanted", "confidence", "matched"),
    [
        (film("Sintel", 2010), SINTEL, 100, True),
        (film("sintel"), SINTEL, 95, True),
        (film("Sintel", 2011), SINTEL, 85, True),
        (film("Sintel", 2019), SINTEL, 40, False),
        (film("Durian", 2010), SINTEL, 85, True),
        (film("The Durian Film", 2010), SINTEL, 95, True),
        (film("Durian", 2015), SINTEL, 25, False),
        (film("Unlike", alternate_titles=["Sintel"], year=2010), SINTEL, 100, True),
        (film("Whatever", imdb_id="tt1727587"), SINTEL, 100, True),
        (film("Sintel", 2010, imdb_id="tt0000001"), SINTEL, 0, False),
        (film("Cosmos Laundromat", 2010), SINTEL, 0, False),
        (film("Elephant Dream Revisited", 2006), ELEPHANTS, 80, True),
        (film("Elephant Dream Revisited"), ELEPHANTS, 60, False),
        (ParsedRelease(type="series", title="Pioneer One", year=2010), PIONEER, 95, True),
        (ParsedRelease(type="series", title="Pioneer One"), PIONEER, 75, False),
        (ParsedRelease(type="series", title="Sintel"), SINTEL, 0, False),
    ],
)
def test_the_confidence_is_that_of_the_table(
    parsed: ParsedRelease, wanted: WantedTitle, confidence: int, matched: bool
) -> None:
    match = match_title(parsed, wanted)
    assert (match.confidence, match.matched) == (confidence, matched)
    assert confidence == 0 or 100 + sum(part.points for part in match.parts) == confidence


def test_a_sequel_is_not_its_forerunner_misspelt() -> None:
    wanted = WantedTitle(kind=MediaKind.MOVIE, title="Caminandes Episode 2", year=2013)
    match = match_title(film("Caminandes Episode 3", 2013), wanted)
    assert not match.matched
    assert "numbers-differ" in match.reasons


def test_what_else_speaks_for_a_match_adds_up_to_100_at_most() -> None:
    assert confirm(match_title(film("Durian", 2010), SINTEL), episodes=True, group=True).confidence == 92
    assert confirm(match_title(film("Sintel", 2010), SINTEL), episodes=True).confidence == 100
    assert not confirm(match_title(film("Sintel", 2019), SINTEL), episodes=True, sources=True).matched


@pytest.mark.parametrize(
    ("one", "other", "steps"), [("", "", 0), ("abc", "", 3), ("sintel", "sinetl", 1), ("kitten", "sitting", 3)]
)
def test_distance_counts_steps_and_is_the_same_both_ways(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == distance(other, one) == steps


def test_distance_stops_beyond_its_limit() -> None:
    assert distance("a" * 50, "b" * 50, limit=3) == 4
