"""A release may weigh at most so many megabytes per minute, by quality; the profile's own limit goes first."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.decisions.size import MEGABYTE, held_minutes, size_limits


def check(candidate: Candidate, facts: Facts) -> Verdict:
    minutes, maximum = held_minutes(candidate, facts), size_limits(candidate, facts).maximum
    if minutes is None or maximum is None or candidate.size_bytes is None:
        return NOT_ASKED
    limit_bytes = int(maximum * minutes * MEGABYTE)
    return verdict(
        candidate.size_bytes <= limit_bytes,
        size_bytes=candidate.size_bytes,
        limit_bytes=limit_bytes,
        runtime_minutes=minutes,
        quality=candidate.quality,
        reason=facts.kind.value,
    )


RULE = Rule("size-maximum", check, fix="profile.sizes")
