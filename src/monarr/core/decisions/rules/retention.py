"""Usenet servers keep articles for so many days; what is older is gone."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Protocol


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if candidate.protocol is not Protocol.USENET or not facts.retention_days or candidate.age_minutes is None:
        return NOT_ASKED
    age_days = candidate.age_minutes / (24 * 60)
    return verdict(age_days <= facts.retention_days, age_days=age_days, limit_days=facts.retention_days)


RULE = Rule("retention", check, fix="settings.indexers.retention")
