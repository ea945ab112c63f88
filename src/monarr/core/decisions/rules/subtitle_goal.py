"""Where a release says which subtitles it has, those that the profile cannot do without are among them. Most names say
nothing; then the file is asked after the download."""

from __future__ import annotations

from monarr.core.decisions.goals import musts, resolved
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    goals = musts(facts.profile.subtitle_goals, facts)
    if not goals or not candidate.subtitles:
        return NOT_ASKED
    wanted = [resolved(goal.language, facts) for goal in goals]
    missing = [name for name in wanted if name not in candidate.subtitles]
    return verdict(not missing, subtitle_languages=sorted(candidate.subtitles), missing_languages=missing)


RULE = Rule("subtitle-goal", check, fix="profile.subtitle_goals")
