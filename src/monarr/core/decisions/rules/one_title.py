"""A name that fits two titles of the house says which only to a person, who chooses."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Origin


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.origin in (Origin.INTERACTIVE, Origin.SEARCH):
        return NOT_ASKED
    rivals = candidate.rivals
    return verdict(not rivals, rival=rivals[0] if rivals else None, wanted=facts.title, rival_count=len(rivals))


RULE = Rule("one-title", check, fix="title.aliases")
