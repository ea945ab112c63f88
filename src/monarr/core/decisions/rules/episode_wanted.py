"""A search for certain episodes takes only what holds one of them."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not candidate.episode_ids or not facts.wanted_episode_ids:
        return NOT_ASKED
    if facts.held_seasons and facts.wanted_seasons and facts.held_seasons.isdisjoint(facts.wanted_seasons):
        return NOT_ASKED  # told by `season-wanted`
    found = set(candidate.episode_ids) & set(facts.wanted_episode_ids)
    return verdict(bool(found), wanted_count=len(found), held_count=len(candidate.episode_ids))


RULE = Rule("episode-wanted", check)
