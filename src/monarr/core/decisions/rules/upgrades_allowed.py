"""A profile that allows no upgrades keeps what is here."""

from __future__ import annotations

from monarr.core.decisions.better import concerned, missing_count
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    files = concerned(candidate, facts)
    if not files or missing_count(candidate, facts) > 0:
        return NOT_ASKED
    return verdict(facts.profile.upgrade_allowed, existing_quality=files[0].quality, profile=facts.profile.name)


RULE = Rule("upgrades-allowed", check, fix="profile.upgrade_allowed")
