"""Once what is here meets the profile's goal (quality and score), nothing better is looked for; a proper of it is, and so is a
language that the profile cannot do without."""

from __future__ import annotations

from monarr.core.decisions.better import Step, concerned, goal_score, meets_goal, missing_count, passes_goal, step_from
from monarr.core.decisions.model import NOT_ASKED, Candidate, Existing, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    files = concerned(candidate, facts)
    if not files:
        return NOT_ASKED
    satisfied = [file for file in files if not _wanted(candidate, file, facts)]
    passed = len(satisfied) < len(files) or missing_count(candidate, facts) > 0
    file = (satisfied or list(files))[0]
    return verdict(
        passed,
        existing_quality=file.quality,
        existing_score=file.score,
        cutoff=facts.profile.cutoff,
        cutoff_score=goal_score(facts.profile),
        reason="score" if candidate.quality == file.quality and goal_score(facts.profile) > 0 else "quality",
    )


def _wanted(candidate: Candidate, file: Existing, facts: Facts) -> bool:
    step = step_from(candidate, file, facts)
    if step in (Step.REVISION, Step.LANGUAGE):
        return True
    return not meets_goal(facts.profile, file.quality, file.score) and passes_goal(candidate, file, facts) is not None


RULE = Rule("cutoff", check, fix="profile.cutoff")
