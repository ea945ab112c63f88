"""Before it is out (as far as the title's minimum availability asks) a release is hardly the real thing."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Origin


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.origin is Origin.INTERACTIVE:
        return NOT_ASKED
    at = facts.available_at
    wait_minutes = (at - facts.now).total_seconds() / 60 if at is not None and not facts.available else None
    return verdict(facts.available, until=at, available_at=at, wait_minutes=wait_minutes)


RULE = Rule("availability", check, temporary=True, fix="title.minimum_availability")
