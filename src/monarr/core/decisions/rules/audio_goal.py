"""Every language that the profile cannot do without is heard in the release; some are waited for only so long."""

from __future__ import annotations

from msgspec.structs import replace

from monarr.core.decisions.goals import lapses_at, musts, resolved, spoken
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    goals = musts(facts.profile.audio_goals, facts)
    if not goals:
        return NOT_ASKED
    heard = spoken(candidate, facts)
    missing = [goal for goal in goals if resolved(goal.language, facts) not in heard]
    lapses = [lapses_at(goal, facts) for goal in missing]
    known = [moment for moment in lapses if moment is not None]
    waits = bool(missing) and len(known) == len(missing)
    until = max(known) if waits else None
    answer = verdict(
        not missing,
        until=until,
        languages=sorted(heard),
        wanted_languages=[resolved(goal.language, facts) for goal in goals],
        missing_languages=[resolved(goal.language, facts) for goal in missing],
        wait_minutes=(until - facts.now).total_seconds() / 60 if until else None,
        reason="waits" if waits else None,
    )
    return replace(answer, temporary=waits)


RULE = Rule("audio-goal", check, fix="profile.audio_goals")
