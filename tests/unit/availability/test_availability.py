"""When films and episodes are out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monarr.core.availability import FilmDates, MinimumAvailability, episode_availability, movie_availability

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CINEMA, RELEASED, ANNOUNCED = (
    MinimumAvailability.IN_CINEMAS,
    MinimumAvailability.RELEASED,
    MinimumAvailability.ANNOUNCED,
)


@pytest.mark.parametrize(
    ("minimum", "dates", "delay", "available", "reason"),
    [
        (ANNOUNCED, FilmDates(), 0, True, "announced"),
        (CINEMA, FilmDates(in_cinemas_on=date(2026, 3, 1)), 0, True, "cinema-date"),
        (CINEMA, FilmDates(in_cinemas_on=date(2026, 3, 1)), 3, False, "cinema-date"),
        (CINEMA, FilmDates(digital_on=date(2026, 2, 1)), 0, True, "release-date"),
        (RELEASED, FilmDates(digital_on=date(2026, 4, 1), physical_on=date(2026, 2, 1)), 0, True, "release-date"),
        (RELEASED, FilmDates(digital_on=date(2026, 3, 3)), -5, True, "release-date"),
        (RELEASED, FilmDates(in_cinemas_on=date(2026, 1, 1)), 0, False, "assumed-after-cinema"),
        (RELEASED, FilmDates(in_cinemas_on=date(2025, 11, 1)), 0, True, "assumed-after-cinema"),
        (RELEASED, FilmDates(status="released"), 0, True, "status"),
        (RELEASED, FilmDates(status="in_cinemas"), 0, False, "no-date"),
        (RELEASED, FilmDates(year=2010), 0, True, "old-year"),
        (RELEASED, FilmDates(year=2026), 0, False, "no-date"),
    ],
)
def test_a_film_is_out_as_its_minimum_asks(
    minimum: MinimumAvailability, dates: FilmDates, delay: int, available: bool, reason: str
) -> None:
    answer = movie_availability(minimum, dates, NOW, delay_days=delay)
    assert (answer.available, answer.reason) == (available, reason)


def test_the_moment_of_availability_is_told() -> None:
    dates = FilmDates(in_cinemas_on=date(2026, 1, 1))
    assert movie_availability(RELEASED, dates, NOW).at == datetime(2026, 4, 1, tzinfo=UTC)


def test_an_episode_is_out_once_it_aired_plus_the_delay() -> None:
    aired = datetime(2026, 3, 1, 11, 30, tzinfo=UTC)
    assert episode_availability(NOW, aired_at=aired).available
    assert not episode_availability(NOW, aired_at=aired, delay_minutes=60).available
    assert episode_availability(NOW, air_date=date(2026, 3, 1)).available
    assert episode_availability(NOW).reason == "no-date"
