"""How full a disk will be, from what came in the last month, what is on its way, and what leaves the trash when."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

AHEAD_DAYS = 30
_FURTHEST_DAYS = 365
_LEAST_DAYS = 7  # fewer days say nothing of a month


class DiskNow(msgspec.Struct, frozen=True, kw_only=True):
    """A disk as it is. `grown_bytes` is what was imported in the last `grown_days` days, by days, oldest first;
    `leaving` says how many bytes leave the trash in how many days."""

    total_bytes: int
    free_bytes: int
    arriving_bytes: int = 0
    grown_bytes: tuple[int, ...] = ()
    leaving: tuple[tuple[int, int], ...] = ()
    trash_bytes: int = 0


class DiskForecast(msgspec.Struct, frozen=True, kw_only=True):
    """`free_then_bytes` is in 30 days, and never below 0. `full_in_days` is None when it is not full within a year;
    `emptying_helps` when it would not be full in 30 days if the trash were emptied today. The levels are bytes used, one
    a day, the past ones worked out from the imports; the last past one and the first ahead are today."""

    bytes_per_day: int
    free_then_bytes: int
    full_in_days: int | None
    emptying_helps: bool
    past_levels: tuple[int, ...]
    levels_ahead: tuple[int, ...]

    @property
    def fills_soon(self) -> bool:
        return self.full_in_days is not None and self.full_in_days <= AHEAD_DAYS


def forecast(now: DiskNow) -> DiskForecast:
    """What 30 days bring at the pace of the last ones. What arrives now is the first part of what a month brings, not
    more on top of it."""
    days = max(len(now.grown_bytes), _LEAST_DAYS)
    pace = sum(now.grown_bytes) // days
    levels = [_level(now, pace, day) for day in range(_FURTHEST_DAYS + 1)]
    full = next((day for day, level in enumerate(levels) if level >= now.total_bytes), None)
    emptied = now.total_bytes - now.free_bytes - now.trash_bytes + max(now.arriving_bytes, pace * AHEAD_DAYS)
    return DiskForecast(
        bytes_per_day=pace,
        free_then_bytes=max(now.total_bytes - levels[AHEAD_DAYS], 0),
        full_in_days=full,
        emptying_helps=now.trash_bytes > 0 and emptied < now.total_bytes,
        past_levels=_past(now),
        levels_ahead=tuple(levels[: AHEAD_DAYS + 1]),
    )


def _level(now: DiskNow, pace: int, day: int) -> int:
    gone = sum(size for days_left, size in now.leaving if days_left <= day)
    coming = max(now.arriving_bytes if day else 0, pace * day)
    return now.total_bytes - now.free_bytes + coming - gone


def _past(now: DiskNow) -> tuple[int, ...]:
    """Levels before today: what came later was not there yet."""
    level = now.total_bytes - now.free_bytes
    levels = [level]
    for grown in reversed(now.grown_bytes):
        level = max(level - grown, 0)
        levels.append(level)
    return tuple(reversed(levels))


def grown_by_days(imports: Iterable[tuple[int, int]], days: int) -> tuple[int, ...]:
    """Sizes by days from pairs of days ago (0 is today) and bytes; of the last `days` days, oldest first."""
    found = [0] * days
    for ago, size in imports:
        if 0 <= ago < days:
            found[days - 1 - ago] += size
    return tuple(found)
