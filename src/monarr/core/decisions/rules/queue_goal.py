"""What is arriving meets the profile's goal already: nothing better is looked for."""

from __future__ import annotations

from monarr.core.decisions.better import Step, concerned_queue, meets_goal, step_from
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, QueuedRelease, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    arriving = concerned_queue(candidate, facts)
    better = [queued for queued in arriving if step_from(candidate, queued, facts).is_gain]
    if not arriving or len(better) < len(arriving):
        return NOT_ASKED  # told by `in-queue`
    met = next((queued for queued in arriving if _is_enough(candidate, queued, facts)), None)
    shown = met or arriving[0]
    return verdict(met is None, queued_quality=shown.quality, queued_score=shown.score, cutoff=facts.profile.cutoff)


def _is_enough(candidate: Candidate, queued: QueuedRelease, facts: Facts) -> bool:
    """It meets the goal, and the candidate brings no language that the profile cannot do without."""
    speaks_more = step_from(candidate, queued, facts) is Step.LANGUAGE
    return meets_goal(facts.profile, queued.quality, queued.score) and not speaks_more


RULE = Rule("queue-goal", check, fix="profile.cutoff")
