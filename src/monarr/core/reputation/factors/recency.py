"""Whether it still publishes: falls with the days since its last release, slower for a group with many a day."""

from __future__ import annotations

import math
from datetime import datetime

from monarr.core.reputation.model import UNKNOWN, Factor, Reading
from monarr.core.reputation.tally import Tally


def read(tally: Tally, now: datetime) -> Reading:
    if tally.last_seen_at is None or not tally.releases:
        return UNKNOWN
    days = max(0.0, (now - tally.last_seen_at).total_seconds() / 86_400)
    per_day = max(1.0, tally.releases / max(1, tally.active_days))
    value = min(1.0, 1 / (1 + days / 30) * (1 + math.log(per_day)))
    return Reading(value, {"days": round(days, 1), "per_day": round(per_day, 1)})


FACTOR = Factor("recency_score", 0.10, "ledger", read)
