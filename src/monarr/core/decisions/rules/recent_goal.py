"""RSS does not grab over what was grabbed half a day ago and meets the goal: it may only be slow."""

from __future__ import annotations

from datetime import timedelta

from monarr.core.decisions.better import meets_goal
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.decisions.rules.recently_grabbed import LIMIT_MINUTES, is_no_better, recent_grabs
from monarr.core.kinds import Origin


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.origin is not Origin.RSS:
        return NOT_ASKED
    recent = [grab for grab in recent_grabs(candidate, facts) if not is_no_better(candidate, grab, facts)]
    if not recent:
        return NOT_ASKED
    met = [grab for grab in recent if meets_goal(facts.profile, grab.quality, grab.score)]
    if not met:
        return verdict(True, quality=recent[0].quality, cutoff=facts.profile.cutoff)
    last = max(met, key=lambda grab: grab.grabbed_at)
    until = last.grabbed_at + timedelta(minutes=LIMIT_MINUTES)
    return verdict(
        False,
        until=until,
        quality=last.quality,
        cutoff=facts.profile.cutoff,
        age_minutes=(facts.now - last.grabbed_at).total_seconds() / 60,
        wait_minutes=(until - facts.now).total_seconds() / 60,
    )


RULE = Rule("recent-goal", check, temporary=True, fix="profile.cutoff")
