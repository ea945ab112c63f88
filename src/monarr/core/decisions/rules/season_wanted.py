"""A search for episodes of one season takes nothing of another."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not facts.held_seasons or not facts.wanted_seasons:
        return NOT_ASKED
    return verdict(
        not facts.held_seasons.isdisjoint(facts.wanted_seasons),
        season=min(facts.held_seasons),
        wanted_season=min(facts.wanted_seasons),
    )


RULE = Rule("season-wanted", check)
