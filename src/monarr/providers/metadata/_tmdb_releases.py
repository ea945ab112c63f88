"""When a film can be had, out of TMDB's release types: 1 premiere, 2 limited and 3 wide in cinemas, 4 digital, 5
physical, 6 television (https://developer.themoviedb.org/reference/movie-release-dates)."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from monarr.providers.metadata._answers import parse_date
from monarr.providers.metadata._tmdb_shapes import Release, ReleaseDates

_IN_CINEMAS, _DIGITAL, _PHYSICAL = (2, 3), (4, 6), (5,)  # shown on television, it can be had like a stream
# After so long in cinemas a film counts as released, even if nobody entered a date for the home
_CINEMAS_ONLY = timedelta(days=90)


class Releases(msgspec.Struct, frozen=True, kw_only=True):
    in_cinemas_on: date | None = None
    digital_on: date | None = None
    physical_on: date | None = None
    certification: str | None = None


def read_releases(dates: ReleaseDates, country: str) -> Releases:
    """The earliest dates in the country, each from anywhere when that country has none; the age rating only of the
    country itself."""
    own = [release for each in dates.results if each.iso_3166_1 == country for release in each.release_dates]
    everywhere = [release for each in dates.results for release in each.release_dates]

    def earliest(types: tuple[int, ...]) -> date | None:
        return _earliest(own, types) or _earliest(everywhere, types)

    return Releases(
        in_cinemas_on=earliest(_IN_CINEMAS),
        digital_on=earliest(_DIGITAL),
        physical_on=earliest(_PHYSICAL),
        certification=next((release.certification for release in own if release.certification), None),
    )


def movie_status(status: str | None, releases: Releases, today: date) -> str:
    """announced, in_cinemas or released, by the dates; by TMDB's own word when there are none."""
    if any(day is not None and day <= today for day in (releases.digital_on, releases.physical_on)):
        return "released"
    cinemas_on = releases.in_cinemas_on
    if cinemas_on is None:
        return "released" if (status or "").lower() == "released" else "announced"
    if cinemas_on > today:
        return "announced"
    later_is_known = releases.digital_on is not None or releases.physical_on is not None
    return "in_cinemas" if later_is_known or today - cinemas_on < _CINEMAS_ONLY else "released"


def _earliest(releases: list[Release], types: tuple[int, ...]) -> date | None:
    days = (parse_date(release.release_date) for release in releases if release.type in types)
    return min((day for day in days if day is not None), default=None)
