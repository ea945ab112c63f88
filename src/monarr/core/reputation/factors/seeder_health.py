"""How well its torrents are seeded: the mean of ln(seeders) + 1, full at 5 (some 55 seeders). Without seeders: 0."""

from __future__ import annotations

from datetime import datetime

from monarr.core.reputation.model import UNKNOWN, Factor, Reading
from monarr.core.reputation.tally import Tally

FULL = 5.0


def read(tally: Tally, now: datetime) -> Reading:
    mean = tally.seeder_logs.mean
    if mean is None:
        return UNKNOWN
    return Reading(min(1.0, mean / FULL), {"mean_log": round(mean, 2), "releases": tally.seeder_logs.count})


FACTOR = Factor("seeder_health_score", 0.25, "indexers", read)
