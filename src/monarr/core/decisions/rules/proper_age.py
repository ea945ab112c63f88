"""RSS does not fetch a proper of a file that has been here for longer than a week: it was good enough to watch."""

from __future__ import annotations

from monarr.core.decisions.better import Step, concerned, step_from
from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Origin

LIMIT_DAYS = 7


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.origin is not Origin.RSS:
        return NOT_ASKED
    ages = [
        (facts.now - file.added_at).total_seconds() / 86_400
        for file in concerned(candidate, facts)
        if file.added_at is not None and step_from(candidate, file, facts) is Step.REVISION
    ]
    if not ages:
        return NOT_ASKED
    return verdict(max(ages) <= LIMIT_DAYS, existing_age_days=max(ages), limit_days=LIMIT_DAYS)


RULE = Rule("proper-age", check)
