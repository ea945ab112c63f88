"""A release far too small for its quality is not what it says."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.decisions.size import MEGABYTE, held_minutes, size_limits


def check(candidate: Candidate, facts: Facts) -> Verdict:
    minutes = held_minutes(candidate, facts)
    if minutes is None or candidate.size_bytes is None:
        return NOT_ASKED
    limit_bytes = int(size_limits(candidate, facts).minimum * minutes * MEGABYTE)
    return verdict(
        candidate.size_bytes >= limit_bytes,
        size_bytes=candidate.size_bytes,
        limit_bytes=limit_bytes,
        runtime_minutes=minutes,
        quality=candidate.quality,
        reason=facts.kind.value,
    )


RULE = Rule("size-minimum", check, fix="profile.sizes")
