"""A pack of extras is not the season itself."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    return verdict(not candidate.parsed.extras, season=candidate.parsed.season)


RULE = Rule("extras", check)
