"""A season pack before the last episode aired holds less than a season."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not candidate.parsed.full_season:
        return NOT_ASKED
    return verdict(facts.unaired_in_season == 0, unaired_count=facts.unaired_in_season, season=candidate.parsed.season)


RULE = Rule("full-season-aired", check, temporary=True)
