"""What is arriving meets the profile's goal already: nothing better is looked for."""

from __future__ import annotations

from monarr.core.decisions.better import concerned_queue, meets_goal, step_from
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    arriving = concerned_queue(candidate, facts)
    better = [queued for queued in arriving if step_from(candidate, queued, facts).is_gain]
    if not arriving or len(better) < len(arriving):
        return NOT_ASKED  # told by `in-queue`
    met = next((queued for queued in arriving if meets_goal(facts.profile, queued.quality, queued.score)), None)
    shown = met or arriving[0]
    return verdict(met is None, queued_quality=shown.quality, queued_score=shown.score, cutoff=facts.profile.cutoff)


RULE = Rule("queue-goal", check, fix="profile.cutoff")
