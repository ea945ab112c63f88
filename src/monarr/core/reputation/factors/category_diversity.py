"""In how many categories of indexers it publishes, full at three."""

from __future__ import annotations

from datetime import datetime

from monarr.core.reputation.model import UNKNOWN, Factor, Reading
from monarr.core.reputation.tally import Tally

FULL = 3


def read(tally: Tally, now: datetime) -> Reading:
    count = len(tally.categories)
    return Reading(min(1.0, count / FULL), {"categories": count}) if count else UNKNOWN


FACTOR = Factor("category_diversity", 0.08, "indexers", read)
