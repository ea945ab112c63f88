"""How many releases of it were seen, full at 50."""

from __future__ import annotations

from datetime import datetime

from monarr.core.reputation.model import UNKNOWN, Factor, Reading
from monarr.core.reputation.tally import Tally

FULL = 50


def read(tally: Tally, now: datetime) -> Reading:
    return Reading(min(1.0, tally.releases / FULL), {"releases": tally.releases}) if tally.releases else UNKNOWN


FACTOR = Factor("volume_score", 0.05, "ledger", read)
