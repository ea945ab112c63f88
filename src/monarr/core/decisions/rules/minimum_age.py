"""Usenet releases must have aged, so that every server carries the articles."""

from __future__ import annotations

from datetime import timedelta

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Protocol


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if candidate.protocol is not Protocol.USENET or not facts.minimum_age_minutes or candidate.age_minutes is None:
        return NOT_ASKED
    wait_minutes = max(0.0, facts.minimum_age_minutes - candidate.age_minutes)
    return verdict(
        wait_minutes == 0,
        age_minutes=candidate.age_minutes,
        limit_minutes=facts.minimum_age_minutes,
        wait_minutes=wait_minutes,
        until=facts.now + timedelta(minutes=wait_minutes),
    )


RULE = Rule("minimum-age", check, temporary=True, fix="settings.indexers.minimum_age")
