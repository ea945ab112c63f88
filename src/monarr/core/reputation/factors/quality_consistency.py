"""How alike its releases are: half for sizes that vary little (in GB per two hours), half for few video codecs."""

from __future__ import annotations

from datetime import datetime

from monarr.core.reputation.model import UNKNOWN, Factor, Reading
from monarr.core.reputation.tally import Tally


def read(tally: Tally, now: datetime) -> Reading:
    variance, codecs = tally.gigabytes.variance, len(tally.codecs)
    parts = [] if variance is None else [1 / (1 + variance)]
    parts += [1 / codecs] if codecs else []
    if not parts:
        return UNKNOWN
    figures = {"variance": None if variance is None else round(variance, 2), "codecs": codecs}
    return Reading(sum(parts) / len(parts), figures)


FACTOR = Factor("quality_consistency", 0.12, "names", read)
