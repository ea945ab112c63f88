"""Something better may come: a release waits so many minutes from the moment it was published or first seen.

Nothing waits when somebody asked for it now, when it is the best the profile knows (if so set), when its score is high
enough (if so set), or when it repairs what is here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from monarr.core.decisions.better import Step, concerned, step_from
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Origin, Protocol


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.origin is Origin.INTERACTIVE or facts.user_invoked:
        return NOT_ASKED
    policy = facts.delay
    delay_minutes = policy.torrent_minutes if candidate.protocol is Protocol.TORRENT else policy.usenet_minutes
    if delay_minutes <= 0:
        return NOT_ASKED
    waited_minutes = _waited_minutes(candidate, facts)
    wait_minutes = max(0.0, delay_minutes - waited_minutes)
    bypass = _bypass(candidate, facts)
    figures: dict[str, Any] = {
        "delay_minutes": delay_minutes,
        "waited_minutes": waited_minutes,
        "wait_minutes": wait_minutes,
        "protocol": candidate.protocol.value,
    }
    if bypass is not None:
        return verdict(True, **figures, bypass=bypass)
    return verdict(wait_minutes == 0, **figures, until=facts.now + timedelta(minutes=wait_minutes))


def _waited_minutes(candidate: Candidate, facts: Facts) -> float:
    """Since its publication or since it was first seen, whichever is longer ago; 0 when neither is known."""
    first = candidate.first_seen_at
    seen = (facts.now - first).total_seconds() / 60 if first else 0.0
    return max(seen, candidate.age_minutes or 0.0, 0.0)


def _bypass(candidate: Candidate, facts: Facts) -> str | None:
    files = concerned(candidate, facts)
    if files and all(step_from(candidate, file, facts) is Step.REVISION for file in files):
        return "repairs-existing"
    policy = facts.delay
    if policy.preferred_protocol not in (None, candidate.protocol):
        return None
    best = max((place for place, item in enumerate(facts.profile.items) if item.allowed), default=None)
    if policy.bypass_if_highest_quality and best is not None and facts.profile.rank(candidate.quality) == best:
        return "highest-quality"
    if policy.bypass_above_score is not None and candidate.score >= policy.bypass_above_score:
        return "high-score"
    return None


RULE = Rule("delay", check, temporary=True, fix="settings.delay_profiles")
