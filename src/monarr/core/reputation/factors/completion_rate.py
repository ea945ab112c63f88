"""How often its releases are downloaded to the end: the mean count that indexers state, full at 100; and, the more of
them there are the heavier, Monarr's own downloads: the share that was imported, less a quarter for each file that was
replaced by a better one."""

from __future__ import annotations

from datetime import datetime

from monarr.core.reputation.model import UNKNOWN, Factor, Reading
from monarr.core.reputation.tally import Tally

FULL = 100.0
_EVEN = 10  # so many own downloads weigh as much as all that indexers say
_REPLACED = 0.25


def read(tally: Tally, now: datetime) -> Reading:
    said = None if tally.grabs.mean is None else min(1.0, tally.grabs.mean / FULL)
    own, count = _own(tally), tally.own.ended
    if said is None and own is None:
        return UNKNOWN
    figures = {"mean_grabs": None if tally.grabs.mean is None else round(tally.grabs.mean, 1),
               "imported": tally.own.imported, "ended": count}  # fmt: skip
    if own is None or said is None:
        return Reading(own if said is None else said, figures)
    weight = count / (count + _EVEN)
    return Reading(own * weight + said * (1 - weight), figures)


def _own(tally: Tally) -> float | None:
    own = tally.own
    if not own.ended:
        return None
    return max(0.0, own.imported - _REPLACED * min(own.upgraded_away, own.imported)) / own.ended


FACTOR = Factor("completion_rate", 0.15, "experience", read)
