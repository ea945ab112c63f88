"""When a film is available: by its minimum availability, its dates and a delay."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from monarr.core.availability.model import Availability, FilmDates, MinimumAvailability

# A film whose home release nobody dates is taken to be out so long after its first showing; the field's habit.
ASSUMED_DAYS_AFTER_CINEMA = 90


def movie_availability(
    minimum: MinimumAvailability, dates: FilmDates, now: datetime, *, delay_days: int = 0
) -> Availability:
    """Whether the film is available now. `delay_days` may be negative to begin early; it does not move what is merely
    announced. Dates begin at midnight UTC."""
    if minimum is MinimumAvailability.ANNOUNCED:
        return Availability(True, None, "announced")
    day, reason = _cinema(dates) if minimum is MinimumAvailability.IN_CINEMAS else _release(dates)
    if day is not None:
        at = datetime.combine(day, time(), UTC) + timedelta(days=delay_days)
        return Availability(now >= at, at, reason)
    if dates.status == "released" or (dates.status == minimum.value):
        return Availability(True, None, "status")
    if dates.year is not None and dates.year < now.year - 1:
        return Availability(True, None, "old-year")
    return Availability(False, None, "no-date")


def _home_date(dates: FilmDates) -> date | None:
    known = [day for day in (dates.digital_on, dates.physical_on) if day is not None]
    return min(known, default=None)


def _cinema(dates: FilmDates) -> tuple[date | None, str]:
    """The first showing, or the home release where that came first."""
    home = _home_date(dates)
    if dates.in_cinemas_on is None or (home is not None and home < dates.in_cinemas_on):
        return home, "release-date"
    return dates.in_cinemas_on, "cinema-date"


def _release(dates: FilmDates) -> tuple[date | None, str]:
    home = _home_date(dates)
    if home is not None:
        return home, "release-date"
    if dates.in_cinemas_on is not None and dates.status != "released":
        return dates.in_cinemas_on + timedelta(days=ASSUMED_DAYS_AFTER_CINEMA), "assumed-after-cinema"
    return None, "no-date"
