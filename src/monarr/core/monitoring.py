"""Which episodes of a series are looked for: the presets, and what happens to episodes that appear later.

The presets are those of the seed and of the field together (spec/origins.md 1.2, spec/peers.md F-LM-4).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

RECENT = timedelta(days=90)


class MonitorPreset(StrEnum):
    """What to look for. The text is stored."""

    ALL = "all"  # every episode but specials
    FUTURE = "future"  # what has not aired yet
    MISSING = "missing"  # what has no file, aired or not
    EXISTING = "existing"  # what has a file, so that it may be upgraded, and what has not aired yet
    RECENT = "recent"  # aired in the last 90 days, or not yet
    PILOT = "pilot"  # the first episode
    FIRST_SEASON = "first_season"
    LAST_SEASON = "last_season"
    MONITORED_ONLY = "monitored_only"  # leaves the choice that stands
    SPECIALS_ON = "specials_on"  # specials too; the rest stays
    SPECIALS_OFF = "specials_off"  # no specials; the rest stays
    NONE = "none"


class MonitoredEpisode(msgspec.Struct, frozen=True, kw_only=True):
    """An episode as the presets see it. `aired_at` None: not known, which counts as not aired."""

    id: int
    season: int
    number: int
    aired_at: datetime | None = None
    has_file: bool = False
    monitored: bool = True


class Monitoring(msgspec.Struct, frozen=True):
    """The answer: ids of the episodes to look for, and the seasons whose later episodes are looked for too."""

    episodes: frozenset[int]
    seasons: frozenset[int]


# with these the newest season goes on by itself, whether or not one of its episodes is wanted now
_GOES_ON = frozenset(
    (MonitorPreset.ALL, MonitorPreset.FUTURE, MonitorPreset.MISSING, MonitorPreset.EXISTING, MonitorPreset.RECENT,
     MonitorPreset.LAST_SEASON)
)  # fmt: skip


def choose_monitored(preset: MonitorPreset, episodes: Sequence[MonitoredEpisode], now: datetime) -> Monitoring:
    """What a preset means for a series. A season is monitored when one of its episodes is; the newest one is also when
    the preset looks ahead."""
    numbers = [episode.season for episode in episodes if episode.season > 0]
    first, last = min(numbers, default=1), max(numbers, default=1)
    wanted = frozenset(
        episode.id for episode in episodes if _is_wanted(preset, episode, now, first_season=first, last_season=last)
    )
    seasons = {episode.season for episode in episodes if episode.id in wanted}
    if preset in _GOES_ON:
        seasons.add(last)
    return Monitoring(wanted, frozenset(seasons))


def monitors_new(*, season_is_new: bool, season_monitored: bool, series_monitored: bool, policy: bool) -> bool:
    """Whether an episode that a refresh brings is looked for: as its season is, or, in a new season, as the series'
    policy for new seasons says."""
    return series_monitored and (policy if season_is_new else season_monitored)


def _is_wanted(
    preset: MonitorPreset, episode: MonitoredEpisode, now: datetime, *, first_season: int, last_season: int
) -> bool:
    special = episode.season == 0
    if preset is MonitorPreset.MONITORED_ONLY:
        return episode.monitored
    if preset in (MonitorPreset.SPECIALS_ON, MonitorPreset.SPECIALS_OFF):
        return preset is MonitorPreset.SPECIALS_ON if special else episode.monitored
    if special or preset is MonitorPreset.NONE:
        return False
    aired = episode.aired_at is not None and episode.aired_at <= now
    recent = episode.aired_at is not None and now - RECENT <= episode.aired_at
    return {
        MonitorPreset.ALL: True,
        MonitorPreset.FUTURE: not aired,
        MonitorPreset.MISSING: not episode.has_file,
        MonitorPreset.EXISTING: episode.has_file or not aired,
        MonitorPreset.RECENT: recent or not aired,
        MonitorPreset.PILOT: episode.season == first_season and episode.number == 1,
        MonitorPreset.FIRST_SEASON: episode.season == first_season,
        MonitorPreset.LAST_SEASON: episode.season == last_season,
    }[preset]
