"""How many of its releases are internal ones of a site, which are checked before they are published. Only releases of
indexers that mark such ones count."""

from __future__ import annotations

from datetime import datetime

from monarr.core.reputation.model import UNKNOWN, Factor, Reading
from monarr.core.reputation.tally import Tally


def read(tally: Tally, now: datetime) -> Reading:
    share = tally.internal.mean
    if share is None:
        return UNKNOWN
    return Reading(share, {"internal": round(tally.internal.total), "releases": tally.internal.count})


FACTOR = Factor("internal_ratio", 0.20, "indexers", read)
