"""Where the profile allows no upgrades, what is arriving is what there will be."""

from __future__ import annotations

from monarr.core.decisions.better import concerned_queue, step_from
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    arriving = concerned_queue(candidate, facts)
    if not arriving or not all(step_from(candidate, queued, facts).is_gain for queued in arriving):
        return NOT_ASKED  # told by `in-queue`
    return verdict(facts.profile.upgrade_allowed, queued_quality=arriving[0].quality, profile=facts.profile.name)


RULE = Rule("queue-upgrades", check, fix="profile.upgrade_allowed")
