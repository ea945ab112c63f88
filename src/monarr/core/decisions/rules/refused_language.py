"""A release that is only in languages that the profile refuses is of no use."""

from __future__ import annotations

from monarr.core.decisions.goals import resolved, spoken
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.quality import Strength


def check(candidate: Candidate, facts: Facts) -> Verdict:
    goals = [goal for goal in facts.profile.audio_goals if goal.strength is Strength.REFUSE]
    if not goals:
        return NOT_ASKED
    refused = {resolved(goal.language, facts) for goal in goals}
    heard = spoken(candidate, facts)
    return verdict(not heard <= refused, languages=sorted(heard), refused_languages=sorted(refused))


RULE = Rule("refused-language", check, fix="profile.audio_goals")
