"""A release profile may refuse what was published before its title was out: it is a fake, or mislabelled."""

from __future__ import annotations

from datetime import timedelta

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    asked = [one for one in facts.restrictions if one.refuse_before_air and one.holds_for(candidate.indexer_id)]
    if not asked or candidate.age_minutes is None or facts.available_at is None:
        return NOT_ASKED
    published_at = facts.now - timedelta(minutes=candidate.age_minutes)
    early_days = (facts.available_at - published_at).total_seconds() / 86_400
    grace_days = min(one.grace_days for one in asked)
    return verdict(early_days <= grace_days, early_days=max(0.0, early_days), grace_days=grace_days)


RULE = Rule("air-date", check, fix="settings.release_profiles")
