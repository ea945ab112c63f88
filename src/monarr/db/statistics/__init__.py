"""Counts that are kept, since counting is slow: of seasons, titles, genres and libraries.

Whoever changes files, episodes, dates or monitoring calls `recount_title` in the same unit of work; whoever adds,
removes or re-rates a title says so. Time alone changes some: housekeeping calls `recount_aired`. `check` finds where
something was forgotten, `repair` mends it.
"""

from monarr.db.statistics.drift import Drift, check, repair
from monarr.db.statistics.genres import rating_changed, set_genres, title_added, title_removed
from monarr.db.statistics.titles import recount_aired, recount_season, recount_title, recount_titles, recount_uncounted

__all__ = [
    "Drift",
    "check",
    "rating_changed",
    "recount_aired",
    "recount_season",
    "recount_title",
    "recount_titles",
    "recount_uncounted",
    "repair",
    "set_genres",
    "title_added",
    "title_removed",
]
