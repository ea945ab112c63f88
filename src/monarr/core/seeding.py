"""When a torrent has been seeded enough."""

from __future__ import annotations

import msgspec


class SeedGoal(msgspec.Struct, frozen=True):
    """How long to give back. The first of the two that is reached ends it; with neither it never ends."""

    ratio: float | None = None  # uploaded to downloaded
    minutes: int | None = None

    def is_reached(self, ratio: float | None, seeding_seconds: float | None) -> bool:
        """None: the client does not say, which never reaches a goal."""
        by_ratio = self.ratio is not None and ratio is not None and ratio >= self.ratio
        by_time = self.minutes is not None and seeding_seconds is not None and seeding_seconds >= self.minutes * 60
        return by_ratio or by_time
