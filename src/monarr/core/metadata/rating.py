"""The one rating that lists sort by."""

from __future__ import annotations

from collections.abc import Iterable

# Whom people trust first; any other source comes after, in the order given.
_ORDER = ("imdb", "tmdb", "tvdb", "tvmaze")


def promoted_rating(ratings: Iterable[tuple[str, float, float]]) -> float | None:
    """The best known source's rating, on 0 to 10 with one decimal. `ratings` are source, value, scale; None when there
    are none. A value of 0 means that nobody voted."""
    usable = [(source, value, scale) for source, value, scale in ratings if scale > 0 and value > 0]
    if not usable:
        return None
    _source, value, scale = min(usable, key=lambda one: _ORDER.index(one[0]) if one[0] in _ORDER else len(_ORDER))
    return round(min(value / scale, 1) * 10, 1)
