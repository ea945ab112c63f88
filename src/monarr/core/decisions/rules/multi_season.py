"""A pack of several seasons cannot be imported season by season while it seeds, and replaces too much at once."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    return verdict(len(candidate.parsed.seasons) <= 1, season_count=max(1, len(candidate.parsed.seasons)))


RULE = Rule("multi-season", check)
