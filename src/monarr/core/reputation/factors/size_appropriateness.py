"""Whether its mean size, per two hours, is one that carries a good picture without waste."""

from __future__ import annotations

from datetime import datetime

from monarr.core.reputation.model import UNKNOWN, Factor, Reading
from monarr.core.reputation.tally import Tally

# From so many gigabytes on (up to the next step) it is worth so much.
_STEPS = ((100, 0.6), (50, 0.9), (15, 1.0), (8, 0.95), (5, 0.85), (3, 0.7), (1, 0.5))
_TINY = 0.3


def read(tally: Tally, now: datetime) -> Reading:
    mean = tally.gigabytes.mean
    if mean is None:
        return UNKNOWN
    value = next((worth for least, worth in _STEPS if (mean > least if least == 100 else mean >= least)), _TINY)
    return Reading(value, {"mean_gigabytes": round(mean, 2), "releases": tally.gigabytes.count})


FACTOR = Factor("size_appropriateness", 0.05, "names", read)
