"""Releases count some series their own way. Until that way is confirmed, a number may mean another episode."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Origin


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if facts.origin is Origin.INTERACTIVE or not candidate.episode_ids or candidate.parsed.air_date is not None:
        return NOT_ASKED
    unsure = facts.unverified_episode_ids.intersection(candidate.episode_ids)
    return verdict(not unsure, unsure_count=len(unsure), held_count=len(candidate.episode_ids))


RULE = Rule("scene-numbering", check, temporary=True, fix="title.numbering")
