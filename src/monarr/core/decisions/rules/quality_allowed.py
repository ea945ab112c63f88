"""The profile allows the release's quality."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    allowed = facts.profile.allows(candidate.quality)
    return verdict(allowed, quality=candidate.quality, profile=facts.profile.name)


RULE = Rule("quality-allowed", check, fix="profile.items")
