"""The custom formats must give the release at least the profile's least score."""

from __future__ import annotations

from typing import Any

from monarr.core.decisions.model import Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    limit = facts.profile.minimum_format_score
    formats = {match.name: match.points for match in candidate.formats}
    worst = min(candidate.formats, key=lambda match: match.points, default=None)
    reason = "format" if worst is not None and worst.points < 0 else None
    named: dict[str, Any] = {"format": worst.name, "points": worst.points} if worst is not None and reason else {}
    return verdict(
        candidate.score >= limit, score=candidate.score, limit=limit, formats=formats, reason=reason, **named
    )


RULE = Rule("minimum-format-score", check, fix="profile.minimum_format_score")
