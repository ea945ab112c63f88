"""The custom formats must give the release at least the profile's least score."""

from __future__ import annotations

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    limit = facts.profile.minimum_format_score
    formats = {match.name: match.points for match in candidate.formats}
    return verdict(candidate.score >= limit, score=candidate.score, limit=limit, formats=formats)


RULE = Rule("minimum-format-score", check, fix="profile.minimum_format_score")
